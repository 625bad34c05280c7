import HvValues
import Testing

@testable import HarvestSandbox

/// The bytes: numbers, dates and texts as Harvest spells them.
struct WriterTests {
  @Test(
    arguments: [
      (100, 0, "100.0"), (10_000, 2, "100.0"), (0, 2, "0.0"), (0, 0, "0.0"), (211, 2, "2.11"), (250, 2, "2.5"),
      (575, 3, "0.575"), (-5, 2, "-0.05"), (-100, 2, "-1.0"), (1, 18, "0.000000000000000001"),
      (.max, 2, "92233720368547758.07"), (.min, 0, "-9223372036854775808.0"),
    ] as [(Int64, UInt8, String)])
  func decimals(significand: Int64, scale: UInt8, text: String) {
    var json = JSONWriter()
    json.decimal(significand, scale: scale)
    #expect(String(decoding: json.bytes, as: UTF8.self) == text)
  }

  @Test(
    arguments: [(0, "0"), (7, "7"), (2_300_567_651, "2300567651"), (-40, "-40"), (.min, "-9223372036854775808")]
      as [(Int64, String)])
  func integers(number: Int64, text: String) {
    var json = JSONWriter()
    json.value(number)
    #expect(String(decoding: json.bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("", #""""#), ("Straße", #""Straße""#), ("a\"b\\c", #""a\"b\\c""#), ("\r\n\t", #""\r\n\t""#),
    ("\u{1B}[0m\u{0}\u{1F}", #""\u001b[0m\u0000\u001f""#), ("👩‍👩‍👧‍👦 漢字", #""👩‍👩‍👧‍👦 漢字""#),
  ])
  func texts(text: String, written: String) throws {
    var json = JSONWriter()
    json.value(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == written)
    #expect(try JSON(json.bytes) == .text(text))
  }

  @Test func daysAndMoments() {
    var json = JSONWriter()
    json.openList()
    json.value(Day(year: 987, month: 6, day: 5) ?? .latest)
    json.fragment(Array("1".utf8))
    json.field("at", Instant("2026-03-08T09:05:07Z"))
    json.closeList()
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"["0987-06-05",1,"at":"2026-03-08T09:05:07Z"]"#)
  }

  @Test(arguments: [("a+b%20c", "a b c"), ("%C3%A9", "é"), ("100%", "100%"), ("%zz", "%zz"), ("%2", "%2"), ("", "")])
  func percentCoding(text: String, decoded: String) {
    #expect(PercentCoding.decode(text[...]) == decoded)
    #expect(PercentCoding.decode(PercentCoding.encode(decoded)[...]) == decoded)
  }
}
