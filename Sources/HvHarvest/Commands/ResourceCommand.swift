import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// `projects`, `projects active: true`, `projects 123`, `projects "Website"`, `time_entries last month`.
struct ResourceCommand: Command {
  /// The resources that have a command of their own: those with a list that needs no id, which belong to no group.
  static let resources: [String] = Catalog.resources.map(\.name).filter { name in
    Catalog.list(of: name).map { $0.origin == .api && $0.bucket == .general } == true && !name.hasPrefix("pto_")
  }

  /// The command that lists a kind: `projects` for `project`.
  static func collection(of kind: String) -> String? { Catalog.resource(ofKind: kind)?.name }

  private let name: String
  private let resource: String
  private let kind: String
  private let list: Endpoint
  private let get: Endpoint?
  private let host: HarvestHost

  init?(_ name: String, host: HarvestHost) {
    guard Self.resources.contains(name) else { return nil }
    self.init(resource: name, name: name, host: host)
  }

  /// A resource under a name of one's own: `pto types`.
  init?(resource name: String, name typed: String, host: HarvestHost) {
    guard let list = Catalog.list(of: name), case .list(let kind, _) = list.answer else { return nil }
    self.name = typed
    self.resource = name
    self.kind = kind
    self.list = list
    self.get = Catalog.endpoints(of: name).first { $0.action == .get && $0.pathParameters.count == 1 }
    self.host = host
  }

  var actions: [String] {
    let creates = create == nil ? [] : ["create"]
    let verbs = WriteCommand.words(of: kind)
    let states = verbs.contains { $0.hasPrefix("mark ") } ? ["mark"] : []
    return creates + verbs.filter { !$0.hasPrefix("mark ") } + states
  }

  func action(_ word: String) -> (any Command)? {
    if word == "create" { return create }
    if word == "mark", actions.contains(word) { return RecordAction(word: word, host: host, kind: kind) }
    return WriteCommand(word, kind: kind, host: host).map { command in
      WriteCommand(
        name: "\(name) \(word)", endpoint: command.endpoint, subject: command.subject, host: host,
        presets: command.presets, summary: command.summary)
    }
  }

  /// `projects create`
  private var create: WriteCommand? {
    Catalog.endpoints(of: resource).first { $0.action == .create && $0.variantOf == nil && $0.pathParameters.isEmpty }
      .map {
        WriteCommand(name: "\(name) create", endpoint: $0, subject: .nothing, host: host)
      }
  }

  var signature: Signature {
    var parameters: [Signature.Parameter] = []
    var examples = [Signature.Example("\(name) | first 2", "the first two, in one request")]
    if list.isDated {
      parameters.append(
        .init("id or period", "id or period", required: false, "one by its id, or those of a period", domain: .period))
      examples.append(.init("\(name) last month | count", "those of a period"))
    } else if get != nil {
      parameters.append(
        .init("id or name", "id or name", required: false, "one by its id, name or code", domain: .names(kind)))
    }
    if list.query.contains(where: { $0.name == "is_active" }) {
      examples.append(.init("\(name) active: true | count", "with a filter of the API's own"))
    }
    return Signature(
      name, list.summary.sentence, parameters + list.filters(), anyName: true, input: .optional,
      gives: "many; one with an id or name",
      examples: examples)
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let kindType = host.kind(kind)?.type else { return nil }
    if let input = site.input {
      let word = site.word
      var help = ["to begin afresh write  (\(word))"]
      if case .record(let record) = input.item, let from = record.kind, let relations = host.kind(from)?.relations {
        help.append("from \(from.withArticle) lead: " + relations.keys.sorted().joined(separator: ", "))
      }
      site.error(
        "E0212", "`\(word)` starts a pipeline; it does not follow from \(input.item.phrase)", at: site.wordRange,
        "not here", help: help)
      return nil
    }
    let item = Type.record(kindType)
    if let first = site.positional.first {
      let argument = site.value(first)
      switch argument.type {
      // Filters are for lists: what stands before them is a period.
      case .any where list.isDated && !site.named.isEmpty: return planList(site, item, period: first)
      case _ where argument.type.isPeriod && !argument.type.isAny:
        guard list.isDated else {
          site.error("E0206", "`\(name)` have no date to go by, this is a period", at: first.range, argument.type.name)
          return nil
        }
        return planList(site, item, period: first)
      case .record(let record) where record.kind != nil && record.kind != kind:
        site.error(
          "E0206", "`\(name)` needs the id or name of \(kind.article) \(kind), this is \(argument.type.phrase)",
          at: first.range,
          argument.type.name)
        return nil
      case .number, .string, .any, .record:
        if let named = site.named.first {
          site.error("E0205", "one record needs no filter", at: named.range, "surplus")
          return nil
        }
        return planOne(site, item, argument)
      default:
        site.error(
          "E0206",
          "`\(name)` needs an id, a name\(list.isDated ? " or a period" : ""), this is \(argument.type.phrase)",
          at: first.range, argument.type.name)
        return nil
      }
    }
    return planList(site, item, period: nil)
  }

  private func planList(_ site: CallSite, _ item: Type, period: Expression?) -> PlannedStage? {
    guard let query = site.query(list, period: period), case .list(_, let key) = list.answer else { return nil }
    return ListSource(
      word: name, range: site.range, item: item, list: ListRead(endpoint: list, key: key, kind: kind, host: host),
      query: query
    ).planned()
  }

  private func planOne(_ site: CallSite, _ item: Type, _ argument: RowExpression) -> PlannedStage? {
    if case .string = argument.type, Catalog.schema(kind)?.nameFields.isEmpty ?? true {
      let isDated = list.isDated
      site.error(
        "E0206", "\(name) have no names; give an id\(isDated ? " or a period" : "")", at: argument.range, "text",
        help: isDated ? ["periods are written without quotes:  \(name) last month"] : [])
      return nil
    }
    guard let get else {
      site.error(
        "E0206", "the API gives no single \(kind.words); pick it from the list", at: argument.range, "not one",
        help: ["for example  \(name) | where id == …"])
      return nil
    }
    let (host, kind, name, range) = (host, kind, name, site.range)
    var stage = PlannedStage(name, at: site.range, Flow(item, many: false)) { _, frame, needed in
      // Who needs no more than the id, to go on from it, needs no request for the record.
      let run = frame.run
      let needsRecord = !needed.isIDAlone
      let record: @Sendable (Int64) async throws -> Value = { id in
        guard needsRecord else { return .record(Record(Shape(["id"]), [Value(Int(id))], origin: Origin(kind: kind))) }
        return try await host.record(kind, get, id: id, once: run)
      }
      return DeferredStage {
        try await locating(range) {
          let rows = frame.forRows()
          try await argument.prepare(rows)
          switch try await argument.node.value(rows) {
          case .string(let text):
            let found = try await locating(argument.range) {
              try await host.names.record(text, kind: kind, host: host)
            }
            if let record = found.record { return [record] }
            return [try await record(found.entry.id)]
          case .number(let n) where n.integer != nil: return [try await record(n.integer ?? 0)]
          case .record(let given) where given.id != nil && given.origin?.kind ?? kind == kind:
            return [try await record(given.id ?? 0)]
          case let other:
            throw Diagnostic(
              "E0302", "`\(name)` needs an id or a name, this is \(Diagnostic.clipped(other.text))", at: argument.range,
              "here", exit: .failed)
          }
        }
      }
    }
    stage.reading = PlannedReading.one(get, nil, id: argument, kind: kind)
    return stage
  }
}

extension HarvestHost {
  /// One record by its id, asked for once in a statement.
  func record(_ kind: String, _ get: Endpoint, id: Int64, once run: Run) async throws -> Value {
    try await run.reads.once("get " + get.path([id]), cost: { (_: Value) in 2_000 }) { [self] in
      try await record(kind, get, id: id)
    }
  }

  /// One record by its id, from its own endpoint.
  func record(_ kind: String, _ get: Endpoint, id: Int64) async throws -> Value {
    try await client().value(path: get.path([id]), schema: Schemas.rows(of: kind), bucket: get.bucket.name)
  }
}

extension FieldUse {
  /// Nothing but the id is read, by somebody who finds out whether there is such a record.
  var isIDAlone: Bool { verifies && !all && paths.isSubset(of: [FieldPath("id")]) }

  /// For the readers: the fields to extract while the page is checked; whole rows are made later where they are shown.
  var projection: [FieldPath] { paths.sorted { $0.description < $1.description } }
}

/// `company`, `me`: one record without an id.
struct SingleCommand: Command {
  private let name: String
  private let summary: String
  private let endpoint: Endpoint?
  private let host: HarvestHost

  init(_ name: String, operation: String, _ summary: String, host: HarvestHost) {
    self.name = name
    self.summary = summary
    self.endpoint = Catalog.endpoint(operation)
    self.host = host
  }

  var actions: [String] { update == nil ? [] : ["update"] }

  func action(_ word: String) -> (any Command)? { word == "update" ? update : nil }

  /// `company update`
  private var update: WriteCommand? {
    guard let endpoint else { return nil }
    return Catalog.endpoints.first { $0.path == endpoint.path && $0.action == .update }.map {
      WriteCommand(name: "\(name) update", endpoint: $0, subject: .nothing, host: host)
    }
  }

  var signature: Signature {
    Signature(
      name, summary, endpoint?.filters() ?? [], anyName: endpoint?.query.isEmpty == false, input: .none, gives: "one",
      examples: [.init(name, "one record"), .init("\(name) | get id", "a field of it")].prefix(name == "me" ? 2 : 1).map
      { $0 })
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let endpoint, case .object(let kind) = endpoint.answer, let type = host.kind(kind)?.type else { return nil }
    guard let query = site.query(endpoint, period: nil) else { return nil }
    let (host, range) = (host, site.range)
    var stage = PlannedStage(name, at: site.range, Flow(.record(type), many: false)) { _, frame, _ in
      DeferredStage {
        try await locating(range) {
          let parameters = try await query.evaluate(frame, host: host).parameters
          let key = "get \(endpoint.path)?\(parameters)"
          return [
            try await frame.run.reads.once(key, cost: { (_: Value) in 2_000 }) {
              try await host.client().value(
                path: endpoint.path, query: parameters, schema: Schemas.rows(of: kind), bucket: endpoint.bucket.name)
            }
          ]
        }
      }
    }
    stage.reading = PlannedReading.one(endpoint, query, id: nil, kind: kind)
    return stage
  }
}

extension Type {
  /// A day or a range of days, as far as is known.
  var isPeriod: Bool {
    switch self {
    case .day, .any, .range(.day), .range(.instant), .range(.any): true
    default: false
    }
  }
}

extension String {
  /// With a capital letter and a full stop.
  var sentence: String { (first.map { $0.uppercased() } ?? "") + dropFirst() + (hasSuffix(".") ? "" : ".") }
}
