/// What the rows of the table gave: each is run once, for all tests that look at it.
actor ConformanceOutcomes {
  static let shared = ConformanceOutcomes()

  private var known: [String: (prepared: [String], outcome: ConformanceBench.Outcome)] = [:]

  /// - Returns: the errors of each line before it, and what became of the row's own command.
  func outcome(of row: ConformanceTable.Row) async throws -> (prepared: [String], outcome: ConformanceBench.Outcome) {
    if let known = known[row.operation] { return known }
    let bench = try ConformanceBench()
    var prepared: [String] = []
    for line in row.preparation { prepared.append(try await bench.run(line).errors) }
    let made = (prepared: prepared, outcome: try await bench.run(row.command))
    known[row.operation] = made
    return made
  }
}
