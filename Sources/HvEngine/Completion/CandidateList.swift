import HvSyntax

/// The candidates for some places, filtered by what is typed already.
struct CandidateList {
  private let host: any Host
  private let typed: String
  private let isString: Bool
  private var all: [Completion.Candidate] = []
  private var seen: Set<String> = []
  private(set) var missingNames: String?

  init(host: any Host, typed: String, isString: Bool, _ places: [Probe.Place]) {
    self.host = host
    self.typed = typed
    self.isString = isString
    // What only this place has comes before what any has.
    for place in places { addOwn(place) }
    for place in places { addGeneral(place) }
  }

  /// Those that begin as what is typed does, whatever the case; of texts also those that hold it.
  var sorted: [Completion.Candidate] {
    let wanted = typed.lowercased()
    let beginning = all.filter {
      Self.bare($0.text).lowercased().hasPrefix(wanted) || $0.label.lowercased().hasPrefix(wanted)
    }
    guard isString, !wanted.isEmpty else { return beginning }
    let texts = Set(beginning.map(\.text))
    return beginning + all.filter { !texts.contains($0.text) && $0.label.lowercased().contains(wanted) }
  }

  /// A text without its quote.
  private static func bare(_ text: String) -> String { text.hasPrefix("\"") ? String(text.dropFirst()) : text }

  private mutating func add(
    _ text: String, label: String? = nil, _ description: String, _ kind: Completion.Kind
  ) {
    if seen.insert(text).inserted { all.append(.init(text, label: label, description, kind)) }
  }

  // MARK: what only this place has

  private mutating func addOwn(_ place: Probe.Place) {
    switch place {
    case .argument(let parameter, let site): addValues(parameter.domain, site)
    case .argumentName(let parameters):
      guard !isString else { return }
      for parameter in parameters {
        add(parameter.name + ": ", label: parameter.name + ":", parameter.text, .parameter)
      }
    case .action(let actions): if !isString { for action in actions { add(action.word, action.summary, .command) } }
    case .comparison(let type, let field): addComparable(type, field)
    case .member(let record): addFields(record)
    case .variable(let scope): addVariables(scope)
    case .behind(let type, let takesKeys): addBehind(type, takesKeys: takesKeys)
    case .head(let input, let scope, let isFirst): if !isString { addHead(input, scope, isFirst: isFirst) }
    case .topic: addTopics()
    case .module: for module in host.modules { add(module.name, module.summary, .module) }
    case .file: addFiles()
    case .operand: break
    }
  }

  private mutating func addValues(_ domain: Signature.Domain, _ site: CallSite) {
    switch domain {
    case .names(let kind): addNames(kind, within: site.client)
    case .choices(let texts):
      for text in texts { add(isString ? Self.quoted(text) : text, "one of \(texts.count)", .value) }
    case .flag: if !isString { addFlags() }
    case .day: if !isString { addDays() }
    case .period:
      if !isString {
        addPeriods()
        addDays()
      }
    case .file: addFiles()
    case .several(let domains): for domain in domains { addValues(domain, site) }
    case .any: break
    }
  }

  private mutating func addFiles() {
    if isString { for file in host.files.names(beginning: typed) { add("\"" + file, label: file, "file", .file) } }
  }

  private mutating func addNames(_ kind: String, within client: String?) {
    guard let names = host.knownNames(of: kind) else {
      missingNames = kind
      return
    }
    let own = names.filter { client == nil || $0.qualifier?.lowercased() == client?.lowercased() }
    let often = Dictionary(grouping: own, by: { $0.name.lowercased() })
    let kindText = kind.split(separator: "_").joined(separator: " ")
    // Archived ones are candidates too, behind the others.
    for name in own.filter(\.isActive) + own.filter({ !$0.isActive }) {
      let isAmbiguous = often[name.name.lowercased()].map { $0.count > 1 } ?? false
      let whole = isAmbiguous ? name.qualifier.map { "\($0)/\(name.name)" } ?? name.name : name.name
      let about = [name.qualifier.map { "of \($0)" }, name.isActive ? nil : "archived"].compactMap { $0 }
      add(Self.quoted(whole), label: whole, ([kindText] + about).joined(separator: ", "), .name)
    }
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.map { ["\"", "\\", "{"].contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }

  private mutating func addComparable(_ type: Type, _ field: RecordType.Field?) {
    for choice in field?.choices ?? [] {
      add(Self.quoted(choice), label: choice, "one of \(field?.name ?? "")", .value)
    }
    switch type {
    case .record(let record):
      if let kind = record.kind, host.hasNames(kind) { addNames(kind, within: nil) }
    case .bool: if !isString { addFlags() }
    case .day, .instant:
      if !isString {
        addDays()
        addPeriods()
      }
    default: break
    }
  }

  private mutating func addFlags() {
    add("true", "yes", .value)
    add("false", "no", .value)
  }

  private mutating func addDays() {
    add("today", "this day", .value)
    add("yesterday", "the day before", .value)
  }

  private mutating func addPeriods() {
    for which in ["this", "last"] {
      for unit in ["week", "month", "quarter", "year"] { add("\(which) \(unit)", "a period", .value) }
    }
    add("last 7 days", "today included", .value)
    add("last 30 days", "today included", .value)
  }

  private mutating func addVariables(_ scope: Scope) {
    for (name, variable) in scope.variables.sorted(by: { $0.key < $1.key }) where name != Probe.word {
      let many = variable.isMany ? "many, each " : ""
      add("$" + name, many + variable.type.phrase, .variable)
    }
    add("$env", "the environment:  $env.HOME", .variable)
  }

  // MARK: operators

  private mutating func addBehind(_ type: Type, takesKeys: Bool) {
    guard !isString else { return }
    if takesKeys { add("by ", label: "by", "a figure for each value of a key", .keyword) }
    for (sign, about) in Self.operators(type) { add(sign, about, .keyword) }
  }

  private static func operators(_ type: Type) -> [(String, String)] {
    let equality = [("==", "equals"), ("!=", "differs")]
    let order = [
      (">", "more than"), (">=", "at least"), ("<", "less than"), ("<=", "at most"), ("in", "within a range or list"),
    ]
    switch type {
    case .bool: return [("and", "both"), ("or", "one of both")] + equality
    case .number, .money, .duration:
      return order + equality + [("*", "times"), ("+", "plus"), ("??", "a default for null")]
    case .day, .instant, .time: return [("in", "within a period")] + order.dropLast() + equality
    case .string:
      return equality + [("=~", "matches a regular expression"), ("in", "one of a list"), ("??", "a default for null")]
    case .record: return equality + [("in", "one of a list")]
    default: return equality + order
    }
  }

  // MARK: heads

  private mutating func addHead(_ input: Flow?, _ scope: Scope, isFirst: Bool) {
    for definition in scope.definitions.values.sorted(by: { $0.name.text < $1.name.text }) {
      add(definition.name.text, DefinedCommand(definition).signature.summary, .command)
    }
    if let input {
      if case .record(let record) = input.item, let kind = record.kind, let known = host.kind(kind) {
        for (name, relation) in known.relations.sorted(by: { $0.key < $1.key }) {
          add(name, relation.signature.summary, .relation)
        }
        for verb in host.verbs(of: kind) {
          if let command = host.command(verb) { add(verb, command.signature.summary, .command) }
        }
      }
      for word in Topics.blocks where word != "do" || input.many {
        if let topic = Topics.named(word) { add(word + " < ", label: word, topic.summary, .keyword) }
      }
    }
    for name in GeneralCommands.names {
      guard let signature = GeneralCommands.named(name)?.signature, Self.fits(signature.input, input) else { continue }
      add(name, signature.summary, .command)
    }
    if input == nil {
      for name in host.commandNames {
        guard let signature = host.command(name)?.signature, Self.fits(signature.input, input) else { continue }
        add(name, signature.summary, .command)
      }
      for module in host.modules { add(module.name, module.summary, .command) }
      if isFirst {
        for word in Topics.statements { if let topic = Topics.named(word) { add(word, topic.summary, .keyword) } }
      }
    }
    if case .record(let record)? = input?.item { addFields(record) }
  }

  private static func fits(_ wanted: Signature.Input, _ input: Flow?) -> Bool {
    switch wanted {
    case .none: input == nil
    case .optional: true
    case .required: input != nil
    }
  }

  private mutating func addTopics() {
    for name in GeneralCommands.names + host.commandNames {
      if let command = GeneralCommands.named(name) ?? host.command(name) {
        add(name, command.signature.summary, .command)
      }
    }
    for module in host.modules { add(module.name, module.summary, .module) }
    for word in Topics.blocks + Topics.statements + Topics.language {
      if let topic = Topics.named(word) { add(word, topic.summary, .keyword) }
    }
    for name in Functions.names { add(name, Functions.named(name)?.usage ?? "", .function) }
  }

  // MARK: what any expression may have

  private mutating func addGeneral(_ place: Probe.Place) {
    guard case .operand(let scope) = place, !isString else { return }
    if case .record(let record)? = scope.item { addFields(record) }
    for (name, variable) in scope.variables.sorted(by: { $0.key < $1.key }) {
      add("$" + name, variable.type.phrase, .variable)
    }
    for name in Functions.names { add(name + "(", label: name, Functions.named(name)?.usage ?? "", .function) }
    for (word, about) in [("not", "the opposite"), ("it", "the item itself"), ("if", "if … then … else …")] {
      add(word, about, .keyword)
    }
  }

  private mutating func addFields(_ record: RecordType) {
    guard !isString else { return }
    for field in record.fields {
      let note = field.choices.isEmpty ? field.note : field.choices.joined(separator: ", ")
      add(field.name, field.type.about + (note.isEmpty ? "" : "; \(note)"), .field)
    }
    // `is_` may be left out.
    for field in record.fields where field.name.hasPrefix("is_") && typed.lowercased() != "is_" && !typed.isEmpty {
      let short = String(field.name.dropFirst(3))
      if record.field(short) == nil { add(short, field.type.about + "; short for \(field.name)", .field) }
    }
  }
}

extension Type {
  /// In a few words, for a list.
  fileprivate var about: String {
    switch self {
    case .record(let record) where record.isReference:
      "refers to \((record.kind ?? "record").article) \(record.kind ?? "record")"
    case .bool: "true or false"
    case .string: "text"
    default: name
    }
  }
}

extension Signature.Parameter {
  /// In a line, for a list.
  fileprivate var text: String { summary.isEmpty ? type : "\(type), \(summary)" }
}

extension CallSite {
  /// The client that is named beside, within which other names are meant.
  fileprivate var client: String? {
    guard let e = named("client"), case .string(let literal) = e.kind, !Probe.isPlace(e) else { return nil }
    return literal.plain
  }
}
