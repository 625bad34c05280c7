/// A time of day to the minute, as on a clock.
public struct ClockTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Minutes after midnight, 0 to 1439.
  public let minutes: Int16

  /// Nil outside of 0..<1440.
  public init?(minutes: Int) {
    guard (0..<1440).contains(minutes) else { return nil }
    self.minutes = Int16(minutes)
  }

  /// Nil where a clock shows no such time; the hour is 0 to 23.
  public init?(hour: Int, minute: Int) {
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// Reads `14:30`, `9:00am`, `9:00 PM`; nil for other text.
  public init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ ClockTime(utf8: $0) }) else { return nil }
    self = time
  }

  /// Reads a time as `init(_: String)` does, from its bytes.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), colon == 1 || colon == 2,
      let hour = Digits.value(utf8, at: 0, count: colon), let minute = Digits.value(utf8, at: colon + 1, count: 2)
    else { return nil }
    var rest = utf8.dropFirst(colon + 3)
    if rest.isEmpty {
      self.init(hour: hour, minute: minute)
      return
    }
    if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    // The bit 0x20 is all that tells the cases of a letter apart.
    let half = rest.map { $0 | 0x20 }
    guard half.count == 2, half[1] == UInt8(ascii: "m"), (1...12).contains(hour) else { return nil }
    switch half[0] {
    case UInt8(ascii: "a"): self.init(hour: hour % 12, minute: minute)
    case UInt8(ascii: "p"): self.init(hour: hour % 12 + 12, minute: minute)
    default: return nil
    }
  }

  /// The hour of a clock of 24 hours, 0 to 23.
  public var hour: Int { Int(minutes) / 60 }
  /// The minutes past the full hour, 0 to 59.
  public var minute: Int { Int(minutes) % 60 }

  /// Whether `a` is the earlier time of one day, midnight being the earliest.
  public static func < (a: ClockTime, b: ClockTime) -> Bool { a.minutes < b.minutes }

  /// `14:30`
  public var description: String { Digits.text(hour, 2) + ":" + Digits.text(minute, 2) }

  /// `2:30pm`
  public var twelveHour: String {
    "\((hour + 11) % 12 + 1):" + Digits.text(minute, 2) + (hour < 12 ? "am" : "pm")
  }
}
