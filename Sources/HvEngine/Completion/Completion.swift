/// What can stand at a place of a program, for whoever types it.
package struct Completion: Sendable {
  package enum Kind: String, Sendable {
    case command, relation, field, value, name, parameter, variable, keyword, function, file, module
  }

  package struct Candidate: Sendable {
    /// What stands in the place then.
    package let text: String
    /// What a list shows.
    package let label: String
    /// One line about it.
    package let description: String
    package let kind: Kind

    init(_ text: String, label: String? = nil, _ description: String, _ kind: Kind) {
      self.text = text
      self.label = label ?? text
      self.description = description
      self.kind = kind
    }
  }

  /// What is there already of it, as UTF-8 offsets of the program.
  package let range: Range<Int>
  /// Those that go on with what is there; what fits best comes first.
  package let candidates: [Candidate]
  /// The kind whose names could stand here and are not in memory yet.
  package var missingNames: String?

  static func nothing(at offset: Int) -> Completion { Completion(range: offset..<offset, candidates: []) }
}

/// A name that a person may mean, as the host has it in memory.
package struct KnownName: Sendable {
  package let name: String
  /// The client that it belongs to.
  package let qualifier: String?
  package let isActive: Bool

  package init(_ name: String, qualifier: String?, isActive: Bool) {
    self.name = name
    self.qualifier = qualifier
    self.isActive = isActive
  }
}
