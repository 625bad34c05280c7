/// A query parameter other than the paging ones.
package struct Parameter: Sendable {
  /// How the parameter's value stands to the field that it filters.
  package enum Comparison: Sendable, Equatable {
    /// The field equals the value.
    case equal
    /// The field is the value or later.
    case atLeast
    /// The field is the value or earlier.
    case atMost
  }

  /// The parameter's name in the query.
  package let name: String
  /// The type of its value.
  package let type: FieldType
  /// The kind whose id it takes.
  package let reference: String?
  /// The call fails without it.
  package let required: Bool
  /// The dotted path of the answer's field that it filters, where `comparison` with that field means the same thing.
  package let filters: String?
  /// How the value stands to that field.
  package let comparison: Comparison
  /// What the name does not say; may be empty.
  package let note: String

  /// A parameter that may be left out unless told otherwise.
  package init(
    _ name: String, _ type: FieldType, reference: String? = nil, required: Bool = false, filters: String? = nil,
    comparison: Comparison = .equal, _ note: String = ""
  ) {
    self.name = name
    self.type = type
    self.reference = reference
    self.required = required
    self.filters = filters
    self.comparison = comparison
    self.note = note
  }
}

/// A field that a body may hold.
package struct BodyField: Sendable {
  /// A value that a form of an endpoint always sends.
  package enum Fixed: Sendable, Equatable { case boolean(Bool), string(String) }

  /// The key.
  package let name: String
  /// Where `children` spell an object out, the name in `.object` is a label and need not be a kind.
  package let type: FieldType
  /// The call fails without it.
  package let required: Bool
  /// The kind whose id or ids it takes.
  package let reference: String?
  /// Fields of a nested object or of the items of a list; `required` among them means: where the object is given.
  package let children: [BodyField]
  /// The one value that makes this form what it is: `event_type` is `send`.
  package let fixed: Fixed?
  /// What the name does not say; may be empty.
  package let note: String

  /// A field that may be left out unless told otherwise.
  package init(
    _ name: String, _ type: FieldType, required: Bool = false, reference: String? = nil, children: [BodyField] = [],
    fixed: Fixed? = nil, _ note: String = ""
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.reference = reference
    self.children = children
    self.fixed = fixed
    self.note = note
  }
}
