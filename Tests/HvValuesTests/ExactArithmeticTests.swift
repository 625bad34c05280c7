import HvValues
import Testing

@Suite struct ExactArithmeticTests {
  enum Operation: String, Sendable { case plus = "+", minus = "-", times = "*", over = "/", modulo = "%" }

  static func calculate(_ a: Exact, _ operation: Operation, _ b: Exact) throws(ExactFault) -> Exact {
    switch operation {
    case .plus: try a.adding(b)
    case .minus: try a.subtracting(b)
    case .times: try a.multiplied(by: b)
    case .over: try a.divided(by: b)
    case .modulo: try a.remainder(dividingBy: b)
    }
  }

  @Test(
    arguments: [
      ("0.1", .plus, "0.2", "0.3"), ("2.50", .plus, "1", "3.50"), ("1", .minus, "1.00", "0.00"),
      ("9223372036854775806", .plus, "1", "9223372036854775807"),
      ("999999999999999999", .plus, "1", "1000000000000000000"),
      // Beyond 18 digits the decimals are rounded, half to even; the digits before the point stay.
      ("123456789012345678", .plus, "0.5", "123456789012345678"),
      ("123456789012345679", .plus, "0.5", "123456789012345680"),
      ("1234567890123456789", .plus, "0.4", "1234567890123456789"),
      ("5.000000000000000000", .plus, "1", "6"), ("1", .plus, "0.000000000000000001", "1"),
      ("2.5", .times, "2", "5.0"), ("2.50", .times, "0.4", "1.00"), ("1.5", .times, "1.5", "2.25"),
      ("0.000000001", .times, "0.000000001", "0.000000000000000001"), ("1e-10", .times, "1e-10", "0"),
      ("123456789.123456789", .times, "10", "1234567891.23456789"),
      ("99999999999.99", .times, "99.99", "9998999999999.0001"),
      ("10", .over, "4", "2.5"), ("1", .over, "3", "0.333333333333"), ("2", .over, "3", "0.666666666667"),
      ("-2", .over, "3", "-0.666666666667"), ("2000000000", .over, "3", "666666666.666666667"),
      ("6.00", .over, "2", "3"), ("0.00", .over, "7", "0"), ("1e-18", .over, "1", "0"),
      ("9223372036854775807", .over, "1", "9223372036854775807"), ("1", .over, "9223372036854775807", "0"),
      ("0.5", .over, "1e12", "0"), ("1.5", .over, "1e12", "0.000000000002"), ("2.5", .over, "1e12", "0.000000000002"),
      ("-9223372036854775808", .over, "-1.5", "6148914691236517205"),
      ("7", .modulo, "3", "1"), ("-7", .modulo, "3", "-1"), ("7.5", .modulo, "2", "1.5"),
      ("1", .modulo, "0.30", "0.10"),
      ("-9223372036854775808", .modulo, "-1", "0"),
      ("9223372036854775807", .modulo, "9.223372036854775807", "0.000000000000000000"),
    ] as [(String, Operation, String, String)])
  func gives(a: String, operation: Operation, b: String, expected: String) throws {
    let result = try Self.calculate(#require(Exact(a)), operation, #require(Exact(b)))
    #expect(result.description == expected)
  }

  @Test(
    arguments: [
      ("9223372036854775807", .plus, "1", .overflow), ("-9223372036854775808", .minus, "1", .overflow),
      ("9223372036854775807", .plus, "0.5", .overflow),
      ("9223372036854775807", .times, "9223372036854775807", .overflow),
      ("-9223372036854775808", .times, "-1", .overflow), ("-9223372036854775808", .over, "-1", .overflow),
      ("9223372036854775807", .over, "1e-18", .overflow), ("1", .over, "0.00", .divisionByZero),
      ("0", .over, "0", .divisionByZero), ("1", .modulo, "0", .divisionByZero),
    ] as [(String, Operation, String, ExactFault)])
  func faults(a: String, operation: Operation, b: String, fault: ExactFault) throws {
    let (a, b) = try (#require(Exact(a)), #require(Exact(b)))
    #expect(throws: fault) { try Self.calculate(a, operation, b) }
  }

  @Test func negativesAndMagnitudes() throws {
    #expect(try Exact(-5).magnitude() == Exact(5))
    #expect(try Exact("-2.50")?.negated().description == "2.50")
    #expect(throws: ExactFault.overflow) { try Exact(Int64.min).negated() }
    // With a point the last digit can be rounded away instead.
    #expect(try Exact(significand: .min, scale: 2).magnitude().description == "92233720368547758.1")
  }

  @Test(
    arguments: [
      ("2.5", 0, ["2", "3", "3", "2", "2", "3"]), ("3.5", 0, ["4", "4", "4", "3", "3", "4"]),
      ("-2.5", 0, ["-2", "-3", "-3", "-2", "-3", "-2"]),
      ("2.499", 2, ["2.50", "2.50", "2.50", "2.49", "2.49", "2.50"]),
      ("1250", -2, ["1200", "1300", "1300", "1200", "1200", "1300"]),
      ("2.5", 3, ["2.5", "2.5", "2.5", "2.5", "2.5", "2.5"]),
      ("0.000", 1, ["0.0", "0.0", "0.0", "0.0", "0.0", "0.0"]),
    ] as [(String, Int, [String])])
  func rounds(text: String, places: Int, expected: [String]) throws {
    let exact = try #require(Exact(text))
    let rounded = try ExactRounding.allCases.map { try exact.rounded(to: places, $0).description }
    #expect(rounded == expected)
  }

  @Test func roundingToAnyPlacesEndsWell() throws {
    for exact in [Exact(Int64.max), Exact(Int64.min), Exact(significand: .min, scale: 18), .zero] {
      for places in [Int.min, -40, -19, -18, 0, 17, 40, Int.max] {
        for rule in ExactRounding.allCases {
          let result = try? exact.rounded(to: places, rule)
          if places >= 0 || rule == .down { #expect(result != nil) }
        }
      }
    }
    #expect(throws: ExactFault.overflow) { try Exact(1).rounded(to: -25, .up) }
    #expect(try Exact(Int64.max).rounded(to: -25).isZero)
  }

  /// Every result is what paper says, and faults come exactly where the digits before the point do not fit.
  @Test func agreesWithPaper() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<5000 {
      let (a, b) = (random.exact(), random.exact())
      let (x, y) = (PaperDecimal(a), PaperDecimal(b))
      for (operation, paper) in [(Operation.plus, x + y), (.minus, x + y.negated), (.times, x * y)] {
        let result = try? Self.calculate(a, operation, b)
        let expected = paper.narrowed?.text
        #expect(result?.normalized.description == expected, "\(a) \(operation.rawValue) \(b)")
      }
      #expect((a < b) == ((x + y.negated).isNegative && !(x + y.negated).isZero), "\(a) < \(b)")
      #expect((a == b) == (x + y.negated).isZero, "\(a) == \(b)")
    }
  }

  @Test func quotientsAgreeWithPaper() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<1000 {
      let (a, b) = (random.exact(), random.exact())
      if b.isZero { continue }
      let result = try? a.divided(by: b)
      #expect(result?.description == (PaperDecimal(a) / PaperDecimal(b))?.text, "\(a) / \(b)")
    }
  }

  @Test func remaindersAgreeWithPaper() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<1000 {
      let (a, b) = (random.exact(), random.exact())
      if b.isZero { continue }
      let (x, y) = (PaperDecimal(a), PaperDecimal(b))
      let rest = x + (PaperDecimal.divide(x, by: y, places: 0).0 * y).negated
      #expect(try PaperDecimal(a.remainder(dividingBy: b)).shortest.text == rest.shortest.text, "\(a) % \(b)")
    }
  }
}
