package import HvValues

/// What the check knows of a value before anything runs.
package indirect enum Type: Sendable {
  /// Nothing is known; every use is checked when it runs.
  case any
  case null, bool, number, money, string, day, time, instant, duration, block
  /// What is looked at, and not computed with.
  case chart, document
  case range(Type)
  case list(Type)
  case record(RecordType)

  /// The word for it in messages, as `Value.typeName` says it.
  package var name: String {
    switch self {
    case .any: "anything"
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .money: "money"
    case .string: "string"
    case .day: "date"
    case .time: "time"
    case .instant: "timestamp"
    case .duration: "duration"
    case .block: "block"
    case .chart: "chart"
    case .document: "document"
    case .range: "range"
    case .list: "list"
    case .record(let record): record.kind.map { "`\($0)`" } ?? "record"
    }
  }

  /// The type with its article, for sentences: `a number`, `true or false`.
  package var phrase: String {
    switch self {
    case .bool: "true or false"
    case .null: "null"
    case .any: "anything"
    case .instant: "a timestamp"
    case .money: "money"
    case .record(let r) where r.kind != nil:
      "\(r.kind?.article ?? "a") \(name) record"
    default: "a \(name)"
    }
  }

  var isList: Bool { if case .list = self { true } else { false } }
  package var isAny: Bool { if case .any = self { true } else { false } }
  package var isDrawing: Bool {
    switch self {
    case .chart, .document: true
    default: false
    }
  }
  package var isNumeric: Bool {
    switch self {
    case .any, .number, .money, .duration, .null: true
    default: false
    }
  }

  /// What both can be: the same type, or anything.
  package func joined(_ other: Type) -> Type {
    switch (self, other) {
    case (.null, let t), (let t, .null): t
    case (.bool, .bool), (.number, .number), (.money, .money), (.string, .string), (.day, .day), (.time, .time),
      (.instant, .instant), (.duration, .duration), (.block, .block), (.chart, .chart), (.document, .document):
      self
    case (.list(let a), .list(let b)): .list(a.joined(b))
    case (.range(let a), .range(let b)): .range(a.joined(b))
    case (.record(let a), .record(let b)): a === b ? self : .any
    default: .any
    }
  }
}

/// What is known of a record: its fields, and whether there may be others.
package final class RecordType: Sendable {
  package struct Field: Sendable {
    package let name: String
    package let type: Type
    /// What the name does not say; may be empty.
    package let note: String
    /// The only texts that it can be; empty where it can be any.
    package let choices: [String]

    package init(_ name: String, _ type: Type, note: String = "", choices: [String] = []) {
      self.name = name
      self.type = type
      self.note = note
      self.choices = choices
    }

    /// The same under another name.
    func named(_ name: String) -> Field { Field(name, type, note: note, choices: choices) }
  }

  /// The Harvest kind, where it is a record from Harvest or a reference to one.
  package let kind: String?
  /// An embedded `{id, name}` of the kind.
  package let isReference: Bool
  package let fields: [Field]
  /// Other fields may exist (rows of a file): an unknown one is null, not an error.
  package let isOpen: Bool

  package init(kind: String? = nil, isReference: Bool = false, fields: [Field], isOpen: Bool = false) {
    self.kind = kind
    self.isReference = isReference
    self.fields = fields
    self.isOpen = isOpen
  }

  package static let unknown = RecordType(fields: [], isOpen: true)

  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// A field by its name, or by its name without `is_` where that is unambiguous: `active` finds `is_active`.
  package func find(_ name: String) -> Field? { field(name) ?? field("is_" + name) }
}

/// What a stage emits: items of a type, one or many.
package struct Flow: Sendable {
  package var item: Type
  /// Many is printed as an array even for one row; one as an object or scalar.
  package var many: Bool

  package init(_ item: Type, many: Bool) {
    self.item = item
    self.many = many
  }

  /// The type of the whole as a value in an expression.
  package var value: Type { many ? .list(item) : item }
}

/// The fields of the incoming rows that somebody reads.
package struct FieldUse: Sendable, Equatable {
  /// The whole row is needed.
  package var all: Bool
  package var paths: Set<FieldPath>
  /// Whoever reads them finds out whether the record is there at all.
  package var verifies: Bool

  package init(all: Bool = false, _ paths: Set<FieldPath> = [], verifies: Bool = false) {
    self.all = all
    self.paths = paths
    self.verifies = verifies
  }

  package static let none = FieldUse()
  package static let everything = FieldUse(all: true)

  package mutating func add(_ path: FieldPath) {
    if path.names.isEmpty { all = true } else { paths.insert(path) }
  }

  /// What is read of the record that stands in a field.
  func below(_ name: String) -> FieldUse {
    var use = FieldUse(all: all)
    for path in paths where path.names.first == name { use.add(FieldPath(Array(path.names.dropFirst()))) }
    return use
  }

  package func union(_ other: FieldUse) -> FieldUse {
    if self == .none { return other }
    if other == .none { return self }
    return FieldUse(all: all || other.all, paths.union(other.paths), verifies: verifies && other.verifies)
  }
}

extension String {
  /// The article that stands before the word; a `u` is spoken as that of `user`.
  package var article: String { "aeio".contains(first ?? "x") ? "an" : "a" }
}
