@testable import HvSyntax

extension ProgramGenerator {
  /// An expression without parts, or a string.
  mutating func leaf() -> Expression {
    switch random.below(12) {
    case 0, 1, 2, 3: make(.word(random.pick(Self.words)))
    case 4: make(.it)
    case 5: make(.variable(random.pick(Self.variables)))
    case 6: make(.field(name()))
    case 7: make(.calendar(calendar()))
    default: literal()
    }
  }

  /// A literal without interpolation.
  mutating func literal() -> Expression {
    switch random.below(11) {
    case 0: make(.null)
    case 1: make(.bool(random.once(in: 2)))
    case 2: make(.duration(duration()))
    case 3: make(.date(year: year(), month: 1 + random.below(12), day: 1 + random.below(28)))
    case 4: make(.month(year: year(), month: 1 + random.below(12)))
    case 5: make(.timestamp(timestamp()))
    case 6: make(.clock(minutes: random.below(1440)))
    case 7, 8: make(.string(plainString()))
    default: make(.number(number()))
    }
  }

  private mutating func number() -> String {
    let whole = random.pick(["0", "1", "42", "1000", "123456789", "99999999999999999999"])
    return random.once(in: 3) ? whole + "." + random.pick(["5", "25", "000"]) : whole
  }

  private mutating func year() -> Int { 1990 + random.below(60) }

  private mutating func duration() -> [DurationPart] {
    // The parts of one duration go from long to short.
    let units = DurationPart.Unit.allCases
    let first = random.below(units.count)
    let chosen = [first] + (first + 1..<units.count).filter { _ in random.once(in: 4) }
    return chosen.enumerated().map { index, unit in
      let fraction = index == chosen.count - 1 && random.once(in: 4) ? ".5" : ""
      return DurationPart(amount: "\(1 + random.below(90))\(fraction)", unit: units[unit])
    }
  }

  private mutating func timestamp() -> String {
    random.pick([
      "2024-01-15T09:00:00Z", "2024-01-15T09:00:00.123Z", "2023-12-31T23:59:59+02:00", "2024-02-29T00:00:00-05:30",
    ])
  }

  private mutating func calendar() -> CalendarPhrase {
    let which = random.pick(CalendarPhrase.Which.allCases)
    let unit = random.pick(CalendarPhrase.Unit.allCases)
    switch random.below(6) {
    case 0: return .today
    case 1: return random.pick([.yesterday, .tomorrow, .now])
    case 2: return .count(random.pick([.last, .next]), 1 + random.below(30), unit)
    default: return .period(which, unit)
    }
  }

  // MARK: Strings

  private static let texts = [
    "", "Website", "Acme/Web site", "it's", "say \"hi\"", "a\tb", "{not a field}", "back\\slash", "größe 日本 👩‍👩‍👧",
    "# no comment",
    "< | > |", "\u{1}", "$x", "100 %", "'",
  ]

  /// A string without interpolation.
  mutating func plainString() -> StringLiteral {
    let quote: StringLiteral.Quote = random.once(in: 3) ? .single : .double
    let text = random.pick(quote == .single ? Self.texts.filter(Self.isRaw) : Self.texts)
    return StringLiteral(quote: quote, parts: text.isEmpty ? [] : [.text(text)], range: Self.nowhere)
  }

  /// Whether a text can stand between single quotes.
  private static func isRaw(_ text: String) -> Bool { !text.contains("'") && !text.contains("\u{1}") }

  /// A string with text and expressions, perhaps of several lines.
  mutating func interpolatedString() -> StringLiteral {
    let isTriple = interpolations == 0 && random.once(in: 3)
    interpolations += 1
    let parts: [StringLiteral.Part] = many(1...4) { generator in
      if generator.interpolations < 3, generator.random.once(in: 2) {
        return .interpolation(generator.inside(angle: false) { $0.expression() })
      }
      let text = generator.random.pick(Self.texts)
      return .text(isTriple && generator.random.once(in: 2) ? text + "\n" + generator.random.pick(Self.texts) : text)
    }
    interpolations -= 1
    return StringLiteral(quote: isTriple ? .triple : .double, parts: parts, range: Self.nowhere)
  }
}
