import HvSyntax

/// A tree as text without its ranges: two trees say the same exactly when their dumps are equal.
///
/// Each node is `(kind part …)`; strings are quoted with their escapes resolved, so that how a literal was written does
/// not show, but its quote style does.
struct TreeDump {
  private(set) var text = ""

  /// The statements of a tree, one a line.
  static func of(_ statements: [Statement]) -> String {
    var dump = TreeDump()
    for statement in statements {
      dump.add(statement)
      dump.text += "\n"
    }
    return dump.text
  }

  // MARK: Statements

  private mutating func add(_ statement: Statement) {
    if let documentation = statement.documentation { node("doc", { $0.quote(documentation) }) }
    switch statement.kind {
    case .let(let name, let value): node("let", { $0.add(name) }, { $0.add(value) })
    case .def(let name, let parameters, let body):
      node("def", { $0.add(name) }, { $0.list(parameters) { $0.add($1) } }, { $0.add(body) })
    case .use(.module(let name)): node("use", { $0.add(name) })
    case .use(.file(let file)): node("use", { $0.add(file) })
    case .param(let parameter): node("param", { $0.add(parameter) })
    case .test(let title, let body): node("test", { $0.add(title) }, { $0.add(body) })
    case .report(let title, let body, let stages):
      if stages.isEmpty {
        node("report", { $0.add(title) }, { $0.add(body) })
      } else {
        node(
          "report", { $0.add(title) }, { $0.add(body) }, { $0.add(Pipeline(stages: stages, range: statement.range)) })
      }
    case .explain(let pipeline): node("explain", { $0.add(pipeline) })
    case .time(let pipeline): node("time", { $0.add(pipeline) })
    case .help(let words): node("help", { $0.list(words) { $0.add($1) } })
    case .pipeline(let pipeline): add(pipeline)
    case .error: text += "error-statement"
    }
  }

  private mutating func add(_ parameter: Parameter) {
    node(
      "parameter", { $0.add(parameter.name) }, { $0.optional(parameter.type) { $0.add($1) } },
      { $0.optional(parameter.defaultValue) { $0.add($1) } }, { $0.optional(parameter.documentation) { $0.quote($1) } })
  }

  private mutating func add(_ pipeline: Pipeline) {
    node("|", { $0.items(pipeline.stages) { $0.add($1) } })
  }

  private mutating func add(_ stage: Stage) {
    switch stage.kind {
    case .block(let block):
      node(
        block.word.rawValue, { $0.optional(block.name) { $0.add($1) } }, { $0.add(block.block) },
        { $0.items(block.named) { $0.add($1) } })
    case .run(let name): node("do", { $0.text += "$" + name.text })
    case .call(let call):
      node(
        "call", { $0.add(call.word) }, { $0.list(call.arguments) { $0.add($1) } }, { $0.list(call.keys) { $0.add($1) } }
      )
    case .expression(let expression): node("stage", { $0.add(expression) })
    case .error: text += "error-stage"
    }
  }

  private mutating func add(_ argument: Argument) {
    switch argument {
    case .positional(let value): add(value)
    case .named(let named): add(named)
    case .block(let block): node("do", { $0.add(block) })
    case .run(let name): node("do", { $0.text += "$" + name.text })
    }
  }

  private mutating func add(_ named: NamedArgument) {
    node("named", { $0.add(named.name) }, { $0.add(named.value) })
  }

  private mutating func add(_ key: Key) {
    node("key", { $0.optional(key.name) { $0.add($1) } }, { $0.add(key.value) })
  }

  private mutating func add(_ block: Block) {
    text += "<"
    items(block.statements) { $0.add($1) }
    text += ">"
  }

  // MARK: Expressions

  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .duration(let parts): node("duration", { $0.items(parts) { $0.text += "\($1.amount)\($1.unit.rawValue)" } })
    case .date(let year, let month, let day): text += "(date \(year) \(month) \(day))"
    case .month(let year, let month): text += "(month \(year) \(month))"
    case .timestamp(let written): text += "(timestamp \(written))"
    case .clock(let minutes): text += "(clock \(minutes))"
    case .calendar(let phrase): text += "(calendar \(phrase))"
    case .string(let literal): add(literal)
    case .it: text += "it"
    case .word(let word): text += word
    case .field(let name): node("field", { $0.add(name) })
    case .variable(let name): text += "$" + name
    case .pipeline(let pipeline): node("()", { $0.add(pipeline) })
    case .list(let list): node("[]", { $0.items(list) { $0.add($1) } })
    case .record(let record): node("{}", { $0.items(record) { $0.add($1) } })
    case .call(let name, let arguments): node("apply", { $0.add(name) }, { $0.items(arguments) { $0.add($1) } })
    case .block(let block): add(block)
    case .try(let body, let name, let handler):
      node("try", { $0.add(body) }, { $0.optional(name) { $0.add($1) } }, { $0.optional(handler) { $0.add($1) } })
    case .match(let subject, let arms): node("match", { $0.add(subject) }, { $0.items(arms) { $0.add($1) } })
    case .if(let condition, let then, let otherwise):
      node("if", { $0.add(condition) }, { $0.add(then) }, { $0.optional(otherwise) { $0.add($1) } })
    case .unary(let operation, let operand, _): node(operation.rawValue, { $0.add(operand) })
    case .binary(let operation, let left, let right, _): node(operation.rawValue, { $0.add(left) }, { $0.add(right) })
    case .range(let low, let high, _):
      node("..", { $0.optional(low) { $0.add($1) } }, { $0.optional(high) { $0.add($1) } })
    case .member(let base, let name, let optional): node(optional ? "?." : ".", { $0.add(base) }, { $0.add(name) })
    case .index(let base, let index): node("index", { $0.add(base) }, { $0.add(index) })
    case .error: text += "error-expression"
    }
  }

  private mutating func add(_ literal: StringLiteral) {
    text += "\(literal.quote)"
    var pending = ""
    for part in literal.parts {
      switch part {
      case .text(let piece): pending += piece
      case .interpolation(let expression):
        quote(pending)
        pending = ""
        node("", { $0.add(expression) })
      }
    }
    quote(pending)
  }

  private mutating func add(_ item: ListItem) {
    switch item {
    case .value(let value): add(value)
    case .spread(let value): node("...", { $0.add(value) })
    }
  }

  private mutating func add(_ item: RecordItem) {
    switch item {
    case .entry(let key, let value):
      quote(key.plain ?? "")
      if key.plain == nil { add(key) }
      node(":", { $0.add(value) })
    case .spread(let value): node("...", { $0.add(value) })
    }
  }

  private mutating func add(_ argument: CallArgument) {
    if let name = argument.name { text += name.text + ": " }
    add(argument.value)
  }

  private mutating func add(_ arm: MatchArm) {
    node(
      "=>",
      {
        switch arm.pattern {
        case .wildcard: $0.text += "_"
        case .value(let value): $0.add(value)
        }
      }, { $0.optional(arm.guardCondition) { $0.add($1) } }, { $0.add(arm.value) })
  }

  // MARK: Shapes

  private mutating func add(_ name: Name) { text += name.text }

  private mutating func quote(_ string: String) { text += "\"\(string)\"" }

  private mutating func node(_ kind: String, _ parts: (inout TreeDump) -> Void...) {
    text += "(" + kind
    for part in parts {
      text += " "
      part(&self)
    }
    text += ")"
  }

  private mutating func items<Item>(_ items: [Item], _ add: (inout TreeDump, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 { text += " " }
      add(&self, item)
    }
  }

  private mutating func list<Item>(_ list: [Item], _ add: (inout TreeDump, Item) -> Void) {
    text += "["
    items(list, add)
    text += "]"
  }

  private mutating func optional<Item>(_ item: Item?, _ add: (inout TreeDump, Item) -> Void) {
    if let item { add(&self, item) } else { text += "-" }
  }
}
