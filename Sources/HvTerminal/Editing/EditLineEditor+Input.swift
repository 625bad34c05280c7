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
    case down, left, right, home, end, delete, wordLeft, wordRight, paste, lineBreak, older, newer, finish, backTab,
      page, searched
    case nothing

    var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) ?? "\u{FFFD}" }
  }

  /// Answers libedit's question for the next character.
  func read(into result: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    if pending.isEmpty {
      paint()
      guard let key = nextKey() else { return 0 }
      giveBack()
      loadHistory()
      if let search { pending = searched(key, search) } else { take(key) }
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

  private func take(_ key: Key) {
    switch key {
    case .character(let scalar):
      // Codes of ours are not for typing.
      let isCode = (0x80...0x9F).contains(scalar.value)
      pending.append(isCode ? "\u{FFFD}" : scalar)
    case .alt(let scalar): pending += ["\u{1B}", scalar]
    case .escape: pending.append("\u{1B}")
    case .paste(let text):
      paste += text
      pending.append(Code.paste.scalar)
    case .up: pending.append(Code.up.scalar)
    case .down: pending.append(Code.down.scalar)
    case .left: pending.append(Code.left.scalar)
    case .right: pending.append(Code.right.scalar)
    case .home: pending.append(Code.home.scalar)
    case .end: pending.append(Code.end.scalar)
    case .delete: pending.append(Code.delete.scalar)
    case .wordLeft: pending.append(Code.wordLeft.scalar)
    case .wordRight: pending.append(Code.wordRight.scalar)
    case .lineBreak: pending.append(Code.lineBreak.scalar)
    case .backTab: pending.append(Code.backTab.scalar)
    case .pageUp, .pageDown: pending.append(Code.page.scalar)
    case .other: pending.append(Code.nothing.scalar)
    }
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
