import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues
import class HvValues.Shape

/// `describe projects`: what a kind of record has and what can be done with it, as rows; no request is made.
struct DescribeCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "describe", "The fields, filters, actions and relations of a kind of record, without a request.",
      [.init("kind", "a collection or a kind")], anyName: false, input: .none, gives: "many",
      examples: [
        .init("describe projects | where part == \"filter\"", "the filters of the list"),
        .init("describe time_entry | where part == \"relation\" | get name", "where one can go from a time entry"),
      ])
  }

  /// The word of a resource or kind and what it stands for.
  private static func kind(_ word: String) -> String? {
    if Catalog.schema(word) != nil { return word }
    return (Catalog.resource(word) ?? Catalog.resource("pto_" + word))?.kind
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    let word: String
    switch first.kind {
    case .word(let typed): word = typed
    case .string(let text): word = text.plain ?? ""
    default:
      site.error("E0206", "`describe` needs the name of a kind", at: first.range, "here", help: ["describe projects"])
      return nil
    }
    guard let kind = Self.kind(word) else {
      let known = Catalog.resources.map(\.name) + Catalog.schemas.map(\.name)
      let near = Suggestion.nearest(word, in: known)
      site.error(
        "E0206", "there is no kind of record called `\(word)`", at: first.range, "not known",
        help: near.isEmpty
          ? ["the kinds: " + Catalog.resources.map(\.name).joined(separator: ", ")]
          : ["the nearest: " + near.map { "`\($0)`" }.joined(separator: ", ")])
      return nil
    }
    let rows = Description(kind: kind, host: host).rows
    return PlannedStage("describe", at: site.range, Flow(.record(Description.type), many: true)) { _, _, _ in
      BatchStage(rows)
    }
  }
}

/// The rows of `describe`.
private struct Description {
  let kind: String
  let host: HarvestHost

  static let type = RecordType(fields: [
    .init("part", .string), .init("name", .string), .init("type", .string), .init("note", .string),
  ])
  private static let shape = Shape(["part", "name", "type", "note"])

  var rows: [Value] { requests + fields + filters + actions + relations + examples }

  private func row(_ part: String, _ name: String, _ type: String, _ note: String) -> Value {
    .record(Record(Self.shape, [.string(part), .string(name), .string(type), .string(note)]))
  }

  private var resource: String? { Catalog.resource(ofKind: kind)?.name }
  private var endpoints: [Endpoint] { resource.map { Catalog.endpoints(of: $0) } ?? reports }
  private var reports: [Endpoint] { Catalog.endpoints(of: "reports").filter { $0.answer.kind == kind } }

  private var requests: [Value] {
    endpoints.filter { $0.method == .get && $0.variantOf == nil }.map { endpoint in
      var notes = [endpoint.bucket == .reports ? "100 in 15 minutes" : "100 in 15 seconds"]
      if endpoint.paging != .none { notes.append(endpoint.paging == .cursor ? "paged by cursors" : "paged by numbers") }
      if endpoint.evidence != .documented { notes.append("not in the official documents that were read") }
      return row(
        "request", "\(endpoint.method.rawValue) \(endpoint.path)", "for " + endpoint.role, notes.joined(separator: ", ")
      )
    }
  }

  private var fields: [Value] {
    (Catalog.schema(kind)?.fields ?? []).map { field in
      let type = field.reference.map { "reference to \($0)" } ?? Self.text(field.type)
      let notes = [field.nullable ? "may be null" : "", field.note].filter { !$0.isEmpty }
      return row("field", field.name, type, notes.joined(separator: ", "))
    }
  }

  private var filters: [Value] {
    guard let list = resource.flatMap({ Catalog.list(of: $0) }) ?? reports.first else { return [] }
    return list.query.map { row("filter", $0.word, $0.typeText, $0.note) }
  }

  private var actions: [Value] {
    var out: [Value] = []
    if let made = endpoints.first(where: { $0.action == .create && $0.variantOf == nil }) {
      out.append(row("action", "create", made.role, notes(made)))
    }
    for word in WriteCommand.words(of: kind) {
      guard let command = WriteCommand(word, kind: kind, host: host) else { continue }
      out.append(row("action", word, command.endpoint.role, command.summary ?? notes(command.endpoint)))
    }
    return out
  }

  private func notes(_ endpoint: Endpoint) -> String {
    ([endpoint.summary]
      + endpoint.rules.map { rule in
        switch rule.effect {
        case .refused: "refused " + rule.text
        case .cascades, .note: rule.text
        }
      }).joined(separator: "; ")
  }

  private var relations: [Value] {
    Catalog.relations(from: kind).map { row("relation", $0.name, $0.to, $0.summary) }
  }

  private var examples: [Value] {
    endpoints.compactMap { endpoint in
      Catalog.examples[endpoint.operation].map { row("example", endpoint.action.word, "", $0) }
    }
  }

  private static func text(_ type: FieldType) -> String {
    switch type {
    case .id: "id"
    case .integer, .decimal: "number"
    case .boolean: "true or false"
    case .string, .decimalString, .file: "text"
    case .date: "date"
    case .datetime: "timestamp"
    case .time: "clock time"
    case .choice(let spellings): spellings.joined(separator: "|")
    case .money: "money"
    case .object(let kind): kind
    case .list(let items): "list of " + (items.first.map(text) ?? "anything")
    case .any: "anything"
    }
  }
}

extension Action {
  /// How it is called in the language.
  fileprivate var word: String {
    switch self {
    case .list: "list"
    case .get: "get"
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .named(let name): name
    }
  }
}
