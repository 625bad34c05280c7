import HvSyntax

extension Session {
  /// What can stand at a place of a text, which may be unfinished and wrong elsewhere.
  ///
  /// - Parameter offset: in UTF-8 bytes; what comes behind it is not looked at.
  /// - Complexity: that of a check of the text before the place. Makes no request: names that are not in memory are not
  ///   offered.
  package func completion(of text: String, at offset: Int) -> Completion {
    let bytes = Array(text.utf8.prefix(max(0, offset)))
    guard let place = CompletionPlace(bytes) else { return .nothing(at: bytes.count) }
    let probe = Probe()
    // With what is open closed behind it, the text is whole as often as that can be.
    let closed = Parser.parse(SourceText(name: "completion", bytes: place.text))
    let whole = place.text + Array(" ".utf8) + Array(closed.unclosed.map(\.closer).joined(separator: " ").utf8)
    check(SourceText(name: "completion", bytes: whole), probe)
    let candidates = CandidateList(host: host, typed: place.typed, isString: place.isString, probe.places)
    return Completion(
      range: place.range, candidates: candidates.sorted, missingNames: candidates.missingNames)
  }
}

/// Where in a text something is to be completed, and what is there of it.
private struct CompletionPlace {
  /// As UTF-8 offsets.
  let range: Range<Int>
  /// What is typed already, without a quote.
  let typed: String
  let isString: Bool
  /// The text up to there, with the probe in its place.
  let text: [UInt8]

  /// Nil in a comment, and behind what is no word.
  init?(_ bytes: [UInt8]) {
    let tokens = Parser.tokenize(SourceText(name: "completion", bytes: bytes))
    let end = bytes.count
    // Empty tokens at the end stand for what is missing.
    let real = tokens.filter { $0.end > $0.start }
    guard let last = real.last else {
      self.init(end..<end, "", isString: false, bytes)
      return
    }
    if let open = Self.openString(tokens, bytes) {
      let typed = String(decoding: bytes[(open + 1)...], as: UTF8.self)
      self.init(open..<end, typed, isString: true, bytes)
      return
    }
    let behind = String(decoding: bytes[last.end...], as: UTF8.self)
    if behind.contains("#"), !behind.contains("\n") { return nil }
    if bytes.last == UInt8(ascii: "$") {
      self.init((end - 1)..<end, "$", isString: false, bytes)
      return
    }
    switch last.kind {
    case .word, .keyword, .variable:
      if last.end == end {
        let typed = String(decoding: bytes[last.start...], as: UTF8.self)
        self.init(last.start..<end, typed, isString: false, bytes)
        return
      }
    case .number, .date, .month, .duration, .clock, .timestamp, .malformed, .stringClose:
      if last.end == end { return nil }
    default: break
    }
    self.init(end..<end, "", isString: false, bytes)
  }

  private init(_ range: Range<Int>, _ typed: String, isString: Bool, _ bytes: [UInt8]) {
    self.range = range
    self.typed = typed
    self.isString = isString
    let probe = isString ? "\"\(Probe.text)\"" : typed.hasPrefix("$") ? "$\(Probe.word)" : Probe.word
    text = Array(bytes[..<range.lowerBound]) + Array(probe.utf8)
  }

  /// Where the string that is open at the end begins; nil where none is, or an expression in it is what is open.
  private static func openString(_ tokens: [Token], _ bytes: [UInt8]) -> Int? {
    var open: [Int] = []
    for token in tokens {
      switch token.kind {
      case .stringOpen: open.append(token.start)
      // A quote that is missing is an empty token.
      case .stringClose where token.end > token.start: open.removeLast()
      case .interpolationOpen: open.append(-1)
      case .interpolationClose where token.end > token.start: open.removeLast()
      default: continue
      }
    }
    guard let last = open.last, last >= 0, last < bytes.count, bytes[last] != UInt8(ascii: "'") else { return nil }
    return bytes[last...].starts(with: Array("\"\"\"".utf8)) ? nil : last
  }
}
