// Dates, months, timestamps and clock times. Only runs of up to four digits are made numbers of.

extension Lexer {
  /// Four digits, `-` and one or two digits are always the start of a date: `2024-1-5` is no subtraction.
  mutating func lexDate() -> Bool {
    let start = position
    guard digitCount(start) == 4, byte(start + 4) == UInt8(ascii: "-") else { return false }
    let monthDigits = digitCount(start + 5)
    guard (1...2).contains(monthDigits) else { return false }
    let monthEnd = start + 5 + monthDigits
    let year = smallNumber(start, start + 4)
    let month = smallNumber(start + 5, monthEnd)
    position = monthEnd
    var day: Int?
    var wellFormed = monthDigits == 2
    if byte(monthEnd) == UInt8(ascii: "-"), byte(monthEnd + 1).isDigit {
      position += 1 + digitCount(monthEnd + 1)
      day = smallNumber(monthEnd + 1, position)
      wellFormed = wellFormed && position == monthEnd + 3
      if peek(0) == UInt8(ascii: "T"), peek(1).isDigit {
        lexTimestamp(from: start, hasDate: wellFormed && isDate(year, month, day ?? 0))
        return true
      }
    }
    if wellFormed, isDate(year, month, day ?? 1), wordEnd(from: position) == position {
      emit(day == nil ? .month : .date, from: start)
      return true
    }
    position = max(wordEnd(from: position), position)
    reportDate(from: start, year, month, day)
    emit(.malformed, from: start)
    return true
  }

  private mutating func reportDate(from start: Int, _ year: Int, _ month: Int, _ day: Int?) {
    let found = clipped(text(start, position))
    let range = SourceRange(start, position)
    let kind = day == nil ? "month" : "date"
    var help = ["to subtract, put spaces around the `-`"]
    let meant = text(start, start + 4) + "-\(twoDigits(month))" + (day.map { "-\(twoDigits($0))" } ?? "")
    if isDate(year, month, day ?? 1), found.utf8.count < meant.utf8.count {
      help.insert("a \(kind) is written  \(meant)", at: 0)
      return report(.malformedDate, "`\(found)` is no \(kind)", range, "write `\(meant)`", help: help, fix: meant)
    }
    var reason = "it ends in something else"
    if !(1...12).contains(month) {
      reason = "there is no such month"
    } else if !isDate(year, month, day ?? 1) {
      reason = "there is no such day"
    }
    report(.malformedDate, "`\(found)` is no \(kind): \(reason)", range, reason, help: help)
  }

  /// `15-01-2024` and `1/15/2024`.
  mutating func lexBackwardDate() -> Bool {
    let start = position
    let separator = byte(start + digitCount(start))
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") else { return false }
    let secondStart = start + digitCount(start) + 1
    let secondEnd = secondStart + digitCount(secondStart)
    guard secondStart - start <= 3, (1...2).contains(secondEnd - secondStart), byte(secondEnd) == separator,
      digitCount(secondEnd + 1) == 4
    else { return false }
    position = secondEnd + 5
    report(
      .malformedDate, "`\(text(start, position))` is no date", SourceRange(start, position), "not a date",
      help: ["a date is written year first:  \(text(secondEnd + 1, position))-01-15"])
    emit(.malformed, from: start)
    return true
  }

  /// `9:00am`, `14:30`
  mutating func lexClock() -> Bool {
    let start = position
    let colon = start + digitCount(start)
    guard colon - start <= 2, byte(colon) == UInt8(ascii: ":"), byte(colon + 1).isDigit else { return false }
    let minuteEnd = colon + 1 + digitCount(colon + 1)
    position = wordEnd(from: minuteEnd)
    let half = text(minuteEnd, position).lowercased()
    let hours = half.isEmpty ? 0...23 : 1...12
    if minuteEnd - colon == 3, half.isEmpty || half == "am" || half == "pm", hours.contains(smallNumber(start, colon)),
      smallNumber(colon + 1, minuteEnd) < 60, peek(0) != UInt8(ascii: ":")
    {
      emit(.clock, from: start)
      return true
    }
    while peek(0).isASCIIWordByte || peek(0) == UInt8(ascii: ":") { position += 1 }
    report(
      .malformedTime, "`\(clipped(text(start, position)))` is no time of the day", SourceRange(start, position),
      "not a time",
      help: ["times are written  14:30  or  2:30pm"])
    emit(.malformed, from: start)
    return true
  }

  /// The rest of `2024-01-15T09:00:00Z`, whose date has been read.
  private mutating func lexTimestamp(from start: Int, hasDate: Bool) {
    let time = position + 1
    var wellFormed = hasDate && isTimeOfDay(time, seconds: true)
    var end = time + 8
    if byte(end) == UInt8(ascii: "."), byte(end + 1).isDigit { end += 1 + digitCount(end + 1) }
    if byte(end) == UInt8(ascii: "Z") {
      end += 1
    } else if isSign(byte(end)), isTimeOfDay(end + 1, seconds: false) {
      end += 6
    } else {
      wellFormed = false
    }
    if wellFormed, wordEnd(from: end) == end, !byte(end).isDigit {
      position = end
      return emit(.timestamp, from: start)
    }
    position = time
    while peek(0).isASCIIWordByte || peek(0) == UInt8(ascii: ":")
      || (isSign(peek(0)) || peek(0) == UInt8(ascii: ".")) && peek(1).isDigit
    { position += 1 }
    report(
      .malformedTime, "`\(clipped(text(start, position)))` is no timestamp", SourceRange(start, position),
      "not a timestamp",
      help: ["timestamps are written  2024-01-15T09:00:00Z  or  2024-01-15T09:00:00+02:00"])
    emit(.malformed, from: start)
  }

  private func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

  /// Whether `09:00:00`, or `09:00`, stands at an offset.
  private func isTimeOfDay(_ offset: Int, seconds: Bool) -> Bool {
    func pair(_ start: Int, below limit: Int) -> Bool {
      byte(start).isDigit && byte(start + 1).isDigit && smallNumber(start, start + 2) < limit
    }
    guard pair(offset, below: 24), byte(offset + 2) == UInt8(ascii: ":"), pair(offset + 3, below: 60) else {
      return false
    }
    return !seconds || byte(offset + 5) == UInt8(ascii: ":") && pair(offset + 6, below: 60)
  }

  private func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year >= 1, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private func digitCount(_ start: Int) -> Int {
    var end = start
    while byte(end).isDigit { end += 1 }
    return end - start
  }

  /// The value of a run of digits; of longer runs than a date has, only that it is too big.
  private func smallNumber(_ start: Int, _ end: Int) -> Int {
    guard end - start <= 4 else { return Int.max }
    return bytes[start..<end].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
