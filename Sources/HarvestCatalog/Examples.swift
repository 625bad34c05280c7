extension Catalog {
  /// A line of the language for each operation, which makes its request when it is run against the sandbox.
  ///
  /// None writes to more than one record, so that each runs without being asked. Names are those of the sandbox's
  /// account; what has none is made first, or is the first of a list.
  package static let examples: [String: String] = [
    Examples.clients, Examples.projects, Examples.time, Examples.users, Examples.expenses, Examples.invoices,
    Examples.estimates, Examples.reports,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}

/// The lines, by area.
enum Examples {}
