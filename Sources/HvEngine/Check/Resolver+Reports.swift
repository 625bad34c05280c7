import HvCodecs
import HvSyntax
import HvValues

/// One statement of a report.
private enum ReportStep: Sendable {
  case binding(Binding)
  /// A pipeline whose result is a part of the document.
  case part(Plan)
  /// One that is run for what it does.
  case effect(Plan)
}

extension Resolver {
  /// `report "title" < … > | save "x.html"`: each pipeline of the block is a part of one document.
  func report(
    _ title: StringLiteral, _ body: Block, _ stages: [HvSyntax.Stage], scope: Scope, range: SourceRange
  ) -> Plan? {
    let heading = rowExpression(Expression(kind: .string(title), range: title.range), scope: scope)
    var inner = scope
    var steps: [ReportStep] = []
    for statement in body.statements {
      switch statement.kind {
      case .let(let name, let value):
        guard let bound = binding(name, value, &inner, input: nil) else { return nil }
        steps.append(.binding(bound))
      case .def(let name, let parameters, let body):
        define(name, parameters, body, statement.documentation, &inner)
      case .pipeline(let pipeline):
        guard let plan = plan(pipeline, scope: inner, input: nil) else { return nil }
        steps.append(plan.isSilent ? .effect(plan) : .part(plan))
      case .error: return nil
      default:
        error("E0219", "this statement stands at the top level only", at: statement.range, "inside a report")
        return nil
      }
    }
    let planned = steps
    var stage = PlannedStage("report", at: range, Flow(.document, many: false), buffering: .holdsAll) { _, frame, _ in
      DeferredStage {
        let rows = frame.forRows()
        try await heading.prepare(rows)
        let title = try await heading.node.value(rows).text
        var parts: [Document.Part] = []
        var current = frame
        for step in planned {
          try Task.checkCancellation()
          switch step {
          case .binding(let binding):
            current = current.inner([try await binding.value(current, input: nil)], item: current.item)
          case .effect(let plan):
            let stage = try plan.start(nil, current.discardingAnswers())
            while try await stage.next(.max) != nil { try Task.checkCancellation() }
          case .part(let plan):
            parts += Self.parts(try await plan.start(nil, current).drain(), isOne: !plan.flow.many)
          }
        }
        return [.opaque(Document(title: title, parts: Self.levelled(parts)))]
      }
    }
    for step in steps {
      switch step {
      case .part(let plan), .effect(let plan), .binding(.lazy(let plan)):
        stage.inner.append(.init(.plan(plan)))
        if plan.hasEffects { stage.hasEffects = true }
      case .binding: break
      }
    }
    let made = Plan([stage], flow: stage.flow, range: range)
    guard !stages.isEmpty else { return made }
    guard let rest = plan(Pipeline(stages: stages, range: range), scope: scope, input: stage.flow) else { return nil }
    return Plan(made.stages + rest.stages, flow: rest.flow, range: range)
  }

  /// The greatest headings that there are are those of level 1, however many `#` they have.
  private static func levelled(_ parts: [Document.Part]) -> [Document.Part] {
    let least = parts.compactMap { if case .heading(_, let level) = $0 { level } else { nil } }.min() ?? 1
    return parts.map { part in
      guard case .heading(let text, let level) = part else { return part }
      return .heading(text, level: level - least + 1)
    }
  }

  /// What a result is in a document: a text that begins with `#` is a heading, any other one a paragraph.
  private static func parts(_ values: [Value], isOne: Bool) -> [Document.Part] {
    let charts = values.compactMap { if case .opaque(let value) = $0 { value as? Chart } else { nil } }
    if !values.isEmpty, charts.count == values.count { return charts.map { .chart($0) } }
    guard isOne, let value = values.first else { return [.table(rows: values, isOne: false)] }
    switch value {
    case .string(let text):
      let level = text.prefix { $0 == "#" }.count
      guard (1...6).contains(level), text.dropFirst(level).first == " " else { return [.paragraph(text)] }
      return [.heading(String(text.dropFirst(level + 1)), level: level)]
    case .record: return [.table(rows: [value], isOne: true)]
    case .list(let list): return [.table(rows: list.elements, isOne: false)]
    default: return [.figure(value)]
    }
  }
}
