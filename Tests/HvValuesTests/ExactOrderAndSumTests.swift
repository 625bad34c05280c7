import HvValues
import Testing

@Suite struct ExactOrderTests {
  @Test(arguments: [
    ("2.50", "2.5"), ("0", "0.000"), ("1e3", "1000.00"), ("-1", "-1.0"),
    ("9223372036854775807", "9223372036854775807"), ("5", "5.000000000000000000"),
  ])
  func equalNumbersHaveOneHash(a: String, b: String) {
    #expect(Exact(a) == Exact(b))
    #expect(Exact(a).hashValue == Exact(b).hashValue)
  }

  @Test func sortsByNumber() {
    let sorted = [
      "-9223372036854775808", "-9.223372036854775808", "-1", "-0.5", "0.00", "0.000000000000000001", "0.3", "0.30001",
      "9.2", "10", "9223372036854775807",
    ].compactMap { Exact($0) }
    #expect(sorted.count == 11)
    for (i, a) in sorted.enumerated() {
      for (j, b) in sorted.enumerated() {
        #expect((a < b) == (i < j), "\(a) < \(b)")
        #expect((a == b) == (i == j), "\(a) == \(b)")
      }
    }
  }

  @Test(
    arguments: [
      ("2.00", 2), ("2.5", nil), ("0.000000000000000000", 0), ("-9223372036854775808", .min),
    ] as [(String, Int64?)])
  func integers(text: String, integer: Int64?) { #expect(Exact(text)?.integer == integer) }
}

@Suite struct ExactSumTests {
  static func sum(_ texts: [String]) throws -> ExactSum {
    var sum = ExactSum()
    for text in texts { try sum.add(#require(Exact(text))) }
    return sum
  }

  @Test(
    arguments: [
      ([], "0", nil), (["2.50"], "2.50", "2.5"), (["0.1", "0.2"], "0.3", "0.15"),
      (["1", "1", "2"], "4", "1.333333333333"),
      (["1.5", "0.25", "-2"], "-0.25", "-0.083333333333"), (["0.125", "0.125", "3"], "3.250", "1.083333333333"),
      // On the way it may exceed 64 bits.
      (
        ["9223372036854775807", "9223372036854775807", "-9223372036854775807"], "9223372036854775807",
        "3074457345618258602"
      ),
      (["9223372036854775807", "9223372036854775807", "-9223372036854775808", "-9223372036854775806"], "0", "0"),
      (["0.000000000000000001", "1000"], "1000", "500"),
    ] as [([String], String, String?)])
  func totalsAndMeans(texts: [String], total: String, mean: String?) throws {
    let sum = try Self.sum(texts)
    #expect(sum.count == texts.count)
    #expect(try sum.total().description == total)
    #expect(try sum.mean()?.description == mean)
  }

  @Test func meansOfTotalsThatAreTooLong() throws {
    let sum = try Self.sum(Array(repeating: "9223372036854775807", count: 1000))
    #expect(throws: ExactFault.overflow) { try sum.total() }
    #expect(try sum.mean() == Exact(Int64.max))
  }

  @Test func beyond128BitsIsAFaultThatLeavesTheSum() throws {
    var sum = try Self.sum(Array(repeating: "9223372036854775807", count: 20))
    let small = Exact(significand: 1, scale: 18)
    #expect(throws: ExactFault.overflow) { try sum.add(small) }
    #expect(sum.count == 20)
    #expect(try sum.mean() == Exact(Int64.max))

    sum = ExactSum()
    try sum.add(small)
    for _ in 0..<18 { try sum.add(Exact(Int64.max)) }
    #expect(throws: ExactFault.overflow) { try sum.add(Exact(Int64.max)) }
    #expect(sum.count == 19)
  }

  /// Two hundred thousand rows of two decimals add up as integers of cents do.
  @Test func agreesWithCents() throws {
    var random = SeededGenerator(seed: 5)
    var sum = ExactSum()
    var cents: Int64 = 0
    for _ in 0..<200_000 {
      let amount = Int64.random(in: -1_000_000...10_000_000, using: &random)
      cents += amount
      try sum.add(Exact(significand: amount, scale: 2))
    }
    #expect(try sum.total() == Exact(significand: cents, scale: 2))
  }
}
