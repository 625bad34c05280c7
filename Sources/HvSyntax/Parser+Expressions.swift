// Expressions: operators by how tightly they bind, `if`, and what touches an operand.

/// How tightly an operator binds, loosest first.
enum Precedence: Int {
  case or = 1, and, not, comparison, range, coalesce, sum, product, sign
}

/// An operator between two operands.
struct Infix {
  enum Kind {
    case binary(BinaryOperator)
    case range
  }
  var kind: Kind
  var precedence: Precedence
  /// The number of its tokens: `not in` has two.
  var length = 1
  var isWord = false
}

/// The operator that was read last, in a chain of them.
struct PreviousInfix {
  var precedence: Precedence
  var range: SourceRange
}

extension Parser {
  /// An expression; `spaced` among arguments that blanks separate, where `a -b` and `a ..b` are two.
  func parseExpression(spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    try parseOperators(.or, spaced, depth)
  }

  /// An operand, sum or range, without comparisons: what the pattern of an arm can be.
  func parseRange(_ depth: Int) throws(Abandon) -> Expression {
    try parseOperators(.range, false, depth)
  }

  /// An operand and the operators after it that bind at least so tightly.
  private func parseOperators(_ least: Precedence, _ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    try enter(depth)
    let outer = deepest
    deepest = depth
    defer { deepest = max(deepest, outer) }
    let first = try parsePrefix(least, spaced, depth)
    return try parseOperators(after: first, least, spaced, depth)
  }

  private func parseOperators(
    after first: Expression, _ least: Precedence, _ spaced: Bool, _ depth: Int
  ) throws(Abandon) -> Expression {
    var left = first
    var previous: PreviousInfix?
    while let infix = infix(at: index, spaced: spaced), infix.precedence.rawValue >= least.rawValue {
      let range = tokens[index].range.union(tokens[index + infix.length - 1].range)
      if let previous { try refuseChain(previous, infix, range, left) }
      left = try parseInfix(infix, range, left, spaced, depth)
      previous = PreviousInfix(precedence: infix.precedence, range: range)
    }
    return left
  }

  /// The operator here and its right operand.
  private func parseInfix(
    _ infix: Infix, _ operatorRange: SourceRange, _ left: Expression, _ spaced: Bool, _ depth: Int
  ) throws(Abandon) -> Expression {
    let first = index
    try takeInfix(infix, spaced)
    guard case .binary(let binary) = infix.kind else { return try parseRangeEnd(operatorRange, left, spaced, depth) }
    joinLine()
    let tighter = Precedence(rawValue: infix.precedence.rawValue + 1) ?? .sign
    let right = try parseOperators(tighter, spaced, depth + 1)
    if binary == .greater { lastComparison = (first, index) }
    return Expression(
      kind: .binary(binary, left, right, operatorRange: operatorRange), range: range(from: left.range.start))
  }

  private func takeInfix(_ infix: Infix, _ spaced: Bool) throws(Abandon) {
    try deepen()
    if token.kind == .greater { readings.append(reading(ofGreater: index)) }
    if token.kind == .less { lastLessThan = index }
    if spaced { checkBlanks(ofMinus: index) }
    for _ in 0..<infix.length { advance() }
  }

  private func parseRangeEnd(
    _ operatorRange: SourceRange, _ left: Expression, _ spaced: Bool, _ depth: Int
  ) throws(Abandon) -> Expression {
    let end = startsRangeEnd() ? try parseOperators(.coalesce, spaced, depth + 1) : nil
    return Expression(kind: .range(left, end, operatorRange: operatorRange), range: range(from: left.range.start))
  }

  /// An operand with what stands before it: `not`, `-`, `..`, `if`.
  private func parsePrefix(_ least: Precedence, _ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    switch token.kind {
    case .keyword(.not): return try parseNot(least, spaced, depth)
    case .minus: return try parseMinus(spaced, depth)
    case .range where least.rawValue <= Precedence.range.rawValue: return try parseOpenRange(spaced, depth)
    case .keyword(.if): return try parseIf(spaced, depth)
    default: return try parsePostfix(depth)
    }
  }

  private func parseNot(_ least: Precedence, _ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    let operatorRange = token.range
    advance()
    joinLine()
    // After a tighter operator it takes no more than that one would: `a == not b`.
    let operand = try parseOperators(least.rawValue < Precedence.not.rawValue ? .not : least, spaced, depth + 1)
    return Expression(
      kind: .unary(.not, operand, operatorRange: operatorRange), range: range(from: operatorRange.start))
  }

  private func parseMinus(_ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    let operatorRange = token.range
    advance()
    joinLine()
    let operand = try parseOperators(.sign, spaced, depth + 1)
    return Expression(
      kind: .unary(.minus, operand, operatorRange: operatorRange), range: range(from: operatorRange.start))
  }

  /// `..b`
  private func parseOpenRange(_ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    let operatorRange = token.range
    advance()
    joinLine()
    let end = try parseOperators(.coalesce, spaced, depth + 1)
    return Expression(
      kind: .range(nil, end, operatorRange: operatorRange), range: range(from: operatorRange.start))
  }

  private func parseIf(_ spaced: Bool, _ depth: Int) throws(Abandon) -> Expression {
    let start = token.start
    advance()
    joinLine()
    let condition = try parseExpression(spaced: spaced, depth + 1)
    joinLine()
    guard here == .keyword(.then) else {
      throw missing(word: "then", after: "`if …`", example: "if hours > 8 then \"long\" else \"short\"")
    }
    advance()
    joinLine()
    let then = try parseExpression(spaced: spaced, depth + 1)
    var otherwise: Expression?
    if here == .keyword(.else), !isNamed(at: index) {
      advance()
      joinLine()
      otherwise = try parseExpression(spaced: spaced, depth + 1)
    }
    return Expression(kind: .if(condition: condition, then: then, otherwise: otherwise), range: range(from: start))
  }

  // MARK: Postfix

  /// An operand and the `.field`, `?.field` and `[index]` that touch it.
  private func parsePostfix(_ depth: Int) throws(Abandon) -> Expression {
    let operand = try parseOperand(depth)
    return try parsePostfix(after: operand, depth)
  }

  private func parsePostfix(after operand: Expression, _ depth: Int) throws(Abandon) -> Expression {
    var expression = operand
    while touches(index) {
      switch token.kind {
      case .dot, .optionalDot: expression = try parseMember(expression)
      case .leftBracket: expression = try parseIndex(expression, depth)
      case .leftParen: throw notCallable(expression)
      default: return expression
      }
    }
    return expression
  }

  private func parseMember(_ base: Expression) throws(Abandon) -> Expression {
    try deepen()
    let optional = token.kind == .optionalDot
    advance()
    guard touches(index), isAnyWord(at: index) else { throw missingField() }
    let name = name(at: index)
    advance()
    return Expression(kind: .member(base, name, optional: optional), range: range(from: base.range.start))
  }

  private func parseIndex(_ base: Expression, _ depth: Int) throws(Abandon) -> Expression {
    try deepen()
    open(.bracket)
    let index = try parseExpression(spaced: false, depth + 1)
    try close("`]`")
    return Expression(kind: .index(base, index), range: range(from: base.range.start))
  }

  // MARK: Operators

  /// The operator at a token that follows an operand; nil where what stands there is none, or ends the block.
  func infix(at i: Int, spaced: Bool) -> Infix? {
    if breaks(at: i) { return nil }
    switch kind(at: i) {
    case .keyword(let keyword): return isNamed(at: i) ? nil : wordInfix(keyword, at: i)
    case .equal: return Infix(kind: .binary(.equal), precedence: .comparison)
    case .notEqual: return Infix(kind: .binary(.notEqual), precedence: .comparison)
    case .less: return Infix(kind: .binary(.less), precedence: .comparison)
    case .lessEqual: return Infix(kind: .binary(.lessOrEqual), precedence: .comparison)
    case .greater: return closesBlock(i) ? nil : Infix(kind: .binary(.greater), precedence: .comparison)
    case .greaterEqual: return Infix(kind: .binary(.greaterOrEqual), precedence: .comparison)
    case .matches: return Infix(kind: .binary(.matches), precedence: .comparison)
    case .notMatches: return Infix(kind: .binary(.notMatches), precedence: .comparison)
    case .range: return spaced && opensOperand(i) ? nil : Infix(kind: .range, precedence: .range)
    case .coalesce: return Infix(kind: .binary(.coalesce), precedence: .coalesce)
    case .plus: return Infix(kind: .binary(.plus), precedence: .sum)
    case .minus: return spaced && opensOperand(i) ? nil : Infix(kind: .binary(.minus), precedence: .sum)
    case .star: return Infix(kind: .binary(.times), precedence: .product)
    case .slash: return Infix(kind: .binary(.divide), precedence: .product)
    case .percent: return Infix(kind: .binary(.remainder), precedence: .product)
    default: return nil
    }
  }

  private func wordInfix(_ keyword: Keyword, at i: Int) -> Infix? {
    switch keyword {
    case .or: return Infix(kind: .binary(.or), precedence: .or, isWord: true)
    case .and: return Infix(kind: .binary(.and), precedence: .and, isWord: true)
    case .in: return Infix(kind: .binary(.in), precedence: .comparison, isWord: true)
    case .not:
      guard kind(at: i + 1) == .keyword(.in), !breaks(at: i + 1) else { return nil }
      return Infix(kind: .binary(.notIn), precedence: .comparison, length: 2, isWord: true)
    default: return nil
    }
  }

  /// Whether a blank before a token and none before the operand after it make it the start of that.
  private func opensOperand(_ i: Int) -> Bool {
    guard !touches(i), touches(i + 1) else { return false }
    switch kind(at: i + 1) {
    case .comma, .pipe, .semicolon, .greater, .end: return false
    case let next: return BracketKind(closer: next) == nil
    }
  }

  /// Whether a value stands after the `..` that has just been taken; without one the range is open: `2024-01-15..`
  private func startsRangeEnd() -> Bool {
    if breaks(at: index) { return false }
    switch token.kind {
    case .less, .keyword(.if), .keyword(.not): return false
    case .keyword(.try), .keyword(.match): return !isNamed(at: index)
    default: return startsValue(at: index)
    }
  }

  // MARK: Depth

  /// Checks the depth of a node that is about to be read.
  func enter(_ depth: Int) throws(Abandon) {
    deepest = max(deepest, depth)
    if depth > Parser.deepestNesting { throw nestedTooDeep() }
  }

  /// Counts a link of a chain, which puts what was read so far one deeper.
  private func deepen() throws(Abandon) {
    deepest += 1
    if deepest > Parser.deepestNesting { throw nestedTooDeep() }
  }
}
