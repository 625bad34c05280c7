// The syntax tree: what the parser makes of a source text.
//
// Nodes are plain values with a source range. The tree keeps every byte: `SyntaxTree.tokens` tile the text, and what
// stands between two tokens (blanks, comments) is the trivia before the later one. No node knows values, commands or
// Harvest; names are resolved by `HvEngine`.

/// A half-open range of UTF-8 byte offsets in one source text.
public struct SourceRange: Hashable, Sendable {
  /// Offset of the first byte.
  public var start: Int
  /// Offset just after the last byte; never less than `start`.
  public var end: Int

  /// Makes a range; an `end` before `start` becomes an empty range at `start`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest range that covers both.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}

/// A parsed source text: its tokens, its statements, and what was wrong with it.
package struct SyntaxTree: Sendable {
  package var source: SourceText
  package var tokens: [Token]
  package var statements: [Statement]
  package var diagnostics: [Diagnostic]
  /// True when the text ended inside an open bracket, block or string, or after a `|`, operator or comma, so that
  /// more input could complete it. The shell asks this when Enter is pressed.
  package var isIncomplete: Bool
  /// The brackets that belong together.
  package var pairs: [(open: SourceRange, close: SourceRange)]
  /// The brackets and strings that are open at the end of an incomplete text, innermost first.
  package var unclosed: [Unclosed]

  /// A bracket or quote without its other half.
  package struct Unclosed: Sendable {
    package let range: SourceRange
    /// What would close it.
    package let closer: String
  }
}

/// A word together with where it stands.
package struct Name: Hashable, Sendable {
  package var text: String
  package var range: SourceRange

  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case `let`(name: Name, value: Pipeline)
    case def(name: Name, parameters: [Parameter], body: Block)
    case use(UseTarget)
    case param(Parameter)
    case test(title: StringLiteral, body: Block)
    /// `stages` are what the report is piped into: `| save "x.html"`.
    case report(title: StringLiteral, body: Block, stages: [Stage])
    case explain(Pipeline)
    case time(Pipeline)
    case help([Name])
    case pipeline(Pipeline)
    /// Text that could not be parsed; a diagnostic tells why.
    case error
  }
  package var kind: Kind
  package var range: SourceRange
  /// The `##` lines before a `def`, without the marks, joined with newlines.
  package var documentation: String?
}

package enum UseTarget: Sendable {
  case module(Name)
  case file(StringLiteral)
}

/// A parameter of a `def`, or a `param` of a script.
package struct Parameter: Sendable {
  package var name: Name
  package var type: Name?
  package var defaultValue: Expression?
  /// The `##` text after a `param`.
  package var documentation: String?
  package var range: SourceRange
}

package struct Pipeline: Sendable {
  package var stages: [Stage]
  package var range: SourceRange

  package init(stages: [Stage], range: SourceRange) {
    self.stages = stages
    self.range = range
  }
}

package struct Stage: Sendable {
  package indirect enum Kind: Sendable {
    case block(BlockStage)
    /// `do $name`: runs the block that a variable holds. The name is without its `$`.
    case run(Name)
    case call(Call)
    case expression(Expression)
    case error
  }
  package var kind: Kind
  package var range: SourceRange
}

package enum BlockWord: String, Sendable, CaseIterable {
  case each, any, all, fold, tap, `do`
}

/// `each as p < … > parallel: 4`
package struct BlockStage: Sendable {
  package var word: BlockWord
  package var wordRange: SourceRange
  package var name: Name?
  package var block: Block
  package var named: [NamedArgument]
}

/// `word argument … by key, …`
package struct Call: Sendable {
  package var word: Name
  package var arguments: [Argument]
  package var keys: [Key]
}

package enum Argument: Sendable {
  case positional(Expression)
  case named(NamedArgument)
  /// `do < … >`
  case block(Block)
  /// `do $name`
  case run(Name)

  package var range: SourceRange {
    switch self {
    case .positional(let e): e.range
    case .named(let n): n.range
    case .block(let b): b.range
    case .run(let name): name.range
    }
  }
}

package struct NamedArgument: Sendable {
  package var name: Name
  package var value: Expression
  package var range: SourceRange
}

/// One key after `by`, or one entry of `summarize`: `[name:] expression`.
package struct Key: Sendable {
  package var name: Name?
  package var value: Expression
  package var range: SourceRange
}

/// `< statements >`
package struct Block: Sendable {
  package var statements: [Statement]
  /// The `<`.
  package var open: SourceRange
  /// The `>`; empty where it is missing.
  package var close: SourceRange
  package var range: SourceRange
}

package struct StringLiteral: Sendable {
  package enum Quote: Sendable { case double, single, triple }
  package enum Part: Sendable {
    /// Text with its escapes resolved.
    case text(String)
    /// `{ expression }`
    case interpolation(Expression)
  }
  package var quote: Quote
  package var parts: [Part]
  package var range: SourceRange

  package init(quote: Quote, parts: [Part], range: SourceRange) {
    self.quote = quote
    self.parts = parts
    self.range = range
  }

  /// The text, where nothing is interpolated.
  package var plain: String? {
    var out = ""
    for part in parts {
      guard case .text(let t) = part else { return nil }
      out += t
    }
    return out
  }
}

package enum UnaryOperator: String, Sendable { case minus = "-", not }

package enum BinaryOperator: String, Sendable, CaseIterable {
  case or, and
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case matches = "=~", notMatches = "!~", `in`, notIn = "not in"
  case coalesce = "??"
  case plus = "+", minus = "-", times = "*", divide = "/", remainder = "%"
}

/// A calendar word: `today`, `this month`, `last 7 days`.
package enum CalendarPhrase: Hashable, Sendable {
  package enum Unit: String, Sendable, CaseIterable { case day, week, month, quarter, year }
  package enum Which: String, Sendable, CaseIterable { case this, last, next }
  case today, yesterday, tomorrow, now
  case period(Which, Unit)
  /// `last 7 days`; the count is at least 1.
  case count(Which, Int, Unit)
}

package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    /// The digits as typed, without `_`: `42`, `2.5`.
    case number(String)
    /// Parts in the order typed: `1h30m` is `[("1", .hour), ("30", .minute)]`.
    case duration([DurationPart])
    case date(year: Int, month: Int, day: Int)
    case month(year: Int, month: Int)
    /// As typed: `2024-01-15T09:00:00Z`, with an optional fraction and offset.
    case timestamp(String)
    /// Minutes after midnight, 0 to 1439.
    case clock(minutes: Int)
    case calendar(CalendarPhrase)
    case string(StringLiteral)
    /// `it`
    case it
    /// A bare word: a field of the item.
    case word(String)
    /// `.name`: always a field of the item.
    case field(Name)
    /// `$name`, without the `$`.
    case variable(String)
    case pipeline(Pipeline)
    case list([ListItem])
    case record([RecordItem])
    case call(name: Name, arguments: [CallArgument])
    case block(Block)
    case `try`(body: Block, errorName: Name?, handler: Block?)
    case match(subject: Expression, arms: [MatchArm])
    case `if`(condition: Expression, then: Expression, otherwise: Expression?)
    case unary(UnaryOperator, Expression, operatorRange: SourceRange)
    case binary(BinaryOperator, Expression, Expression, operatorRange: SourceRange)
    /// `a..b`, `a..`, `..b`
    case range(Expression?, Expression?, operatorRange: SourceRange)
    /// `e.name`, or `e?.name` when `optional`.
    case member(Expression, Name, optional: Bool)
    case index(Expression, Expression)
    /// Text that could not be parsed; a diagnostic tells why.
    case error
  }
  package var kind: Kind
  package var range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

package struct DurationPart: Hashable, Sendable {
  package enum Unit: String, Sendable, CaseIterable {
    case year = "y", month = "mo", week = "w", day = "d", hour = "h", minute = "m"
  }
  /// Decimal digits as typed, without `_`; may have a fraction.
  package var amount: String
  package var unit: Unit
}

package enum ListItem: Sendable {
  case value(Expression)
  case spread(Expression)
}

package enum RecordItem: Sendable {
  /// The key is a name or a string.
  case entry(key: StringLiteral, value: Expression)
  case spread(Expression)
}

/// An argument in `sum(hours, if: billable)`.
package struct CallArgument: Sendable {
  package var name: Name?
  package var value: Expression
}

package struct MatchArm: Sendable {
  package enum Pattern: Sendable {
    case wildcard(SourceRange)
    /// A literal, a range or a name.
    case value(Expression)
  }
  package var pattern: Pattern
  package var guardCondition: Expression?
  package var value: Expression
  package var range: SourceRange
}
