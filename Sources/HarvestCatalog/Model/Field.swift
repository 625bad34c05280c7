/// A type that a field or parameter of the API has.
package enum FieldType: Sendable, Equatable {
  case id, integer, decimal, boolean, string
  /// `2026-01-31`
  case date
  /// UTC, `2026-01-31T09:00:00Z`
  case datetime
  /// `14:59` or `2:59pm`, after the account's clock.
  case time
  /// One of these spellings.
  case choice([String])
  /// A decimal amount of money; where its currency stands.
  case money(CurrencySource)
  /// The full or embedded object of this kind (a name of an `ObjectSchema`).
  case object(String)
  case list([FieldType])  // one element: the item's type
  /// A decimal that the API sends as a JSON string (PTO balances).
  case decimalString
  /// A file sent as multipart/form-data.
  case file
  /// An object or value of unknown shape.
  case any

  /// The kind of the object, or of the objects in the list, that this is.
  package var objectKind: String? {
    switch self {
    case .object(let kind): kind
    case .list(let items): items.first?.objectKind
    default: nil
    }
  }
}

/// Where the currency of a money field stands.
package enum CurrencySource: Sendable, Equatable {
  /// At this dotted path in the root record, for example `client.currency`.
  case path(String)
  /// At this dotted path in the record that this one is embedded in or was reached from: a payment's invoice.
  case parent(String)
  /// The company's currency; it is in no record.
  case company
  /// That of the project's client, which neither the record nor its parent holds.
  case unknown
}

/// How well a fact is known: from the official documents, from two other sources, or from one.
package enum Evidence: Sendable { case documented, confirmedTwice, singleSource }

/// One field of an object that the API sends.
package struct Field: Sendable {
  /// The key.
  package let name: String
  /// The type of a value that is not null.
  package let type: FieldType
  /// A null was seen or documented.
  package let nullable: Bool
  /// What the name does not say; may be empty.
  package let note: String
  /// The kind whose record this embeds, or whose id or ids it holds, when it is a reference (`client` in a project).
  package let reference: String?
  /// The fields that the object, or each object of the list, has in this place; empty: all fields of its kind.
  ///
  /// An embedded form may have fewer fields than its kind, and others: an embedded user has a `name`.
  package let embedded: [Field]
  /// Anything but `documented` may be absent from an answer.
  package let evidence: Evidence

  /// A field that is documented and never null unless told otherwise.
  package init(
    _ name: String, _ type: FieldType, nullable: Bool = false, reference: String? = nil, embedded: [Field] = [],
    evidence: Evidence = .documented, _ note: String = ""
  ) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.reference = reference
    self.embedded = embedded
    self.evidence = evidence
    self.note = note
  }
}

/// An object that the API sends, under the singular name of its kind.
package struct ObjectSchema: Sendable {
  /// `project`
  package let name: String
  /// In the order in which the API sends them.
  package let fields: [Field]
  /// What names a record for a person, in the order tried: `name`, then `code`. Each is one field, or several whose
  /// values are joined by a space. Empty: such records have no names.
  package let nameFields: [[String]]
  /// How well its fields are known, unless a field says otherwise.
  package let evidence: Evidence

  /// A kind whose records are named by `name` unless told otherwise.
  package init(
    _ name: String, nameFields: [[String]] = [["name"]], evidence: Evidence = .documented, _ fields: [Field]
  ) {
    self.name = name
    self.fields = fields
    self.nameFields = nameFields
    self.evidence = evidence
  }

  /// The field of this name, where the object has one.
  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}
