import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues

/// A verb for the records that flow in: `update`, `delete`, `restart`, `mark sent`. What it sends depends on their kind.
struct RecordAction: Command {
  /// The verbs that stand alone; `mark` leads on to its own.
  static let words = ["update", "delete", "archive", "restore", "restart", "stop", "send", "mark"]

  let word: String
  let host: HarvestHost
  /// The only kind that it is for, where help is asked for one: `help invoices mark`.
  var kind: String?

  /// The states that `mark` knows, of all kinds or of one.
  private var states: [String] {
    var out: [String] = []
    for endpoint in kind.map({ Catalog.endpoints(of: $0 + "_messages") }) ?? Catalog.endpoints {
      if case .named(let action) = endpoint.action, action.hasPrefix("mark "), !out.contains(action) {
        out.append(action)
      }
    }
    return out.map { String($0.dropFirst(5)) }
  }

  var actions: [String] { word == "mark" ? states : [] }

  func action(_ next: String) -> (any Command)? {
    actions.contains(next) ? RecordAction(word: "mark \(next)", host: host, kind: kind) : nil
  }

  private var summary: String {
    switch word {
    case "update": "Changes the records that flow in; a value may use their fields."
    case "delete": "Deletes the records that flow in."
    case "archive": "Archives the records that flow in: they stay, and are no longer active."
    case "restore": "Makes archived records active again."
    case "restart": "Starts stopped time entries again."
    case "stop": "Stops running time entries."
    case "send": "E-mails invoices or estimates."
    case "mark": "Changes the state of invoices or estimates; nothing is mailed."
    default: "Marks invoices or estimates as \(word.dropFirst(5)); nothing is mailed."
    }
  }

  var signature: Signature {
    Signature(
      word, summary,
      word == "mark" ? [.init("state", "word", required: false, variadic: true)] : [],
      anyName: ["update", "send"].contains(word), input: .required,
      gives: word == "delete" ? "a line for each that is gone" : "what the server answers, one a record",
      examples: Examples.of(verb: word))
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    guard case .record(let record) = input.item, let kind = record.kind else {
      site.error(
        "E0212", "`\(word)` needs records from Harvest, this is \(input.item.phrase)", at: site.wordRange, "not here",
        help: Examples.of(verb: word).prefix(1).map { "for example  \($0.code)" })
      return nil
    }
    if word == "mark" {
      let states = WriteCommand.words(of: kind).filter { $0.hasPrefix("mark ") }
      if let typed = site.positional.first, case .word(let state) = typed.kind {
        let near = Suggestion.nearest(state, in: states.map { String($0.dropFirst(5)) })
        site.error(
          "E0204", "`mark` knows no `\(state)`", at: typed.range, "not known",
          help: near.map { "the nearest: mark \($0)" } + states)
        return nil
      }
      site.error(
        "E0204", "`mark` needs a state", at: site.wordRange, "incomplete",
        help: states.isEmpty ? ["only invoices and estimates have one"] : states)
      return nil
    }
    guard let command = WriteCommand(word, kind: kind, host: host) else {
      let words = WriteCommand.words(of: kind)
      site.error(
        "E0212", "\(kind.withArticle) cannot be used with `\(word)`", at: site.wordRange, "not for this kind",
        help: words.isEmpty
          ? ["the API changes no \(kind.words) by its record"] : ["what can: " + words.joined(separator: ", ")])
      return nil
    }
    return command.plan(site)
  }
}

extension WriteCommand {
  /// The command that a verb means for the records of a kind; nil where the API has none.
  init?(_ word: String, kind: String, host: HarvestHost) {
    guard let found = Self.found(word, kind) else { return nil }
    self.init(
      name: word, endpoint: found.endpoint, subject: found.subject, host: host, presets: found.presets,
      summary: found.summary)
  }

  /// The verbs that records of a kind know.
  static func words(of kind: String) -> [String] {
    let marks = Catalog.endpoints(of: kind + "_messages").compactMap { endpoint -> String? in
      if case .named(let action) = endpoint.action, action.hasPrefix("mark ") { action } else { nil }
    }
    return (RecordAction.words + marks).filter { found($0, kind) != nil }
  }

  private struct Found {
    var endpoint: Endpoint
    var subject: Subject
    var presets: [(field: String, value: Value)] = []
    var summary: String?
  }

  private static func found(_ word: String, _ kind: String) -> Found? {
    if let part = part(word, kind) { return Found(endpoint: part, subject: .part(kind: kind)) }
    guard let resource = Catalog.resource(ofKind: kind) else { return nil }
    let endpoints = Catalog.endpoints(of: resource.name).filter { $0.variantOf == nil && $0.path.hasSuffix("}") }
    func update() -> Endpoint? { endpoints.first { $0.action == .update } }
    switch word {
    case "update": return update().map { Found(endpoint: $0, subject: .record(kind: kind)) }
    case "delete":
      return endpoints.first { $0.action == .delete }.map { Found(endpoint: $0, subject: .record(kind: kind)) }
    case "archive", "restore":
      guard var endpoint = update(), endpoint.body.contains(where: { $0.name == "is_active" }) else { return nil }
      if word == "archive",
        let own = Catalog.endpoints(of: resource.name).first(where: { $0.operation == "archiveUser" })
      {
        endpoint = own
      }
      return Found(
        endpoint: endpoint.taking([]), subject: .record(kind: kind), presets: [("is_active", .bool(word == "restore"))],
        summary: word == "archive" ? "archive it: it stays, and is no longer active" : "make it active again")
    default: break
    }
    // Actions of the kind itself, or of its messages: both have a path below the record.
    let own = Catalog.endpoints(of: resource.name) + Catalog.endpoints(of: kind + "_messages")
    return own.first { $0.action == .named(word) && $0.method != .get && !$0.path.hasSuffix("external_reference") }.map
    {
      Found(endpoint: $0, subject: .record(kind: kind))
    }
  }

  /// Parts of a record that have no path of their own (FACTS section 9 and 7).
  private static func part(_ word: String, _ kind: String) -> Endpoint? {
    switch (word, kind) {
    case ("update", "invoice_line_item"): Catalog.endpoint("updateInvoiceLineItem")
    case ("delete", "invoice_line_item"): Catalog.endpoint("deleteInvoiceLineItem")
    case ("update", "estimate_line_item"): Catalog.endpoint("updateEstimateLineItem")
    case ("delete", "estimate_line_item"): Catalog.endpoint("deleteEstimateLineItem")
    case ("delete", "external_reference"): Catalog.endpoint("deleteTimeEntryExternalReference")
    default: nil
    }
  }
}

extension Endpoint {
  /// The same endpoint with other fields to type.
  func taking(_ body: [BodyField]) -> Endpoint {
    Endpoint(
      method, path, origin: origin, operation, resource: resource, action, parent: parent, query: query, body: body,
      constraints: constraints, answer: answer, paging: paging, bucket: bucket, success: success, role: role,
      rules: rules, variantOf: variantOf, evidence: evidence, summary)
  }
}
