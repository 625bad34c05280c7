import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage
import class HvValues.Origin

/// Navigation: `projects 5 | tasks`, `time_entries 5 | project`.
struct RelationCommand: Command {
  private let relation: Relation
  private let endpoint: Endpoint?
  private let host: HarvestHost

  /// Nil where the API's answer is not yet read by a command.
  init?(_ relation: Relation, host: HarvestHost) {
    self.relation = relation
    self.host = host
    switch relation.how {
    case .nested(let operation), .filtered(let operation, _), .selected(let operation, _), .reference(_, let operation):
      endpoint = Catalog.endpoint(operation)
    case .scanned: endpoint = relation.scan.flatMap { Catalog.endpoint($0.operation) }
    case .embedded: endpoint = nil
    }
  }

  // MARK: what can be made there

  var actions: [String] {
    var out: [String] = []
    if create != nil { out.append("create") }
    if replace != nil { out.append("update") }
    if preview != nil { out.append("preview") }
    return out
  }

  func action(_ word: String) -> (any Command)? {
    switch word {
    case "create": create
    case "update": replace
    case "preview": preview
    default: nil
    }
  }

  /// `invoices 9 | payments create`, `clients "Acme" | projects create`
  private var create: WriteCommand? {
    let name = "\(relation.name) create"
    switch relation.how {
    case .nested:
      guard let made = endpoint(.create) else { return nil }
      // Nobody is mailed unasked: the API thanks the client unless told not to (FACTS section 9).
      let thanks = made.body.contains { $0.name == "send_thank_you" }
      return WriteCommand(
        name: name, endpoint: made, subject: .record(kind: relation.from), host: host,
        presets: thanks ? [("send_thank_you", .bool(false))] : [])
    case .filtered(_, let parameter): return filling(name, [(parameter, "id")])
    case .selected(_, let selections): return filling(name, selections.map { ($0.parameter, $0.field) })
    case .embedded("line_items"):
      let made = Catalog.endpoints(of: relation.from + "s").first { $0.action == .named("line_items create") }
      return made.map { WriteCommand(name: name, endpoint: $0, subject: .record(kind: relation.from), host: host) }
    default: return nil
    }
  }

  private func filling(_ name: String, _ fields: [(field: String, path: String)]) -> WriteCommand? {
    guard let endpoint else { return nil }
    return Catalog.endpoints(of: endpoint.resource).first { made in
      made.action == .create && made.variantOf == nil && made.pathParameters.isEmpty
        && fields.allSatisfy { field in made.body.contains { $0.name == field.field } }
    }.map { WriteCommand(name: name, endpoint: $0, subject: .filling(fields, kind: relation.from), host: host) }
  }

  /// `users 7 | teammates update`: the list is replaced as a whole.
  private var replace: WriteCommand? {
    guard case .nested = relation.how, let endpoint = endpoint(.update) else { return nil }
    return WriteCommand(
      name: "\(relation.name) update", endpoint: endpoint, subject: .record(kind: relation.from), host: host)
  }

  /// `invoices 9 | messages preview`
  private var preview: PreviewCommand? {
    guard let endpoint,
      let found = Catalog.endpoints(of: endpoint.resource).first(where: { $0.action == .named("preview") })
    else { return nil }
    return PreviewCommand(name: "\(relation.name) preview", endpoint: found, relation: relation, host: host)
  }

  /// The endpoint at the list's own path that does this.
  private func endpoint(_ action: Action) -> Endpoint? {
    guard let list = endpoint else { return nil }
    return Catalog.endpoints(of: list.resource).first {
      $0.action == action && $0.path == list.path && $0.variantOf == nil
    }
  }

  /// The parameters that the parent sets.
  private var fixed: Set<String> {
    switch relation.how {
    case .filtered(_, let parameter): [parameter]
    case .selected(_, let selections): Set(selections.map(\.parameter))
    default: []
    }
  }

  var signature: Signature {
    var parameters: [Signature.Parameter] = []
    if let endpoint, isList {
      if endpoint.isDated {
        parameters.append(.init("period", "period", required: false, "only those of a period", domain: .period))
      }
      if single != nil { parameters.append(.init("id", "id", required: false, "one of them")) }
      parameters += endpoint.filters(without: fixed)
    }
    return Signature(
      relation.name, relation.summary, parameters, anyName: isList, input: .required,
      gives: isList ? "many" : "one an item", examples: [])
  }

  /// The field of the record that the relation starts from, where the id alone does not do.
  private var neededField: String? {
    let path: String? =
      switch relation.how {
      case .reference(let field, _), .embedded(let field): field
      case .selected(_, let selections): selections.first?.field
      default: nil
      }
    return path?.split(separator: ".").first.map(String.init)
  }

  private var isList: Bool {
    switch relation.how {
    case .reference, .embedded: false
    default: true
    }
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let target = host.kind(relation.to)?.type else { return nil }
    if case .word(let verb)? = site.positional.first?.kind, RecordAction.words.contains(verb) {
      site.error(
        "E0204", "`\(verb)` is a stage of its own", at: site.positional.first?.range ?? site.wordRange, "here",
        help: ["write  | \(relation.name) | \(verb) …"])
      return nil
    }
    if let field = neededField, case .record(let record) = input.item, record.field(field) == nil {
      let whole = record.isReference ? "here is only a reference to one" : "`\(field)` was left out"
      site.error(
        "E0212", "`\(relation.name)` needs the whole \(relation.from), \(whole)", at: site.wordRange, "not here",
        help: record.isReference
          ? ["go there by the relation instead of the field:  | \(relation.from) | \(relation.name)"] : [])
      return nil
    }
    if isList, let endpoint { return planList(site, endpoint, input, .record(target)) }
    switch relation.how {
    case .embedded(let field): return planEmbedded(site, field, input, target)
    case .reference(let field, _): return planReference(site, field, input, .record(target))
    default: return nil
    }
  }

  /// The endpoint that gets one of a nested list: `/projects/5/task_assignments/7`.
  private var single: Endpoint? {
    guard case .nested = relation.how, let endpoint else { return nil }
    return Catalog.endpoints(of: endpoint.resource).first {
      $0.action == .get && $0.path.hasPrefix(endpoint.path + "/{")
    }
  }

  /// `projects 5 | tasks 7`
  private func planSingle(_ site: CallSite, _ single: Endpoint, _ id: RowExpression, _ input: Flow, _ item: Type)
    -> PlannedStage
  {
    let (host, relation, range) = (host, relation, site.range)
    var one = PlannedStage(relation.name, at: site.range, Flow(item, many: false), reads: .everything) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      return DeferredStage {
        guard let parent = try await source.next(1)?.value(0), case .record(let record) = parent,
          let chosen = try relation.chosen(by: record, at: range)
        else { return [] }
        let rows = frame.forRows()
        rows.move(to: parent)
        try await id.prepare(rows)
        guard case .number(let number) = try await id.node.value(rows), let own = number.integer else {
          throw Diagnostic("E0302", "an id is a whole number", at: id.range, "here", exit: .failed)
        }
        return try await locating(range) {
          [
            try await host.client().value(
              path: single.path(chosen.path + [own]), schema: Schemas.rows(of: relation.to, parents: chosen.parents),
              bucket: single.bucket.name)
          ]
        }
      }
    }
    one.reading = PlannedReading.requests { _ in [ExplainedRequest(single)] }
    return site.forEach(one, input)
  }

  // MARK: lists

  private func planList(_ site: CallSite, _ endpoint: Endpoint, _ input: Flow, _ item: Type) -> PlannedStage? {
    let period = site.positional.first
    if let period, let single, case .number = site.row(period).type {
      if let named = site.named.first {
        site.error("E0205", "one record needs no filter", at: named.range, "surplus")
        return nil
      }
      return planSingle(site, single, site.row(period), input, item)
    }
    if let period {
      let type = site.row(period).type
      if !type.isPeriod || !endpoint.isDated {
        site.error(
          "E0206",
          endpoint.isDated
            ? "`\(site.word)` takes a period, this is \(type.phrase)" : "`\(site.word)` takes no \(type.name) here",
          at: period.range, type.name)
        return nil
      }
    }
    guard let query = site.query(endpoint, period: period, fixed: fixed) else { return nil }
    guard case .list(let kind, let key) = endpoint.answer else { return planObject(site, endpoint, query, input, item) }
    let source = RelationSource(
      range: site.range, item: item, relation: relation,
      list: ListRead(endpoint: endpoint, key: key, kind: kind, host: host), query: query, fixed: fixed,
      isOfMany: input.many)
    return site.forEach(source.planned(), input)
  }

  /// What the API answers with one object for a parent: `users 7 | pto_balances`.
  private func planObject(_ site: CallSite, _ endpoint: Endpoint, _ query: PlannedQuery, _ input: Flow, _ item: Type)
    -> PlannedStage
  {
    let (host, relation, range, fixed) = (host, relation, site.range, fixed)
    var one = PlannedStage(relation.name, at: site.range, Flow(item, many: false), reads: .everything) {
      upstream, frame, _ in
      DeferredStage {
        guard let parent = try await upstream?.next(1)?.value(0), case .record(let record) = parent,
          let chosen = try relation.chosen(by: record, at: range)
        else { return [] }
        return try await locating(range) {
          let parameters = try await query.evaluate(frame, host: host, item: parent).parameters
          return [
            try await host.client().value(
              path: endpoint.path(chosen.path), query: chosen.query + parameters,
              schema: Schemas.rows(of: relation.to, parents: chosen.parents), bucket: endpoint.bucket.name)
          ]
        }
      }
    }
    one.reading = PlannedReading.requests { frame in
      var request = ExplainedRequest(endpoint)
      let given = fixed.sorted().map { (name: $0, value: "{id}") }
      request.query = given + (query.explained(frame).alternatives.first ?? [])
      return [request]
    }
    return site.forEach(one, input)
  }

  // MARK: references

  private func planReference(_ site: CallSite, _ field: String, _ input: Flow, _ item: Type) -> PlannedStage? {
    guard let endpoint else { return nil }
    let isList = if case .list? = Catalog.field(field, of: relation.from)?.type { true } else { false }
    let reference = ReferenceRead(relation: relation, field: FieldPath(field), get: endpoint, host: host)
    let range = site.range
    var stage = PlannedStage(
      relation.name, at: range, Flow(item, many: input.many || isList),
      reads: FieldUse([reference.field, FieldPath("id")])
    ) { upstream, frame, _ in ReferenceStage(upstream ?? BatchStage([Batch]()), reference, frame, at: range) }
    stage.reading = PlannedReading.reference(reference)
    return stage
  }

  private func planEmbedded(_ site: CallSite, _ field: String, _ input: Flow, _ target: RecordType) -> PlannedStage? {
    let relation = self.relation
    let isList = if case .list? = Catalog.field(field, of: relation.from)?.type { true } else { false }
    return PlannedStage(
      relation.name, at: site.range, Flow(.record(target), many: input.many || isList),
      reads: FieldUse([FieldPath(field), FieldPath("id")])
    ) { upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      return ClosureStage { demand in
        while let batch = try await source.next(demand == .max ? .max : Demand.onePage) {
          let column = batch.source.column(FieldPath(field)).values
          let ids = batch.source.column(FieldPath("id")).values
          var out: [Value] = []
          for i in 0..<batch.count {
            let parent: Int64? = if case .number(let n) = ids[batch.sourceIndex(i)] { n.integer } else { nil }
            let parents = parent.map { [Origin.Parent(kind: relation.from, id: $0)] } ?? []
            switch column[batch.sourceIndex(i)] {
            case .list(let list): out += list.elements.map { $0.below(parents) }
            case .null: continue
            case let value: out.append(value.below(parents))
            }
          }
          if !out.isEmpty { return Batch(out) }
        }
        return nil
      }
    }
  }
}

extension Relation {
  /// What a parent contributes to the request for its children.
  struct Chosen {
    var path: [Int64] = []
    var query: [(String, String)] = []
    var parents: [Origin.Parent] = []
  }

  /// The field of the scanned list that must point back to the parent.
  var scanFilter: FieldPath? { if case .scanned = how { scan.map { FieldPath($0.field) } } else { nil } }

  /// Nil where the parent points nowhere.
  func chosen(by record: Record, at range: SourceRange) throws -> Chosen? {
    guard let id = record.id else {
      throw Diagnostic(
        "E0302", "this \(from) has no id, so that nothing can be looked up for it", at: range, "here", exit: .failed)
    }
    var chosen = Chosen()
    switch how {
    case .nested:
      chosen.parents = (record.origin?.parents ?? []) + [Origin.Parent(kind: from, id: id, currency: record.currency)]
      chosen.path = [id]
    case .filtered(_, let parameter): chosen.query = [(parameter, String(id))]
    case .selected(_, let selections):
      for selection in selections {
        switch record[path: FieldPath(selection.field)] {
        case .number(let n)? where n.integer != nil: chosen.query.append((selection.parameter, n.description))
        case .record(let inner)? where inner.id != nil:
          chosen.query.append((selection.parameter, String(inner.id ?? 0)))
        default: return nil
        }
      }
    case .scanned, .reference, .embedded: break
    }
    return chosen
  }
}

extension Value {
  /// The record as one that comes from there; other values stay as they are.
  func from(_ origin: Origin) -> Value {
    guard case .record(let record) = self else { return self }
    return .record(Record(record.shape, record.values, origin: origin))
  }

  /// A part of a record, which knows the record that it is a part of.
  fileprivate func below(_ parents: [Origin.Parent]) -> Value {
    guard case .record(let record) = self, let kind = record.origin?.kind else { return self }
    return from(Origin(kind: kind, parents: parents))
  }
}
