// Literals of one token, calendar phrases, and the documentation that comments hold.

extension Parser {
  /// The value of the token here, if it is a literal, variable or keyword that stands for one.
  func literal() -> Expression.Kind? {
    switch token.kind {
    case .number: .number(digits(token.range))
    case .duration: .duration(durationParts())
    case .date, .month: date()
    case .timestamp: .timestamp(text(at: index))
    case .clock: .clock(minutes: clockMinutes())
    case .variable: .variable(source.text(SourceRange(token.start + 1, token.end)))
    case .keyword(.true): .bool(true)
    case .keyword(.false): .bool(false)
    case .keyword(.null): .null
    case .keyword(.it): .it
    case .malformed: .error
    default: nil
    }
  }

  /// A number as it is written, without `_`.
  private func digits(_ range: SourceRange) -> String {
    String(decoding: source.bytes(range).filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func durationParts() -> [DurationPart] {
    var parts: [DurationPart] = []
    var start = token.start
    while start < token.end {
      var unit = start
      while unit < token.end, !source[unit].isUnitLetter { unit += 1 }
      var end = unit
      while end < token.end, source[end].isUnitLetter { end += 1 }
      if let known = DurationPart.Unit(rawValue: source.text(SourceRange(unit, end))) {
        parts.append(DurationPart(amount: digits(SourceRange(start, unit)), unit: known))
      }
      start = end
    }
    return parts
  }

  /// The lexer has checked that they are few digits and that there is such a day.
  private func date() -> Expression.Kind {
    let start = token.start
    let (year, month) = (value(start, start + 4), value(start + 5, start + 7))
    guard token.kind == .date else { return .month(year: year, month: month) }
    return .date(year: year, month: month, day: value(start + 8, start + 10))
  }

  private func clockMinutes() -> Int {
    let colon = token.start + source.bytes(token.range).prefix { $0 != UInt8(ascii: ":") }.count
    let hour = value(token.start, colon)
    let minute = value(colon + 1, colon + 3)
    switch token.end > colon + 3 ? source[colon + 3] | 0x20 : 0 {
    case UInt8(ascii: "a"): return hour % 12 * 60 + minute
    case UInt8(ascii: "p"): return (hour % 12 + 12) * 60 + minute
    default: return hour * 60 + minute
    }
  }

  /// The value of up to four digits.
  private func value(_ start: Int, _ end: Int) -> Int {
    source.bytes(SourceRange(start, end)).prefix(4).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  // MARK: Calendar phrases

  /// The calendar phrase that starts with the word here, and its number of tokens; no phrase where its count is no
  /// count.
  func calendarPhrase() -> (phrase: CalendarPhrase?, length: Int)? {
    guard token.kind == .word else { return nil }
    let which: CalendarPhrase.Which
    switch text(at: index) {
    case "today": return (.today, 1)
    case "yesterday": return (.yesterday, 1)
    case "tomorrow": return (.tomorrow, 1)
    case "now": return (.now, 1)
    case "this": which = .this
    case "last": which = .last
    case "next": which = .next
    default: return nil
    }
    if let unit = calendarUnit(at: index + 1, plural: false) { return (.period(which, unit), 2) }
    guard which != .this, kind(at: index + 1) == .number, !breaks(at: index + 1),
      let unit = calendarUnit(at: index + 2, plural: true)
    else { return nil }
    let count = Int(digits(tokens[index + 1].range)).flatMap { $0 > 0 ? $0 : nil }
    return (count.map { .count(which, $0, unit) }, 3)
  }

  private func calendarUnit(at i: Int, plural: Bool) -> CalendarPhrase.Unit? {
    guard kind(at: i) == .word, !breaks(at: i), !isNamed(at: i), kind(at: i + 1) != .leftParen || !touches(i + 1) else {
      return nil
    }
    var word = text(at: i)
    if plural, word.hasSuffix("s") { word.removeLast() }
    return CalendarPhrase.Unit(rawValue: word)
  }

  // MARK: Documentation

  /// The `##` lines right above a token, without the marks.
  func documentationBefore(_ i: Int) -> String? {
    var lines = source.text(tokens[i].trivia).split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    // The last piece is the indentation before the token; the first belongs to the line of the token before.
    if !lines.isEmpty { lines.removeLast() }
    if tokens[i].triviaStart > source.base, !lines.isEmpty { lines.removeFirst() }
    let comments = lines.reversed().map(Parser.documentation).prefix { $0 != nil }
    let texts = comments.reversed().compactMap { $0 }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  /// The `##` text on the line that ends before a token.
  func documentationAfterLine(_ i: Int) -> String? {
    let line = source.text(tokens[i].trivia).prefix { $0 != "\n" && $0 != "\r\n" }
    return Parser.documentation(line)
  }

  private static func documentation(_ line: Substring) -> String? {
    var text = line.drop(while: \.isWhitespace)
    guard text.hasPrefix("##") else { return nil }
    text = text.dropFirst(2)
    if text.hasPrefix(" ") { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

extension UInt8 {
  fileprivate var isUnitLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}
