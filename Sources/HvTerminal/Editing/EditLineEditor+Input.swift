import CLibedit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// What libedit reads: keys, one code each.
extension EditLineEditor {
  /// Codes that no terminal sends as letters; each is bound to a function.
  enum Code: UInt32, CaseIterable {
    case up = 0x80
    case down, left, right, home, end, delete, wordLeft, wordRight, paste, lineBreak, finish, backTab, page, searched
    case nothing

    var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) ?? "\u{FFFD}" }
  }

  /// Answers libedit's question for the next character.
  func read(into result: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    if pending.isEmpty {
      hv_repair_cursor(el)
      redrawShifted()
      paint()
      guard let key = nextKey() else { return 0 }
      giveBack()
      pending = search.map { searched(key, $0) } ?? codes(of: key)
    }
    guard !pending.isEmpty else { return 0 }
    // Before the cursor leaves the entry for good.
    if pending.first == Code.finish.scalar {
      paint(isFinal: true)
      giveBack()
    }
    result?.pointee = pending.removeFirst().wide
    return 1
  }

  /// The next key that a person pressed.
  func nextKey() -> Key? { decoder.next() }

  /// What libedit reads for a key.
  func codes(of key: Key) -> [Unicode.Scalar] {
    switch key {
    // Codes of ours are not for typing.
    // libedit would read a command of its own, whose parser does not stand every text.
    case .alt("x"), .alt("X"): [Code.nothing.scalar]
    case .character(let scalar): [(0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar]
    case .alt(let scalar): ["\u{1B}", scalar]
    case .escape: ["\u{1B}"]
    case .paste(let text):
      pasted(text)
    case .up: [Code.up.scalar]
    case .down: [Code.down.scalar]
    case .left: [Code.left.scalar]
    case .right: [Code.right.scalar]
    case .home: [Code.home.scalar]
    case .end: [Code.end.scalar]
    case .delete: [Code.delete.scalar]
    case .wordLeft: [Code.wordLeft.scalar]
    case .wordRight: [Code.wordRight.scalar]
    case .lineBreak: [Code.lineBreak.scalar]
    case .backTab: [Code.backTab.scalar]
    case .pageUp, .pageDown: [Code.page.scalar]
    case .other: [Code.nothing.scalar]
    }
  }

  private func pasted(_ text: String) -> [Unicode.Scalar] {
    paste += text
    return [Code.paste.scalar]
  }

  /// A byte from the terminal. While it waits, notices and changes of the terminal are shown.
  func byte(_ milliseconds: Int?) -> UInt8? {
    let end = milliseconds.map { ContinuousClock.now + .milliseconds($0) }
    while true {
      var wait: Int32 = -1
      if let end { wait = Int32(clamping: max(0, (end - .now).milliseconds)) }
      var sources = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: notices.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      // In the middle of a sequence nothing else is looked at.
      let count = poll(&sources, milliseconds == nil ? 2 : 1, wait)
      if count < 0 {
        guard errno == EINTR else { return nil }
        continue
      }
      if count == 0 { return nil }
      if sources[1].revents & Int16(POLLIN) != 0 { lookUp() }
      guard sources[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      let got = readByte(STDIN_FILENO, &byte)
      if got == 1 { return byte }
      if got < 0, errno == EINTR || errno == EAGAIN { continue }
      return nil
    }
  }

  /// Whether more has been typed already: text that was pasted into a terminal that does not tell.
  var isMoreWaiting: Bool {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 0) > 0
  }

  private func lookUp() {
    let lines = notices.take()
    if hv_was_continued() != 0 {
      // Whoever had the terminal meanwhile may have left anything there.
      hv_prepare_terminal(el, 1)
      draw(Screen.pastesOn + "\r\n")
      hv_refresh(el)
    }
    if hv_was_resized() != 0 { resize() }
    if !lines.isEmpty { show(lines) }
    paint()
  }
}

/// The system's `read`, which a method of the same name hides.
private func readByte(_ descriptor: Int32, _ byte: UnsafeMutablePointer<UInt8>) -> Int { read(descriptor, byte, 1) }

extension Duration {
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}
