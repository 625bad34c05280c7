import HvValues

/// The numbers of reports and of leave.
extension JSONWriter {
  /// A figure of a report, where zero is `0` rather than `0.0` (FACTS section 6).
  mutating func figure(_ name: StaticString, _ number: Exact) {
    if number.isZero { field(name, 0 as Int64) } else { field(name, number) }
  }

  /// Hundredths of an hour, as a figure of a report.
  mutating func figure(_ name: StaticString, hundredths: Int64) {
    figure(name, Exact(significand: hundredths, scale: 2))
  }

  /// A number between quotes.
  mutating func text(_ name: StaticString, _ significand: Int64, scale: UInt8 = 2) {
    var number = JSONWriter(capacity: 24)
    number.decimal(significand, scale: scale)
    field(name, String(decoding: number.bytes, as: UTF8.self))
  }
}
