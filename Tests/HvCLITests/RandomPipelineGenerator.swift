import HarvestCatalog
import HvValues

/// Writes pipelines that a person might write, over all lists of the API: conditions that can be pushed down and such
/// that cannot, before and after stages that rename, reorder and choose, and blocks and relations that lead on.
struct RandomPipelineGenerator {
  let account: RandomPipelineAccount
  var random: RandomPipelineNumbers
  /// How many blocks stand around what is being written.
  private var depth = 0

  init(_ account: RandomPipelineAccount, seed: UInt64) {
    self.account = account
    random = RandomPipelineNumbers(seed: seed)
  }

  /// The rows that flow from one stage to the next, as far as a program can name them.
  struct Rows {
    /// What they are records of; nil when they have become something else.
    var kind: String?
    var fields: [NamedField]
  }

  /// A field under the name that it goes by now, and where its values come from.
  struct NamedField {
    var name: String
    let type: FieldType
    let reference: String?
    /// The kind and the path in it that samples are taken from; nil for a computed field.
    let origin: (kind: String, path: String)?
    /// Reached through something that may be null.
    let isNullable: Bool
  }

  /// A whole program.
  mutating func program() -> RandomPipelinePiece {
    if random.chance(6) { return program(ofTwo: ()) }
    return pipeline()
  }

  /// What is bound and then used, or one pipeline within another.
  private mutating func program(ofTwo: Void) -> RandomPipelinePiece {
    let (source, rows) = list()
    let bound = stages(after: rows, atMost: 2, mayEnd: false)
    if random.chance(50) {
      let used = stages(after: bound.rows, atMost: 2, mayEnd: true).pieces
      return .joined([
        "let rows = ", .list([source] + bound.pieces, separator: " | "), "; ",
        .list(["$rows"] + used, separator: " | "), "; ", .list(["$rows", "count"], separator: " | "),
      ])
    }
    let body = stages(after: bound.rows, atMost: 2, mayEnd: false).pieces
    return .joined([
      "def chosen() < ", .list(body.isEmpty ? ["it"] : body, separator: " | "), " >; ",
      .list([source] + bound.pieces + ["chosen"], separator: " | "),
    ])
  }

  private mutating func pipeline() -> RandomPipelinePiece {
    var (source, rows) = list()
    if random.chance(12), let one = oneRecord() { (source, rows) = one }
    return .list([source] + stages(after: rows, atMost: 5, mayEnd: true).pieces, separator: " | ")
  }

  // MARK: sources

  /// A list of the account with some of the API's own filters.
  private mutating func list() -> (RandomPipelinePiece, Rows) {
    // Where there is most to push down, most is written.
    let favourites = ["time_entries", "projects", "invoices", "expenses", "task_assignments", "users", "clients"]
    var lists = RandomPipelineAccount.lists
    if random.chance(75) { lists = lists.filter { favourites.contains($0.words) } }
    guard let (words, endpoint) = random.any(lists), let kind = endpoint.answer.kind else {
      return ("projects", rows(of: "project"))
    }
    return (.joined([.text(words), arguments(endpoint)]), rows(of: kind))
  }

  private mutating func oneRecord() -> (RandomPipelinePiece, Rows)? {
    let kinds = ["client", "project", "user", "invoice", "task"]
    guard let kind = random.any(kinds), let collection = Catalog.resource(ofKind: kind)?.name else { return nil }
    if random.chance(40), let name = account.uniqueName(kind, &random), Int(name) == nil {
      return (.text("\(collection) \(Self.quoted(name))"), rows(of: kind))
    }
    guard let id = random.any(account.ids(kind)) else { return nil }
    return (.text("\(collection) \(id)"), rows(of: kind))
  }

  /// A period or named filters.
  private mutating func arguments(_ endpoint: Endpoint, without fixed: Set<String> = []) -> RandomPipelinePiece {
    var named: [RandomPipelinePiece] = []
    let isDated = endpoint.query.contains { $0.name == "from" }
    let hasPeriod = isDated && random.chance(35)
    for parameter in endpoint.query where random.chance(7) && !fixed.contains(parameter.name) && !parameter.required {
      if hasPeriod, ["from", "to"].contains(parameter.name) { continue }
      if let value = value(of: parameter) { named.append(.text("\(parameter.name): \(value)")) }
    }
    let period: RandomPipelinePiece = hasPeriod ? .list([.text(" " + period())], separator: "", atLeast: 0) : ""
    return .joined([period, named.isEmpty ? "" : " ", .list(named, separator: ", ", atLeast: 0)])
  }

  private mutating func value(of parameter: HarvestCatalog.Parameter) -> String? {
    switch parameter.type {
    case .boolean: random.chance(50) ? "true" : "false"
    case .date, .datetime: day()
    case .choice(let spellings): random.any(spellings).map(Self.quoted)
    case .id: parameter.reference.flatMap { random.any(account.ids($0)) }.map(String.init)
    default: nil
    }
  }

  /// The fields of a kind, and those of what it embeds.
  private func rows(of kind: String) -> Rows {
    var fields: [NamedField] = []
    for field in Catalog.schema(kind)?.fields ?? [] {
      fields.append(
        NamedField(
          name: field.name, type: field.type, reference: field.reference, origin: (kind, field.name),
          isNullable: field.nullable))
      guard case .object = field.type else { continue }
      for inner in field.embedded {
        fields.append(
          NamedField(
            name: "\(field.name)\(field.nullable ? "?." : ".")\(inner.name)", type: inner.type,
            reference: inner.reference, origin: (kind, "\(field.name).\(inner.name)"),
            isNullable: field.nullable || inner.nullable))
      }
    }
    return Rows(kind: kind, fields: fields)
  }

  // MARK: stages

  private mutating func stages(after rows: Rows, atMost: Int, mayEnd: Bool) -> (
    pieces: [RandomPipelinePiece], rows: Rows
  ) {
    var pieces: [RandomPipelinePiece] = []
    var rows = rows
    for _ in 0..<random.below(atMost + 1) {
      if let piece = stage(&rows) { pieces.append(piece) }
    }
    if mayEnd, random.chance(45), let end = figure(rows) { pieces.append(end) }
    return (pieces, rows)
  }

  private enum Stage {
    case condition, columns, more, renamed, dropped, sorted, reversed, first, skip, last, unique, relation, each, nested
  }

  private mutating func stage(_ rows: inout Rows) -> RandomPipelinePiece? {
    let choice: Stage? = random.weighted([
      (30, .condition), (7, .columns), (5, .more), (4, .renamed), (2, .dropped), (7, .sorted), (3, .reversed),
      (10, .first), (2, .skip), (4, .last), (2, .unique), (9, .relation), (8, .each), (5, .nested),
    ])
    switch choice {
    case .condition: return condition(rows).map { .joined(["where ", $0]) }
    case .columns: return columns(&rows)
    case .more: return more(&rows)
    case .renamed:
      guard let place = plain(rows) else { return nil }
      let name = "renamed\(random.below(100))"
      defer { rename(&rows, place, to: name) }
      return .text("rename \(name): \(rows.fields[place].name)")
    case .dropped:
      guard let place = plain(rows) else { return nil }
      let name = rows.fields[place].name
      rows.fields.removeAll { $0.name == name || $0.name.hasPrefix(name + ".") || $0.name.hasPrefix(name + "?.") }
      if name == "id" { rows.kind = nil }
      return .text("drop \(name)")
    case .sorted:
      guard let field = orderable(rows) else { return nil }
      return .text("sort \(random.chance(50) ? "-" : "")\(field.name)")
    case .reversed: return "reverse"
    case .first: return .text("first \(random.chance(70) ? random.within(1...6) : random.within(20...160))")
    case .skip: return .text("skip \(random.within(1...9))")
    case .last: return .text("last \(random.within(1...9))")
    case .unique: return orderable(rows).map { .text("unique \($0.name)") }
    case .relation: return relation(&rows)
    case .each: return each(&rows)
    case .nested:
      guard depth < 2 else { return nil }
      depth += 1
      defer { depth -= 1 }
      let inner = stages(after: rows, atMost: 2, mayEnd: false)
      guard !inner.pieces.isEmpty else { return nil }
      rows = inner.rows
      return .joined(["do < ", .list(inner.pieces, separator: " | "), " >"])
    case nil: return nil
    }
  }

  /// A field of the first level, by its place.
  private mutating func plain(_ rows: Rows) -> Int? {
    random.any(rows.fields.indices.filter { !rows.fields[$0].name.contains(".") })
  }

  private func rename(_ rows: inout Rows, _ place: Int, to name: String) {
    let old = rows.fields[place].name
    for i in rows.fields.indices {
      let own = rows.fields[i].name
      if own == old || own.hasPrefix(old + ".") || own.hasPrefix(old + "?.") {
        rows.fields[i].name = name + own.dropFirst(old.count)
      }
    }
    if old == "id" { rows.kind = nil }
  }

  private mutating func orderable(_ rows: Rows) -> NamedField? {
    random.any(
      rows.fields.filter { field in
        switch field.type {
        case .id, .integer, .decimal, .boolean, .string, .date, .datetime, .choice: true
        default: false
        }
      })
  }

  private mutating func columns(_ rows: inout Rows) -> RandomPipelinePiece? {
    var chosen: [NamedField] = []
    var pieces: [RandomPipelinePiece] = []
    // The id stays most of the time, so that there is a way on.
    if random.chance(60), let id = rows.fields.first(where: { $0.name == "id" }) {
      chosen.append(id)
      pieces.append("id")
    }
    for _ in 0..<random.within(1...4) {
      guard let field = random.any(rows.fields), !field.name.contains("?") else { continue }
      let name = random.chance(30) ? "col\(chosen.count)" : field.name.split(separator: ".").joined(separator: "_")
      guard !chosen.contains(where: { $0.name == name }) else { continue }
      pieces.append(
        .text(
          name == field.name || name.contains("_") && !name.hasPrefix("col") ? field.name : "\(name): \(field.name)"))
      // What the chosen field embeds goes by its new name.
      for inner in rows.fields where inner.name == field.name || inner.name.hasPrefix(field.name + ".") {
        var inner = inner
        inner.name = name + inner.name.dropFirst(field.name.count)
        chosen.append(inner)
      }
    }
    guard !pieces.isEmpty else { return nil }
    rows = Rows(kind: nil, fields: chosen)
    return .joined(["select ", .list(pieces, separator: ", ")])
  }

  private mutating func more(_ rows: inout Rows) -> RandomPipelinePiece? {
    guard let field = random.any(rows.fields.filter { $0.type == .decimal || $0.type == .id }) else { return nil }
    let name = "more\(random.below(100))"
    let isSame = random.chance(50)
    rows.fields.append(
      NamedField(
        name: name, type: field.type, reference: nil, origin: isSame ? field.origin : nil, isNullable: true))
    return .text("extend \(name): \(isSame ? field.name : "(\(field.name) ?? 0) * 2")")
  }

  private mutating func figure(_ rows: Rows) -> RandomPipelinePiece? {
    let key = random.chance(35) ? orderable(rows).map { " by \($0.name)" } ?? "" : ""
    if random.chance(50) { return .text("count" + key) }
    guard let field = random.any(rows.fields.filter { $0.type == .decimal }) else { return .text("count" + key) }
    return .text("\(random.any(["sum", "sum", "max", "avg"]) ?? "sum") \(field.name)\(key)")
  }

  // MARK: leading on

  private mutating func relation(_ rows: inout Rows) -> RandomPipelinePiece? {
    guard let kind = rows.kind, rows.fields.contains(where: { $0.name == "id" }) else { return nil }
    let known = Catalog.relations(from: kind).filter { relation in
      switch relation.how {
      case .nested(let operation), .filtered(let operation, _), .selected(let operation, _):
        if case .list? = Catalog.endpoint(operation)?.answer { return true }
        return false
      case .scanned, .embedded: return true
      case .reference(let field, _): return rows.fields.contains { $0.name == field }
      }
    }
    guard let relation = random.any(known) else { return nil }
    var fixed: Set<String> = []
    var endpoint: Endpoint?
    switch relation.how {
    case .nested(let operation): endpoint = Catalog.endpoint(operation)
    case .filtered(let operation, let parameter): (endpoint, fixed) = (Catalog.endpoint(operation), [parameter])
    case .selected(let operation, let by): (endpoint, fixed) = (Catalog.endpoint(operation), Set(by.map(\.parameter)))
    default: break
    }
    rows = self.rows(of: relation.to)
    return .joined([.text(relation.name), endpoint.map { arguments($0, without: fixed) } ?? ""])
  }

  private mutating func each(_ rows: inout Rows) -> RandomPipelinePiece? {
    guard depth < 2, rows.kind != nil else { return nil }
    depth += 1
    defer { depth -= 1 }
    let outer = rows
    guard let way = relation(&rows) else { return nil }
    let inner = stages(after: rows, atMost: 2, mayEnd: false)
    rows = inner.rows
    var pieces = [way] + inner.pieces
    if random.chance(25), let end = figure(rows) {
      pieces.append(end)
      rows = Rows(kind: nil, fields: [])
      return .joined(["each < ", .list(pieces, separator: " | "), " >"])
    }
    if random.chance(20), let name = orderable(outer)?.name, let own = orderable(rows)?.name, !own.contains("?") {
      pieces.append(.text("select outer: $o.\(name), own: \(own)"))
      rows = Rows(kind: nil, fields: [])
      return .joined(["each as o < ", .list(pieces, separator: " | "), " >"])
    }
    return .joined(["each < ", .list(pieces, separator: " | "), " >"])
  }

  // MARK: conditions

  private mutating func condition(_ rows: Rows) -> RandomPipelinePiece? {
    var parts: [RandomPipelinePiece] = []
    for _ in 0..<random.within(1...3) { if let part = comparison(rows) { parts.append(part) } }
    guard !parts.isEmpty else { return nil }
    if parts.count > 1, random.chance(20) { return .joined(["(", .list(parts, separator: " or "), ")"]) }
    return .list(parts, separator: " and ")
  }

  private mutating func comparison(_ rows: Rows) -> RandomPipelinePiece? {
    // What the API can filter comes up often enough to matter.
    let pushable = rows.fields.filter { field in
      field.reference != nil || field.type == .boolean || field.type == .date || field.type == .datetime
        || ["state", "approval_status"].contains(field.name)
    }
    guard let field = random.any(random.chance(75) && !pushable.isEmpty ? pushable : rows.fields) else { return nil }
    if random.chance(4) { return .text("\(field.name) \(random.chance(50) ? "==" : "!=") null") }
    switch field.type {
    case .boolean: return .text(flag(field.name))
    case .date: return .text(dated(field.name))
    case .datetime: return .text("\(field.name) \(random.any([">=", ">", "<", "<="]) ?? ">") \(day())")
    case .object: return reference(field).map { .text($0) }
    case .id, .integer, .decimal, .string, .choice: return sampled(field).map { .text($0) }
    default: return nil
    }
  }

  private mutating func flag(_ name: String) -> String {
    let short = name.hasPrefix("is_") && random.chance(50) ? String(name.dropFirst(3)) : name
    return random.any([short, "not \(short)", "\(name) == true", "false == \(name)", "\(short) != false"]) ?? short
  }

  private mutating func dated(_ name: String) -> String {
    switch random.below(6) {
    case 0: "\(name) == \(day())"
    case 1: "\(name) \(random.any([">=", ">", "<", "<="]) ?? ">") \(day())"
    case 2: "\(day()) <= \(name)"
    case 3: "\(name) in [\(day()), \(day())]"
    case 4: "\(name) not in \(period())"
    default: "\(name) in \(period())"
    }
  }

  private mutating func reference(_ field: NamedField) -> String? {
    guard let kind = field.reference, account.count(kind) > 0 else { return nil }
    func id() -> String? { random.any(account.ids(kind)).map(String.init) }
    if random.chance(35), let name = account.uniqueName(kind, &random) {
      return "\(field.name) \(random.chance(80) ? "==" : "!=") \(Self.quoted(name))"
    }
    guard let one = id(), let other = id() else { return nil }
    switch random.below(5) {
    case 0: return "\(field.name) in [\(one), \(other)]"
    case 1: return "(\(field.name) == \(one) or \(field.name) == \(other))"
    case 2: return "\(field.name) != \(one)"
    default: return "\(field.name) == \(one)"
    }
  }

  /// Compared with what some record has there.
  private mutating func sampled(_ field: NamedField) -> String? {
    guard let origin = field.origin, let sample = account.sample(origin.kind, origin.path, &random),
      let one = Self.literal(sample)
    else { return nil }
    switch sample {
    case .number, .numeral, .money:
      return "\(field.name) \(random.any(["==", "!=", "<", ">", "<=", ">="]) ?? "==") \(one)"
    default:
      if random.chance(25), let other = account.sample(origin.kind, origin.path, &random).flatMap(Self.literal) {
        return "\(field.name) in [\(one), \(other)]"
      }
      return "\(field.name) \(random.chance(75) ? "==" : "!=") \(one)"
    }
  }

  // MARK: values

  private static func literal(_ value: Value) -> String? {
    switch value {
    case .number, .numeral, .money: value.text
    case .string(let text): quoted(text)
    default: nil
    }
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.map { ["\"", "\\", "{"].contains($0) ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) }.joined() + "\""
  }

  /// A day around those that the account knows.
  private mutating func day() -> String {
    if random.chance(15) { return random.any(["today", "yesterday"]) ?? "today" }
    return Day(RandomPipelineSandbox.today).flatMap { $0.adding(days: -random.below(500)) }?.description ?? "today"
  }

  private mutating func period() -> String {
    if random.chance(75) {
      let words = ["this month", "last month", "last year", "this year", "last quarter", "last 30 days", "this week"]
      return random.any(words) ?? "this month"
    }
    let (a, b) = (day(), day())
    return a <= b ? "\(a)..\(b)" : "\(b)..\(a)"
  }
}
