import HvValues
import Testing

@Suite struct ExactTextTests {
  /// Text, its significand and scale, and how it prints.
  @Test(
    arguments: [
      ("0", 0, 0, "0"), ("7", 7, 0, "7"), ("-7", -7, 0, "-7"),
      ("2.50", 250, 2, "2.50"), ("-0.05", -5, 2, "-0.05"), ("0.000", 0, 3, "0.000"), ("-0", 0, 0, "0"),
      ("1e3", 1000, 0, "1000"), ("1E+3", 1000, 0, "1000"), ("1.5e-3", 15, 4, "0.0015"), ("2.50e1", 250, 1, "25.0"),
      ("25e-1", 25, 1, "2.5"), ("0e5", 0, 0, "0"), ("0e-999999999999999999999", 0, 18, "0.000000000000000000"),
      ("9223372036854775807", .max, 0, "9223372036854775807"),
      ("-9223372036854775808", .min, 0, "-9223372036854775808"),
      ("-9.223372036854775808", .min, 18, "-9.223372036854775808"),
      ("0.000000000000000001", 1, 18, "0.000000000000000001"), ("1e-18", 1, 18, "0.000000000000000001"),
      ("1e18", 1_000_000_000_000_000_000, 0, "1000000000000000000"),
      // More zeros than fit are dropped from the end, and only from the end.
      ("1.0000000000000000000", 1_000_000_000_000_000_000, 18, "1.000000000000000000"),
      ("10.000000000000000000", 1_000_000_000_000_000_000, 17, "10.00000000000000000"),
      ("0.50000000000000000000000000000000000000000", 500_000_000_000_000_000, 18, "0.500000000000000000"),
      ("100000000000000000000000000000e-28", 1_000_000_000_000_000_000, 17, "10.00000000000000000"),
    ] as [(String, Int64, UInt8, String)])
  func readsAndPrints(text: String, significand: Int64, scale: UInt8, printed: String) throws {
    let exact = try #require(Exact(text))
    #expect(exact.significand == significand)
    #expect(exact.scale == scale)
    #expect(exact.description == printed)
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "5.", "-.5", "007", "-01", "1e", "1e+", "1e1.5", "1 ", " 1", "1_000", "0x10", "NaN", "1.2.3",
    "--1", "1-", "١", "1\u{0}",
  ])
  func isNoNumber(text: String) { #expect(Exact(text) == nil) }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "1e19", "1e999999999999", "1e-19", "0.0000000000000000001",
    "9.223372036854775808", "1234567890123456789012345678901234567890", "18446744073709551615", "92233720368547758070",
  ])
  func doesNotFit(text: String) { #expect(Exact(text) == nil) }

  @Test func printedTextReadsBack() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let exact = random.exact()
      let back = Exact(exact.description)
      #expect(back?.significand == exact.significand && back?.scale == exact.scale, "\(exact)")
    }
  }

  /// What prints as it came is a number; what does not keeps its text.
  @Test(
    arguments: [
      ("2.50", false, "2.5"), ("-0", true, "0"), ("-0.00", true, "0"), ("1e5", true, "100000"), ("1E0", true, "1"),
      ("1.0000000000000000000", true, "1"), ("1e400", true, nil), ("0.1234567890123456789", true, nil),
      ("636709355", false, "636709355"),
    ] as [(String, Bool, String?)])
  func valueKeepsTheText(text: String, isNumeral: Bool, number: String?) throws {
    let value = try #require(Array(text.utf8).withUnsafeBufferPointer { Value(number: $0) })
    #expect(value.text == text)
    #expect(value.exactNumber == number.flatMap { Exact($0) })
    if case .numeral = value { #expect(isNumeral) } else { #expect(!isNumeral) }
  }

  @Test(arguments: ["", "abc", "1,5", "1e5x", "12345678901234567890123x"])
  func valueOfOtherTextIsNil(text: String) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { Value(number: $0) } == nil)
  }

  @Test func scalesBeyondEighteenAreRounded() {
    #expect(Exact(significand: 25, scale: 19).description == "0.000000000000000002")
    #expect(Exact(significand: 35, scale: 19).description == "0.000000000000000004")
    #expect(Exact(significand: .min, scale: 37).description == "-0.000000000000000001")
    #expect(Exact(significand: .max, scale: 255).isZero)
  }
}
