import HvValues

/// The same sequence for the same seed (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Numbers of all lengths and scales, with many zeros and extremes among them.
  mutating func exact() -> Exact {
    let scale = UInt8.random(in: 0...18, using: &self)
    switch Int.random(in: 0..<10, using: &self) {
    case 0: return Exact(significand: [0, 1, -1, .max, .min].randomElement(using: &self) ?? 0, scale: scale)
    case 1: return Exact(significand: Int64.random(in: -99...99, using: &self), scale: min(scale, 3))
    case 2: return Exact(significand: Int64.random(in: -9...9, using: &self) * 100_000_000_000_000_000, scale: scale)
    default:
      let bits = Int64.random(in: 0..<64, using: &self)
      return Exact(significand: Int64.random(in: .min ... .max, using: &self) >> bits, scale: scale)
    }
  }
}

/// A decimal number of any length, calculated digit by digit as on paper: the judge of `Exact`.
struct PaperDecimal {
  var isNegative: Bool
  /// Lowest digit first, without zeros at the high end.
  var digits: [Int]
  var scale: Int

  init(isNegative: Bool, digits: [Int], scale: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.scale = scale
    while self.digits.last == 0 { self.digits.removeLast() }
  }

  init(_ exact: Exact) {
    let text = String(exact.significand).utf8
    self.init(
      isNegative: exact.significand < 0, digits: text.reversed().filter { $0 != 45 }.map { Int($0) - 48 },
      scale: Int(exact.scale))
  }

  func atScale(_ wanted: Int) -> PaperDecimal {
    PaperDecimal(
      isNegative: isNegative, digits: Array(repeating: 0, count: wanted - scale) + digits, scale: wanted)
  }

  static func isLess(_ a: [Int], _ b: [Int]) -> Bool {
    a.count == b.count ? a.reversed().lexicographicallyPrecedes(b.reversed()) : a.count < b.count
  }

  static func + (x: PaperDecimal, y: PaperDecimal) -> PaperDecimal {
    let scale = max(x.scale, y.scale)
    let (a, b) = (x.atScale(scale), y.atScale(scale))
    func at(_ digits: [Int], _ i: Int) -> Int { i < digits.count ? digits[i] : 0 }
    var out: [Int] = []
    var carry = 0
    if a.isNegative == b.isNegative {
      for i in 0...max(a.digits.count, b.digits.count) {
        let sum = at(a.digits, i) + at(b.digits, i) + carry
        out.append(sum % 10)
        carry = sum / 10
      }
      return PaperDecimal(isNegative: a.isNegative, digits: out, scale: scale)
    }
    let (big, small) = isLess(a.digits, b.digits) ? (b, a) : (a, b)
    for i in big.digits.indices {
      let difference = big.digits[i] - at(small.digits, i) - carry
      out.append((difference + 10) % 10)
      carry = difference < 0 ? 1 : 0
    }
    return PaperDecimal(isNegative: big.isNegative, digits: out, scale: scale)
  }

  static func * (a: PaperDecimal, b: PaperDecimal) -> PaperDecimal {
    var out = Array(repeating: 0, count: a.digits.count + b.digits.count + 1)
    for (i, x) in a.digits.enumerated() {
      var carry = 0
      for (j, y) in b.digits.enumerated() {
        let sum = out[i + j] + x * y + carry
        out[i + j] = sum % 10
        carry = sum / 10
      }
      out[i + b.digits.count] += carry
    }
    return PaperDecimal(isNegative: a.isNegative != b.isNegative, digits: out, scale: a.scale + b.scale)
  }

  /// The whole number of times that `y` goes into `x × 10^places`, toward zero, and the digits of the rest in units of
  /// the divisor that is returned.
  static func divide(
    _ x: PaperDecimal, by y: PaperDecimal, places: Int
  ) -> (PaperDecimal, rest: [Int], divisor: [Int]) {
    let dividend = Array(repeating: 0, count: y.scale + places) + x.digits
    let divisor = PaperDecimal(isNegative: true, digits: Array(repeating: 0, count: x.scale) + y.digits, scale: 0)
    var rest = PaperDecimal(isNegative: false, digits: [], scale: 0)
    var quotient: [Int] = []
    for digit in dividend.reversed() {
      rest = PaperDecimal(isNegative: false, digits: [digit] + rest.digits, scale: 0)
      var times = 0
      while !isLess(rest.digits, divisor.digits) {
        rest = rest + divisor
        times += 1
      }
      quotient.insert(times, at: 0)
    }
    let sign = x.isNegative != y.isNegative
    return (PaperDecimal(isNegative: sign, digits: quotient, scale: places), rest.digits, divisor.digits)
  }

  /// The quotient to 18 digits and 12 decimals, half to even; nil where 64 bits do not hold what is before the point.
  static func / (x: PaperDecimal, y: PaperDecimal) -> PaperDecimal? {
    let whole = divide(x, by: y, places: 0).0.digits.count
    let places = max(0, min(12, 18 - whole))
    var (quotient, rest, divisor) = divide(x, by: y, places: places)
    let twice = PaperDecimal(isNegative: false, digits: rest, scale: 0) * PaperDecimal(Exact(2))
    let isOdd = !(quotient.digits.first ?? 0).isMultiple(of: 2)
    if isLess(divisor, twice.digits) || divisor == twice.digits && isOdd {
      quotient = quotient + PaperDecimal(isNegative: quotient.isNegative, digits: [1], scale: places)
    }
    quotient = quotient.shortest
    return Int64(quotient.text.filter { $0 != "." }) == nil ? nil : quotient
  }

  var negated: PaperDecimal { PaperDecimal(isNegative: !isNegative, digits: digits, scale: scale) }
  var isZero: Bool { digits.isEmpty }
  var wholeDigits: Int { max(0, digits.count - scale) }

  /// Without zeros at the end.
  var shortest: PaperDecimal {
    var result = self
    while result.scale > 0, (result.digits.first ?? 0) == 0 {
      if !result.digits.isEmpty { result.digits.removeFirst() }
      result.scale -= 1
    }
    return result
  }

  /// Half to even, at most so many decimals.
  func rounded(to places: Int) -> PaperDecimal {
    guard scale > places else { return self }
    let dropped = scale - places
    let padded = digits + Array(repeating: 0, count: max(0, dropped + 1 - digits.count))
    let lost = padded[..<dropped]
    let kept = PaperDecimal(isNegative: isNegative, digits: Array(padded[dropped...]), scale: places)
    let (first, hasMore) = (lost.last ?? 0, lost.dropLast().contains { $0 != 0 })
    let isUp = first > 5 || first == 5 && (hasMore || !padded[dropped].isMultiple(of: 2))
    let unit = PaperDecimal(isNegative: isNegative, digits: [1], scale: places)
    return isUp ? kept + unit : kept
  }

  /// As a result of arithmetic: exact up to 18 digits and 18 decimals, else rounded to 18 digits and 12 decimals; nil
  /// where 64 bits do not hold the digits before the point.
  var narrowed: PaperDecimal? {
    var result = shortest
    if result.digits.count > 18 && result.scale > 0 || result.scale > 18 {
      result = result.rounded(to: max(0, min(12, 18 - result.wholeDigits)))
    }
    result = result.shortest
    return Int64(result.text.filter { $0 != "." }) == nil ? nil : result
  }

  var text: String {
    let padded = digits + Array(repeating: 0, count: max(0, scale + 1 - digits.count))
    var text = isNegative && !isZero ? "-" : ""
    for i in padded.indices.reversed() {
      text += String(padded[i])
      if i == scale, scale > 0 { text += "." }
    }
    return text
  }
}

// MARK: - Values as short as in the language

func number(_ text: String) -> Value {
  Array(text.utf8).withUnsafeBufferPointer { Value(number: $0) } ?? .string("\(text) is no number")
}
func money(_ amount: String, _ code: String? = "EUR") -> Value {
  .money(Money(Exact(amount) ?? .zero, code.flatMap { Currency($0) } ?? .unknown))
}
func day(_ text: String) -> Value { Day(text).map { .day($0) } ?? .null }
func instant(_ text: String) -> Value { Instant(text).map { .instant($0) } ?? .null }
func time(_ text: String) -> Value { ClockTime(text).map { .time($0) } ?? .null }
func span(months: Int32 = 0, days: Int32 = 0, minutes: Int64 = 0, seconds: Int64 = 0) -> Value {
  .duration(Span(months: months, days: days, seconds: minutes * 60 + seconds))
}
func list(_ elements: Value...) -> Value { .list(ValueList(elements)) }
func range(_ lower: Value?, _ upper: Value?) -> Value { .range(ValueRange(lower, upper)) }
func record(_ pairs: (String, Value)...) -> Value { .record(Record(pairs: pairs)) }
