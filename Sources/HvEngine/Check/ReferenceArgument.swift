import HvSyntax
import HvValues

/// What is given for a parameter whose type is a kind: a record of it, an id, or a name, which is looked up once. The
/// parameter holds the record, or else a reference with nothing but the id.
struct ReferenceArgument: Sendable {
  let kind: String
  let given: RowExpression

  /// What the parameter holds.
  var type: Type {
    if case .record(let record) = given.type, record.kind == kind { return given.type }
    return .record(Self.reference(to: kind))
  }

  static func reference(to kind: String) -> RecordType {
    RecordType(kind: kind, isReference: true, fields: [.init("id", .number)])
  }

  /// Why it cannot mean a record of the kind; nil where it can, as far as is known.
  func fault(_ host: any Host) -> String? {
    switch given.type {
    case .string:
      host.hasNames(kind) ? nil : "a \(kind) has no name; give its id"
    case .record(let record) where record.kind ?? kind == kind: nil
    case .any, .null, .number: nil
    default: "this is \(given.type.phrase)"
    }
  }

  /// The expressions of the stage that it is given to: what is looked up is told before it runs.
  func expressions(_ host: any Host) -> [RowExpression] {
    guard case .string(let name)? = given.constant, host.hasNames(kind) else { return [given] }
    let lookup = NameLookup(kind: kind, name: name, range: given.range)
    return [
      RowExpression(node: given.node, type: given.type, reads: given.reads, range: given.range, lookups: [lookup])
    ]
  }

  func value(_ rows: Frame) async throws -> Value {
    let value = try await given.value(rows)
    switch value {
    case .null: return value
    case .record(let record) where record.origin?.kind == kind: return value
    case .record(let record) where record.origin == nil:
      if let id = record.id { return reference(id) }
    case .number(let number):
      if let id = number.integer { return reference(id) }
    case .string(let name): return reference(try await rows.run.host.id(of: name, kind: kind, at: given.range))
    default: break
    }
    throw Diagnostic(
      "E0302", "the name or id of a \(kind) is needed, this is \(Diagnostic.clipped(value.text))", at: given.range,
      "a \(value.typeName)", exit: .failed)
  }

  private func reference(_ id: Int64) -> Value {
    .record(Record(pairs: [("id", .number(Exact(id)))], origin: Origin(kind: kind, isReference: true)))
  }
}

extension Resolver {
  /// The kind that a parameter's type is; nil where it is none.
  func kind(of parameter: Parameter) -> String? {
    guard let type = parameter.type?.text, Type(parameterType: type) == nil else { return nil }
    return host.kind(type)?.name
  }

  /// What a `param` line binds whose type is a kind: looked up when it is first read.
  func binding(_ argument: ReferenceArgument) -> Plan {
    let range = argument.given.range
    var stage = PlannedStage("value", at: range, Flow(argument.type, many: false)) { _, frame, _ in
      DeferredStage { [try await argument.value(frame.forRows())] }
    }
    stage.expressions = argument.expressions(host)
    stage.isEvaluatedOnce = true
    return made([stage], flow: stage.flow, range: range)
  }
}
