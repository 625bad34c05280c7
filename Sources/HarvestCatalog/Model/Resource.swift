/// A resource: the collection key that endpoints and commands go by, and the kind of its records.
package struct Resource: Sendable {
  /// The collection key: `time_entries`.
  package let name: String
  /// The singular, a name of an `ObjectSchema`: `time_entry`. Reports have none, their rows differ.
  package let kind: String?

  /// A collection and its kind.
  package init(_ name: String, kind: String?) {
    self.name = name
    self.kind = kind
  }
}
