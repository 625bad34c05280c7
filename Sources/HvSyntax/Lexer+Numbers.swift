// What starts with a digit and is no date or time: numbers and durations.

extension Lexer {
  mutating func lexNumber() {
    if lexDate() || lexBackwardDate() || lexClock() { return }
    let start = position
    position = numberEnd(start)
    let hasTail = peek(0).isASCIIWordByte || bytes[position - 1] == UInt8(ascii: "_")
    if hasTail, lexDuration(from: start) { return }
    if hasTail || startsFraction(position) { return lexMalformedNumber(from: start) }
    emit(.number, from: start)
  }

  /// `1h30m`; leaves everything as it was where it is none.
  private mutating func lexDuration(from start: Int) -> Bool {
    var end = start
    repeat {
      end = numberEnd(end)
      let unitStart = end
      while byte(end).isASCIIWordByte, !byte(end).isDigit, byte(end) != UInt8(ascii: "_") { end += 1 }
      guard bytes[unitStart - 1] != UInt8(ascii: "_"), DurationPart.Unit(rawValue: text(unitStart, end)) != nil else {
        return false
      }
    } while byte(end).isDigit
    guard wordEnd(from: end) == end else { return false }
    position = end
    emit(.duration, from: start)
    return true
  }

  private mutating func lexMalformedNumber(from start: Int) {
    let tailStart = position
    while peek(0).isASCIIWordByte || startsFraction(position) { position += 1 }
    position = max(position, wordEnd(from: position))
    let range = SourceRange(start, position)
    let tail = text(tailStart, position).lowercased()
    let found = clipped(text(start, position))
    if let unit = Lexer.meantUnits[tail] {
      let meant = text(start, tailStart) + unit
      report(
        .malformedNumber, "`\(found)` is no duration; write `\(meant)`", range, "write `\(meant)`",
        help: ["the units are y, mo, w, d, h and m, which is minutes:  1h30m"], fix: meant)
    } else if tail == "am" || tail == "pm" {
      let meant = text(start, tailStart) + ":00" + tail
      report(.malformedTime, "`\(found)` is no time; write `\(meant)`", range, "write `\(meant)`", fix: meant)
    } else {
      report(
        .malformedNumber, "`\(found)` is neither a number nor a duration", range, "not a number",
        help: ["numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"])
    }
    emit(.malformed, from: start)
  }

  private static let meantUnits: [String: String] = [
    "min": "m", "mins": "m", "minute": "m", "minutes": "m", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "d",
    "days": "d", "week": "w", "weeks": "w", "month": "mo", "months": "mo", "yr": "y", "year": "y", "years": "y",
  ]

  /// Where the number that starts at an offset ends: digits with `_` among them, then perhaps a fraction.
  private func numberEnd(_ start: Int) -> Int {
    func digitsEnd(_ start: Int) -> Int {
      var end = start
      while byte(end).isDigit || byte(end) == UInt8(ascii: "_") { end += 1 }
      return end
    }
    let end = digitsEnd(start)
    return startsFraction(end) && byte(end - 1).isDigit ? digitsEnd(end + 1) : end
  }

  private func startsFraction(_ offset: Int) -> Bool {
    byte(offset) == UInt8(ascii: ".") && byte(offset + 1).isDigit
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// At most 40 characters, as messages quote it.
  func clipped(_ text: String) -> String {
    text.utf8.count <= 40 ? text : text.prefix(39) + "…"
  }
}
