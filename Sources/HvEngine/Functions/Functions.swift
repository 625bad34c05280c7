import HvValues

/// What a function may know besides its arguments.
struct FunctionContext: Sendable {
  let clock: Clock
}

/// A function was given what it does not work on.
struct FunctionFault: Error {
  let message: String
  init(_ function: String, _ found: String) { message = "`\(function)` does not work on \(found)" }
}

/// A function of expressions: `upper(name)`.
struct Function: Sendable {
  /// What an argument must be, as far as the check can tell.
  enum Needs: Sendable { case anything, text, number, date, list }

  let name: String
  let arity: ClosedRange<Int>
  let needs: Needs
  let usage: String
  let type: @Sendable ([Type]) -> Type
  let apply: @Sendable ([Value], FunctionContext) throws -> Value

  init(
    _ name: String, _ arity: ClosedRange<Int>, _ needs: Needs, _ usage: String, gives type: Type,
    _ apply: @escaping @Sendable ([Value], FunctionContext) throws -> Value
  ) {
    self.init(name, arity, needs, usage, type: { _ in type }, apply)
  }

  init(
    _ name: String, _ arity: ClosedRange<Int>, _ needs: Needs, _ usage: String,
    type: @escaping @Sendable ([Type]) -> Type,
    _ apply: @escaping @Sendable ([Value], FunctionContext) throws -> Value
  ) {
    self.name = name
    self.arity = arity
    self.needs = needs
    self.usage = usage
    self.type = type
    self.apply = apply
  }

  var arityText: String {
    arity.lowerBound == arity.upperBound
      ? (arity.lowerBound == 1 ? "1 argument" : "\(arity.lowerBound) arguments")
      : "\(arity.lowerBound) to \(arity.upperBound) arguments"
  }

  /// What it needs instead of a first argument of this type; nil where the type will do.
  func refuses(_ type: Type) -> String? {
    switch (needs, type) {
    case (.anything, _), (_, .any), (_, .null): nil
    case (.text, .string): nil
    case (.text, .number) where arity.upperBound > 1: nil
    case (.number, .number), (.number, .money), (.number, .duration): nil
    case (.date, .day), (.date, .instant): nil
    case (.list, .list): nil
    case (.text, _): "text"
    case (.number, _): "a number"
    case (.date, _): "a date"
    case (.list, _): "a list"
    }
  }
}

/// All functions, by name.
enum Functions {
  static let all: [Function] = text + numbers + dates + lists + conversions
  private static let table = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  static var names: [String] { table.keys.sorted() }
  static func named(_ name: String) -> Function? { table[name] }

  static func string(_ value: Value, _ function: String) throws -> String {
    guard case .string(let s) = value else { throw FunctionFault(function, value.typeName) }
    return s
  }

  static let text: [Function] = [
    Function("upper", 1...1, .text, "upper(text)", gives: .string) { v, _ in try onText(v, "upper") { $0.uppercased() }
    },
    Function("lower", 1...1, .text, "lower(text)", gives: .string) { v, _ in try onText(v, "lower") { $0.lowercased() }
    },
    Function("trim", 1...1, .text, "trim(text)", gives: .string) { v, _ in
      try onText(v, "trim") { s in
        let start = s.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
      }
    },
    Function("split", 2...2, .text, "split(text, separator)", gives: .list(.string)) { v, _ in
      if v[0].isNull { return .null }
      let (s, separator) = (try string(v[0], "split"), try string(v[1], "split"))
      return .list(ValueList(pieces(of: s, separator).map { .string($0) }))
    },
    Function("join", 1...2, .list, "join(list, separator)", gives: .string) { v, _ in
      guard case .list(let list) = v[0] else { throw FunctionFault("join", v[0].typeName) }
      return .string(list.elements.map(\.text).joined(separator: v.count > 1 ? try string(v[1], "join") : ""))
    },
    Function("replace", 3...3, .text, "replace(text, old, new)", gives: .string) { v, _ in
      if v[0].isNull { return .null }
      return .string(
        pieces(of: try string(v[0], "replace"), try string(v[1], "replace")).joined(
          separator: try string(v[2], "replace")))
    },
    Function("starts_with", 2...2, .text, "starts_with(text, beginning)", gives: .bool) { v, _ in
      if v[0].isNull { return .bool(false) }
      return .bool(try string(v[0], "starts_with").hasPrefix(try string(v[1], "starts_with")))
    },
    Function("ends_with", 2...2, .text, "ends_with(text, end)", gives: .bool) { v, _ in
      if v[0].isNull { return .bool(false) }
      return .bool(try string(v[0], "ends_with").hasSuffix(try string(v[1], "ends_with")))
    },
    Function("contains", 2...2, .anything, "contains(text, part) or contains(list, value)", gives: .bool) { v, _ in
      switch v[0] {
      case .null: return .bool(false)
      case .list(let list): return .bool(list.elements.contains { Operators.areEqual($0, v[1]) })
      default: return .bool(TextSearch.holds(try string(v[0], "contains"), try string(v[1], "contains")))
      }
    },
    Function("matches", 2...2, .text, "matches(text, pattern)", gives: .bool) { v, _ in
      if v[0].isNull { return .bool(false) }
      guard let pattern = Pattern(try string(v[1], "matches")) else {
        throw FunctionFault("matches", "a broken pattern")
      }
      return .bool(pattern.matches(try string(v[0], "matches")))
    },
    Function("length", 1...1, .anything, "length(text or list)", gives: .number) { v, _ in
      switch v[0] {
      case .null: .null
      case .list(let list): Value(list.count)
      default: Value(try string(v[0], "length").count)
      }
    },
  ]

  private static func onText(_ v: [Value], _ name: String, _ body: (String) -> String) throws -> Value {
    v[0].isNull ? .null : .string(body(try string(v[0], name)))
  }

  /// The text between the separators; an empty separator gives the characters.
  static func pieces(of text: String, _ separator: String) -> [String] {
    if separator.isEmpty { return text.map(String.init) }
    var out: [String] = []
    var rest = text[...]
    while let found = rest.firstRange(of: separator) {
      out.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    out.append(String(rest))
    return out
  }

  static let numbers: [Function] =
    ExactRounding.functions.map { name, rule in
      Function(name, 1...2, .number, "\(name)(number, places)", type: { $0.first ?? .number }) { v, _ in
        if v[0].isNull { return .null }
        guard v.count < 2 || v[1].wholeNumber != nil else { throw FunctionFault(name, v[1].typeName) }
        let places = Int(v.count > 1 ? v[1].wholeNumber ?? 0 : 0)
        return try onNumber(v[0], name) { try $0.rounded(to: places, rule) }
      }
    } + [
      Function("abs", 1...1, .number, "abs(number)", type: { $0.first ?? .number }) { v, _ in
        v[0].isNull ? .null : try onNumber(v[0], "abs") { try $0.magnitude() }
      }
    ]

  private static func onNumber(_ value: Value, _ name: String, _ body: (Exact) throws -> Exact) throws -> Value {
    do {
      switch value {
      case .number(let n): return .number(try body(n))
      case .numeral(let numeral):
        guard let n = numeral.exact else { throw ValueFault(.overflow, .add) }
        return .number(try body(n))
      case .money(let money): return .money(Money(try body(money.amount), money.currency))
      case .duration(let span):
        guard let hours = span.hours else { throw FunctionFault(name, "duration of months") }
        return .number(try body(hours))
      default: throw FunctionFault(name, value.typeName)
      }
    } catch is ExactFault { throw ValueFault(.overflow, .add) }
  }

  static let dates: [Function] = [
    onDay("year") { Value($0.year) }, onDay("month") { Value($0.month) }, onDay("quarter") { Value($0.quarter) },
    onDay("week") { Value($0.isoWeek) }, onDay("weekday") { Value($0.weekday) },
    Function("date", 1...1, .anything, "date(timestamp or text)", gives: .day) { v, _ in
      switch v[0] {
      case .null: return .null
      case .day: return v[0]
      case .instant(let instant): return .day(instant.day)
      case .string(let s):
        guard let day = Day(s) else { throw FunctionFault("date", "text that is no date") }
        return .day(day)
      default: throw FunctionFault("date", v[0].typeName)
      }
    },
  ]

  private static func onDay(_ name: String, _ body: @escaping @Sendable (Day) -> Value) -> Function {
    Function(name, 1...1, .date, "\(name)(date)", gives: .number) { v, _ in
      switch v[0] {
      case .null: .null
      case .day(let day): body(day)
      case .instant(let instant): body(instant.day)
      default: throw FunctionFault(name, v[0].typeName)
      }
    }
  }

  static let lists: [Function] = Aggregate.Figure.allCases.map { figure in
    Function(
      figure.rawValue, 1...1, .list, "\(figure.rawValue)(list)",
      type: { types in
        if figure == .count { return .number }
        if case .list(let item)? = types.first { return item }
        return .any
      }
    ) { v, _ in
      guard case .list(let list) = v[0] else { throw FunctionFault(figure.rawValue, v[0].typeName) }
      var accumulating = Accumulating(figure)
      for value in list.elements where figure == .count || !value.isNull { try accumulating.add(value) }
      return try accumulating.result()
    }
  }

  static let conversions: [Function] = [
    Function("money", 2...2, .number, "money(number, currency)", gives: .money) { v, _ in
      if v[0].isNull { return .null }
      guard let currency = Currency(try string(v[1], "money")) else {
        throw FunctionFault("money", "a currency that is not three letters")
      }
      switch v[0] {
      case .number(let n): return .money(Money(n, currency))
      case .money(let money): return .money(Money(money.amount, currency))
      default: throw FunctionFault("money", v[0].typeName)
      }
    },
    Function("string", 1...1, .anything, "string(value)", gives: .string) { v, _ in .string(v[0].text) },
    Function("number", 1...1, .anything, "number(text)", gives: .number) { v, _ in
      switch v[0] {
      case .null, .number: return v[0]
      case .money(let money): return .number(money.amount)
      case .duration(let span):
        guard let hours = span.hours else { throw FunctionFault("number", "duration of months") }
        return .number(hours)
      case .string(let s):
        // As people write them: blanks around, zeros before, a plus.
        var digits = s.drop { $0.isWhitespace }
        while digits.last?.isWhitespace == true { digits.removeLast() }
        if digits.first == "+" { digits.removeFirst() }
        let sign = digits.first == "-" ? "-" : ""
        digits = digits.dropFirst(sign.count)
        while digits.first == "0", digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
        guard digits.first?.isNumber == true, let n = Exact(sign + digits) else {
          throw FunctionFault("number", "text that is no number")
        }
        return .number(n)
      default: throw FunctionFault("number", v[0].typeName)
      }
    },
  ]
}

extension Value {
  var wholeNumber: Int64? { if case .number(let n) = self { n.integer } else { nil } }
}

extension ExactRounding {
  static let functions: [(String, ExactRounding)] = [("round", .halfUp), ("floor", .floor), ("ceil", .ceiling)]
}
