@testable import HvSyntax

extension ProgramPrinter {
  mutating func put(_ statement: Statement) {
    if let documentation = statement.documentation { document(before: documentation) }
    switch statement.kind {
    case .let(let name, let value):
      put("let")
      put(name.text, .sameLine)
      put("=", .sameLine)
      gap(.sameLine)
      put(value)
    case .def(let name, let parameters, let body):
      put("def")
      put(name.text, .sameLine)
      bracketed("(", ")", .touch) { printer in
        for (index, parameter) in parameters.enumerated() {
          printer.put(parameter)
          if index < parameters.count - 1 { printer.comma() }
          if let documentation = parameter.documentation { printer.document(after: documentation) }
        }
      }
      gap(.sameLine)
      put(body)
    case .use(let target):
      put("use")
      switch target {
      case .module(let name): put(name.text, .sameLine)
      case .file(let file):
        gap(.sameLine)
        put(file)
      }
    case .param(let parameter):
      put("param")
      put(parameter)
      if let documentation = parameter.documentation { document(after: documentation) }
    case .test(let title, let body): put("test", title, body)
    case .report(let title, let body, let stages):
      put("report", title, body)
      if !stages.isEmpty {
        put("|", mayBreak: true)
        goOn()
        put(Pipeline(stages: stages, range: statement.range))
      }
    case .explain(let pipeline): put("explain", pipeline)
    case .time(let pipeline): put("time", pipeline)
    case .help(let words):
      put("help")
      for word in words { put(word.text, .sameLine) }
    case .pipeline(let pipeline): put(pipeline)
    case .error: put("???")
    }
  }

  private mutating func put(_ word: String, _ title: StringLiteral, _ body: Block) {
    put(word)
    gap(.sameLine)
    put(title)
    gap(.sameLine)
    put(body)
  }

  private mutating func put(_ word: String, _ pipeline: Pipeline) {
    put(word)
    gap(.blank)
    put(pipeline)
  }

  private mutating func put(_ parameter: Parameter) {
    put(parameter.name.text)
    if let type = parameter.type {
      put(":", .sameLine)
      put(type.text, .sameLine)
    }
    if let value = parameter.defaultValue {
      put("=", .sameLine)
      gap(.sameLine)
      put(value)
    }
  }

  /// Writes items with commas between them.
  mutating func list<Item>(_ items: [Item], _ put: (inout ProgramPrinter, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 { comma() }
      put(&self, item)
    }
  }

  private mutating func comma() {
    put(",")
    goOn()
  }

  // MARK: Pipelines

  mutating func put(_ pipeline: Pipeline) {
    for (index, stage) in pipeline.stages.enumerated() {
      if index > 0 {
        put("|", mayBreak: true)
        goOn()
      }
      put(stage)
    }
  }

  private mutating func put(_ stage: Stage) {
    switch stage.kind {
    case .block(let block):
      put(block.word.rawValue)
      if let name = block.name {
        put("as")
        put(name.text)
      }
      put(block.block)
      for named in block.named { put(named) }
    case .run(let name): put(name)
    case .call(let call): put(call)
    case .expression(let expression): put(expression)
    case .error: put("???")
    }
  }

  /// `do $name`
  private mutating func put(_ name: Name) {
    put("do")
    put("$" + name.text)
  }

  private mutating func put(_ call: Call) {
    put(call.word.text)
    for (index, argument) in call.arguments.enumerated() {
      if index == 0 {
        gap(.blank)
      } else if mayOmitComma(call.arguments[index - 1], argument), random.once(in: 2) {
        gap(.blank)
      } else {
        comma()
      }
      switch argument {
      case .positional(let value): put(value)
      case .named(let named): put(named)
      case .block(let block):
        put("do")
        put(block)
      case .run(let name): put(name)
      }
    }
    if !call.keys.isEmpty {
      put("by")
      list(call.keys) { printer, key in
        if let name = key.name {
          printer.put(name.text)
          printer.put(":", .sameLine)
        }
        printer.put(key.value)
      }
    }
  }

  private mutating func put(_ named: NamedArgument) {
    put(named.name.text)
    put(":", .sameLine)
    put(named.value)
  }

  /// Whether a blank is enough between two arguments.
  private func mayOmitComma(_ before: Argument, _ after: Argument) -> Bool {
    switch (before, after) {
    case (.block, _), (.run, _): return true
    case (.positional(let value), .positional(let next)): return value.mayPrecede(next)
    case (.named(let named), .positional(let next)): return named.value.mayPrecede(next)
    case (.positional(let value), _): return !value.endsOpen
    case (.named(let named), _): return !named.value.endsOpen
    }
  }

  mutating func put(_ block: Block) {
    angled { printer in
      for (index, statement) in block.statements.enumerated() {
        if index > 0 { printer.separate() }
        printer.put(statement)
      }
    }
  }
}

extension Expression {
  /// Whether the other one, after a blank, is read as a further argument and not as part of this one.
  func mayPrecede(_ next: Expression) -> Bool {
    if endsOpen || endsWithAngle { return false }
    switch next.first.kind {
    case .block, .range, .unary(.not, _, _): return false
    default: return true
    }
  }

  /// Whether it ends with a `..` that an operand could follow.
  var endsOpen: Bool {
    switch kind {
    case .range(_, nil, _): true
    default: false
    }
  }
}
