@testable import HvSyntax

/// Makes random programs: syntax trees that use every construct, without places.
///
/// A tree is made so that it can be written down: an operand binds as tightly as its place asks for, and what would not
/// is put in parentheses, which are part of the tree. `ProgramPrinter` writes it.
struct ProgramGenerator {
  static let nowhere = SourceRange(0, 0)

  var random: SplitMix64
  /// How many more nodes may branch; without any left, leaves are made.
  var budget = 0
  /// Whether the innermost bracket is a `<`: there `>` needs a value after it to compare.
  var isInAngle = false
  /// How many strings are around what is made: there each statement is short and has no documentation.
  var interpolations = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A program of one to five statements.
  mutating func program() -> [Statement] {
    budget = 10 + random.below(40)
    return many(1...5) { $0.statement(isTopLevel: true) }
  }

  // MARK: Words

  static let words = [
    "hours", "rate", "billable", "client", "project", "name", "is_active", "x1", "_odd", "spent_date", "task", "größe",
    "budget", "notes", "café", "project_id",
  ]
  static let commands = [
    "projects", "where", "select", "first", "time_entries", "sort", "mark", "extend", "sum", "clients",
  ]
  static let variables = ["x", "args", "env", "p", "acc", "_1", "if", "last"]

  mutating func name(_ pool: [String] = words) -> Name { Name(text: random.pick(pool), range: Self.nowhere) }

  /// A name of an argument: any word, a keyword too.
  mutating func argumentName() -> Name {
    let special = Keyword.allCases.map(\.rawValue) + StatementWord.allCases.map(\.rawValue) + ["last", "today"]
    return random.once(in: 3) ? name(special) : name()
  }

  // MARK: Shapes

  mutating func many<Item>(_ count: ClosedRange<Int>, _ make: (inout ProgramGenerator) -> Item) -> [Item] {
    let count = count.lowerBound + random.below(count.upperBound - count.lowerBound + 1)
    return (0..<count).map { _ in make(&self) }
  }

  mutating func maybe<Item>(oneIn times: Int, _ make: (inout ProgramGenerator) -> Item) -> Item? {
    random.once(in: times) ? make(&self) : nil
  }

  /// Makes something inside brackets, angle ones or others.
  mutating func inside<Item>(angle: Bool, _ make: (inout ProgramGenerator) -> Item) -> Item {
    let outer = isInAngle
    isInAngle = angle
    defer { isInAngle = outer }
    return make(&self)
  }

  // MARK: Statements

  mutating func statement(isTopLevel: Bool = false) -> Statement {
    budget -= 1
    guard isTopLevel || (random.once(in: 6) && budget > 0), interpolations == 0 else {
      let kind: Statement.Kind = random.once(in: 8) ? .let(name: name(), value: pipeline()) : pipelineStatement()
      return Statement(kind: kind, range: Self.nowhere, documentation: nil)
    }
    var documentation: String?
    let kind: Statement.Kind
    switch random.below(16) {
    case 0, 1: kind = .let(name: name(), value: pipeline())
    case 2:
      let parameters = inside(angle: false) { $0.many(0...3) { $0.parameter() } }
      kind = .def(name: name(), parameters: parameters, body: block())
      documentation = maybe(oneIn: 2) { $0.documentation(lines: 1...3) }
    case 3: kind = .use(random.once(in: 2) ? .module(name()) : .file(plainString()))
    case 4: kind = .param(parameter())
    case 5: kind = .test(title: plainString(), body: block())
    case 6:
      let (title, body) = (plainString(), block())
      kind = .report(title: title, body: body, stages: budget > 0 ? many(0...2) { $0.stage() } : [])
    case 7: kind = .explain(prefixedPipeline())
    case 8: kind = .time(prefixedPipeline())
    case 9: kind = .help(many(0...3) { $0.argumentName() })
    default: kind = pipelineStatement()
    }
    return Statement(kind: kind, range: Self.nowhere, documentation: documentation)
  }

  private mutating func pipelineStatement() -> Statement.Kind { .pipeline(pipeline(startsStatement: true)) }

  private mutating func parameter() -> Parameter {
    Parameter(
      name: name(), type: maybe(oneIn: 2) { $0.name(["string", "number", "range", "date", "project", "list"]) },
      defaultValue: maybe(oneIn: 2) { $0.expression(mayBeOpen: true) },
      documentation: maybe(oneIn: 3) { $0.documentation(lines: 1...1) }, range: Self.nowhere)
  }

  private mutating func documentation(lines: ClosedRange<Int>) -> String {
    many(lines) { $0.random.pick(["the days to report", "a # b | > <", "größe: x", "1."]) }.joined(separator: "\n")
  }

  // MARK: Pipelines

  mutating func pipeline(startsStatement: Bool = false) -> Pipeline {
    budget -= 1
    let first = stage(startsStatement: startsStatement)
    let rest = budget > 0 && interpolations == 0 ? many(0...3) { $0.stage() } : []
    return Pipeline(stages: [first] + rest, range: Self.nowhere)
  }

  /// A pipeline after `explain` or `time`: before a `<` these would be fields.
  private mutating func prefixedPipeline() -> Pipeline {
    var pipeline = pipeline()
    if case .expression(let expression)? = pipeline.stages.first?.kind, case .block = expression.first.kind {
      pipeline.stages.insert(Stage(kind: .call(call(startsStatement: true)), range: Self.nowhere), at: 0)
    }
    return pipeline
  }

  private mutating func stage(startsStatement: Bool = false) -> Stage {
    budget -= 1
    switch random.below(6) {
    case 0 where budget > 0: return Stage(kind: .block(blockStage()), range: Self.nowhere)
    case 1: return expressionStage(expression(mayBeOpen: true))
    case 2 where random.once(in: 8): return Stage(kind: .run(name()), range: Self.nowhere)
    default: return Stage(kind: .call(call(startsStatement: startsStatement)), range: Self.nowhere)
    }
  }

  private mutating func blockStage() -> BlockStage {
    BlockStage(
      word: random.pick(BlockWord.allCases), wordRange: Self.nowhere, name: maybe(oneIn: 3) { $0.name() },
      block: block(),
      named: maybe(oneIn: 3) { $0.many(1...2) { $0.named() } } ?? [])
  }

  private mutating func call(startsStatement: Bool) -> Call {
    let special = startsStatement ? [] : StatementWord.allCases.map(\.rawValue)
    let word = name(Self.commands + (random.once(in: 8) ? special : []))
    guard budget > 0 else { return Call(word: word, arguments: [], keys: []) }
    var arguments: [Argument] = many(0...3) {
      $0.random.once(in: 3) ? .named($0.named()) : .positional($0.expression(mayBeOpen: true))
    }
    // After the command's name a `<` compares.
    while case .positional(let value)? = arguments.first, case .block = value.first.kind { arguments.removeFirst() }
    if random.once(in: 8) {
      arguments.append(random.once(in: 4) ? .run(name()) : .block(block()))
      arguments += many(0...1) { .named($0.named()) }
    }
    let keys = maybe(oneIn: 4) { generator in
      generator.many(1...3) { generator in
        Key(
          name: generator.maybe(oneIn: 3) { $0.name() }, value: generator.expression(mayBeOpen: true),
          range: Self.nowhere)
      }
    }
    return Call(word: word, arguments: arguments, keys: keys ?? [])
  }

  private mutating func named() -> NamedArgument {
    NamedArgument(name: argumentName(), value: expression(mayBeOpen: true), range: Self.nowhere)
  }

  /// An expression as a stage; a word alone is a call, and a calendar word is put in parentheses, since a command may
  /// have its name.
  func expressionStage(_ expression: Expression) -> Stage {
    if case .word(let word) = expression.kind {
      let call = Call(word: Name(text: word, range: Self.nowhere), arguments: [], keys: [])
      return Stage(kind: .call(call), range: Self.nowhere)
    }
    if case .calendar = expression.first.kind { return expressionStage(inList(expression)) }
    return Stage(kind: .expression(expression), range: Self.nowhere)
  }

  /// `[expression]`
  private func inList(_ expression: Expression) -> Expression {
    Expression(kind: .list([.value(expression)]), range: Self.nowhere)
  }

  mutating func block() -> Block {
    budget -= 1
    let statements = inside(angle: true) { $0.many($0.interpolations == 0 ? 1...3 : 1...1) { $0.statement() } }
    return Block(statements: statements, open: Self.nowhere, close: Self.nowhere, range: Self.nowhere)
  }
}
