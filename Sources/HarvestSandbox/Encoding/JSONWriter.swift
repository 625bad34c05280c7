import HvValues

/// Writes JSON straight to bytes, with Harvest's spelling of numbers, dates and times.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  // MARK: Structure

  mutating func open() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  mutating func close() { bytes.append(UInt8(ascii: "}")) }

  mutating func openList() {
    separate()
    bytes.append(UInt8(ascii: "["))
  }

  mutating func closeList() { bytes.append(UInt8(ascii: "]")) }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func key(_ name: String) {
    value(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Fields or elements written earlier by another writer, without a comma before the first.
  mutating func fragment(_ fragment: [UInt8]) {
    separate()
    bytes.append(contentsOf: fragment)
  }

  /// A value follows an open bracket or a key directly, and anything else after a comma.
  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  // MARK: Values

  mutating func null() { append("null") }

  mutating func value(_ flag: Bool) { append(flag ? "true" : "false") }

  mutating func value(_ number: Int64) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(number.magnitude, atLeast: 1)
  }

  /// At least one decimal and no superfluous zeros: `100.0`, `2.5`, `2.11`, `0.575`.
  mutating func decimal(_ significand: Int64, scale: UInt8) {
    var unit: UInt64 = 1
    for _ in 0..<scale { unit *= 10 }
    var (whole, fraction) = significand.magnitude.quotientAndRemainder(dividingBy: unit)
    var places = Int(scale)
    while places > 1, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    if significand < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(whole, atLeast: 1)
    bytes.append(UInt8(ascii: "."))
    digits(fraction, atLeast: max(places, 1))
  }

  mutating func value(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      if text.contains(where: Self.needsEscape) {
        for byte in text { escape(byte) }
      } else {
        bytes.append(contentsOf: text)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    case 0..<32:
      append("\\u00")
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      bytes.append(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") - 10 + byte & 15)
    default: bytes.append(byte)
    }
  }

  /// `"2026-01-31"`
  mutating func value(_ day: Day) {
    bytes.append(UInt8(ascii: "\""))
    calendar(day)
    bytes.append(UInt8(ascii: "\""))
  }

  /// `"2026-01-31T09:00:00Z"`
  mutating func value(_ instant: Instant) {
    bytes.append(UInt8(ascii: "\""))
    calendar(instant.day)
    bytes.append(UInt8(ascii: "T"))
    let seconds = UInt64(clamping: instant.secondsOfDay)
    digits(seconds / 3600, atLeast: 2)
    bytes.append(UInt8(ascii: ":"))
    digits(seconds / 60 % 60, atLeast: 2)
    bytes.append(UInt8(ascii: ":"))
    digits(seconds % 60, atLeast: 2)
    append("Z\"")
  }

  private mutating func calendar(_ day: Day) {
    digits(UInt64(clamping: day.year), atLeast: 4)
    bytes.append(UInt8(ascii: "-"))
    digits(UInt64(clamping: day.month), atLeast: 2)
    bytes.append(UInt8(ascii: "-"))
    digits(UInt64(clamping: day.day), atLeast: 2)
  }

  private mutating func digits(_ number: UInt64, atLeast least: Int) {
    var count = 1
    var rest = number / 10
    while rest > 0 || count < least {
      count += 1
      rest /= 10
    }
    for _ in 0..<count { bytes.append(UInt8(ascii: "0")) }
    rest = number
    var at = bytes.count
    while rest > 0 {
      at -= 1
      bytes[at] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
