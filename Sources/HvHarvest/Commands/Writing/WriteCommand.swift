import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// A command that sends one request for each record: `clients create`, `update`, `restart`, `payments create`.
struct WriteCommand: Command {
  /// What flows in, and what the request takes from it.
  enum Subject: Sendable {
    /// Nothing, or a plain record that gives the fields: `clients create`.
    case nothing
    /// The record that is changed, or below whose path something is made: its ids fill the path.
    case record(kind: String)
    /// A record whose id goes into the body: `clients "Acme" | projects create`.
    case filling([(field: String, path: String)], kind: String)
    /// A part of a record, which is changed by a request to the whole: a line of an invoice.
    case part(kind: String)
  }

  /// As it is typed: `projects create`.
  let name: String
  let endpoint: Endpoint
  let subject: Subject
  let host: HarvestHost
  /// Fields of the body that this call always sends.
  var presets: [(field: String, value: Value)] = []
  /// A field that is always the day of the clock.
  var usesToday: String?
  var summary: String?
  /// What help shows, where it is not the endpoint's own example.
  var examples: [Signature.Example]?

  var signature: Signature {
    let parameters = typedFields.filter { !filled.contains($0.name) }.map { field in
      let preset = presets.first { $0.field == field.name }.map { "hv sends \($0.value.text) unless it is given" }
      return Signature.Parameter(
        field.word, field.typeText + (field.required && !isUpdate ? ", needed" : ""), named: true, preset ?? field.note,
        domain: field.type.domain(field.reference))
    }
    return Signature(
      name, (summary ?? endpoint.summary).sentence, parameters, anyName: true,
      input: takesNothing ? .optional : .required,
      gives: gives, examples: examples ?? Examples.of(endpoint, name))
  }

  private var gives: String {
    switch endpoint.answer {
    case .object(let kind): "the \(kind.words) that comes back, one a record"
    case .list: "many"
    case .empty: "a line for each that is gone"
    }
  }

  /// The kind of record that must flow in.
  var wantedKind: String? {
    switch subject {
    case .nothing: nil
    case .record(let kind), .part(let kind), .filling(_, let kind): kind
    }
  }

  private var examplesOfUse: [String] {
    (examples ?? Examples.of(endpoint, name)).prefix(1).map { "for example  \($0.code)" }
  }

  private var takesNothing: Bool { if case .nothing = subject { true } else { false } }

  private var filled: [String] { if case .filling(let fields, _) = subject { fields.map(\.field) } else { [] } }

  /// It sets fields of a record that is there.
  var changesFields: Bool {
    guard endpoint.method == .patch, wrapper == nil else { return false }
    return endpoint.action == .update || endpoint.action == .named("archive")
  }

  var isUpdate: Bool { endpoint.method != .post && wrapper == nil }

  /// The one field that holds the fields typed: `line_items`, where lines are made and changed.
  private var wrapper: BodyField? {
    guard case .named(let action) = endpoint.action, action.hasPrefix("line_items ") else { return nil }
    return endpoint.body.first
  }

  /// The fields that can be typed.
  private var typedFields: [BodyField] {
    (wrapper?.children ?? endpoint.body).filter { $0.fixed == nil && !(wrapper != nil && $0.name == "id") }
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard host.allows(site) else { return nil }
    guard accepts(site) else { return nil }
    var today: [(field: String, value: Value)] = []
    if let field = usesToday {
      guard let day = site.resolver.today(at: site.wordRange) else { return nil }
      today = [(field, .day(day))]
    }
    let fixed = endpoint.body.compactMap { field in field.fixed.map { (field: field.name, value: $0.value) } }
    guard
      let body = site.body(
        typedFields.filter { !filled.contains($0.name) }, constraints: endpoint.constraints,
        presets: presets + today + (wrapper == nil ? fixed : []), isUpdate: isUpdate || isPartChange,
        takesRecord: takesNothing && site.input != nil)
    else { return nil }
    let kind = endpoint.answer.kind
    let isList = if case .list = endpoint.answer { true } else { false }
    let answered = kind.flatMap { self.host.kind($0) }.map { Type.record($0.type) }
    let item = endpoint.answer == .empty ? .record(Deletion.type) : answered ?? .any
    let (host, command, range) = (host, self, site.range)
    let many = site.input?.many == true
    var stage = PlannedStage(
      name, at: site.range, Flow(item, many: many || isList), buffering: many ? .holdsAll : .streams,
      reads: reads(body)
    ) { upstream, frame, _ in
      DeferredStage {
        // Nothing is written while the selection is still being read.
        let records: [Value?] = if let upstream { try await upstream.drain() } else { [nil] }
        let run = WriteRun(command: command, body: body, host: host, frame: frame, range: range)
        return try await run.write(records)
      }
    }
    stage.hasEffects = true
    stage.isWrite = true
    let needsMode = body.dependsOnTimerMode(Set(body.items.map(\.field.name))) != nil
    stage.reading = PlannedReading.write(
      endpoint, body, isForMany: many,
      needsTimerMode: needsMode || (body.takesRecord && endpoint.resource == "time_entries"))
    stage.expressions = body.items.map(\.value)
    return stage
  }

  /// What it reads of the records that come in: to make something below a record takes no more than its id.
  private func reads(_ body: PlannedBody) -> FieldUse {
    guard endpoint.action == .create, !body.takesRecord else { return .everything }
    var reads = FieldUse([FieldPath("id")], verifies: true)
    if case .filling(let fields, _) = subject { for field in fields { reads.add(FieldPath(field.path)) } }
    return body.items.reduce(reads) { $0.union($1.value.reads) }
  }

  /// The fields change a part that exists, so that none of them is required.
  private var isPartChange: Bool { if case .part = subject { true } else { false } }

  /// What flows in is what the request needs.
  private func accepts(_ site: CallSite) -> Bool {
    guard let input = site.input else { return true }
    if let kind = wantedKind {
      if input.item.isAny { return true }
      if case .record(let record) = input.item, record.kind == kind { return true }
      site.error(
        "E0212", "`\(name)` needs \(kind.withArticle), this is \(input.item.phrase)", at: site.wordRange, "not this",
        help: examplesOfUse)
      return false
    }
    if takesNothing {
      guard case .record(let record) = input.item, let kind = record.kind else {
        if case .record = input.item { return true }
        if input.item.isAny { return true }
        site.error(
          "E0212", "`\(name)` takes its fields from a plain record, this is \(input.item.phrase)", at: site.wordRange,
          "not from this", help: ["to make one that stands alone write  (\(name) …)"])
        return false
      }
      site.error(
        "E0212", "from \(kind.withArticle) nothing leads to `\(name)`", at: site.wordRange, "not here",
        help: ["to make one that stands alone write  (\(name) …)"])
      return false
    }
    return true
  }

  // MARK: the request

  /// The ids of the path: its own last, its parents' before.
  ///
  /// - Throws: a `Diagnostic` where the record does not know them.
  func ids(of record: Record, at range: SourceRange) throws -> [Int64] {
    if let kind = wantedKind, let own = record.origin?.kind, own != kind {
      throw Diagnostic(
        "E0302", "`\(name)` needs \(kind.withArticle), this is \(own.withArticle)", at: range, "here", exit: .failed)
    }
    let own: Int64? = if case .part = subject { record.origin?.parents.last?.id } else { record.id }
    guard let own else {
      throw Diagnostic(
        "E0302", "this record has no id, so that `\(name)` cannot tell which is meant", at: range, "here",
        exit: .failed)
    }
    if case .filling = subject { return [] }
    var ids: [Int64] = []
    for parameter in endpoint.pathParameters.dropLast() {
      let kind = parameter.hasSuffix("_id") ? String(parameter.dropLast(3)) : parameter
      if let parent = record.origin?.parents.last(where: { $0.kind == kind }) {
        ids.append(parent.id)
      } else if case .number(let n)? = record[path: FieldPath("\(kind).id")] ?? record["\(kind)_id"], let id = n.integer
      {
        ids.append(id)
      } else {
        throw Diagnostic(
          "E0302", "this \(record.origin?.kind.words ?? "record") does not say which \(kind.words) it belongs to",
          at: range, "here", exit: .failed)
      }
    }
    return ids + [own]
  }

  /// The fields typed, after those that the record which flows in fills.
  func planned(_ pairs: [(String, Value)], for record: Record?) -> [(String, Value)] {
    guard case .filling(let fields, _) = subject, let record else { return pairs }
    return fields.compactMap { field in record[path: FieldPath(field.path)].map { (field.field, $0) } } + pairs
  }

  /// The body as it is sent.
  func body(_ pairs: [(String, Value)], for record: Record?) -> [(String, Value)] {
    var pairs = planned(pairs, for: record)
    guard let wrapper else { return pairs }
    if case .part = subject, let id = record?.id { pairs.insert(("id", .number(Exact(id))), at: 0) }
    for child in wrapper.children { if let fixed = child.fixed { pairs.append((child.name, fixed.value)) } }
    return [(wrapper.name, .list(ValueList([.record(Record(pairs: pairs))])))]
  }
}

extension BodyField.Fixed {
  var value: Value {
    switch self {
    case .boolean(let flag): .bool(flag)
    case .string(let text): .string(text)
    }
  }
}

extension HarvestHost {
  /// Whether writes are allowed at all, told before anything runs.
  func allows(_ site: CallSite) -> Bool {
    guard policy.isReadOnly else { return true }
    site.error(
      "E0221", "`\(site.word)` writes, and hv runs with --read-only", at: site.wordRange, "not allowed",
      help: ["--dry-run shows what it would send"])
    return false
  }
}

extension String {
  /// `time_entry` as people say it.
  var words: String { split(separator: "_").joined(separator: " ") }

  /// `an estimate`
  var withArticle: String { article + " " + words }
}
