import Testing

/// `explain` tells before what `--trace` shows afterwards.
@Suite("Explaining", .serialized)
struct ExplainTests {
  @Test("What is told of a task is what is then asked for", arguments: RequestTable.rows)
  func task(_ row: RequestTable.Row) async throws {
    let result = try await RequestTableAccount.shared.result(of: row)
    try #require(result.errors == "")
    #expect(!result.explained.isEmpty)
    for step in result.explained {
      let faults = step.faults
      #expect(faults.isEmpty, "\(result.program)\n\(faults.joined(separator: "\n"))")
    }
  }

  @Test("What is told of an endpoint's command is the request that it then makes", arguments: ConformanceTable.rows)
  func endpoint(_ row: ConformanceTable.Row) async throws {
    let outcome = try await ConformanceOutcomes.shared.outcome(of: row).outcome
    let step = try #require(outcome.explained, "\(row.command): \(outcome.errors)")
    let faults = step.faults
    #expect(faults.isEmpty, "\(row.command)\n\(faults.joined(separator: "\n"))")
    #expect(!step.told.isEmpty)
  }

  @Test("Where all is known beforehand, one number is told")
  func exact() async throws {
    var exact = 0
    for row in RequestTable.rows {
      let result = try await RequestTableAccount.shared.result(of: row)
      if result.explained.allSatisfy({ $0.fewest == $0.most }) { exact += 1 }
    }
    #expect(exact >= 14, "only \(exact) of the tasks are told exactly")
  }

  @Test("What a block does that is given to a command is told too")
  func givenBlock() throws {
    let program = "def each_of(body: block) < each < do $body > >; explain projects | each_of do < tasks >"
    let told = try Hv.sh("hv --sandbox --today 2026-11-24 -c '\(program)'")
    #expect(told.output.contains("/v2/task_assignments"), "\(told.output)\(told.errors)")
  }

  @Test("Explaining makes no request")
  func isFree() throws {
    for program in [
      "projects | where active | each < tasks >", "time_entries this year | where client == \"Acme\" | count",
    ] {
      let result = try Hv.sh("hv --sandbox --today 2026-11-24 --trace -c 'explain \(program)'")
      #expect(result.errors == "")
      #expect(result.output.contains("Requests"))
    }
  }
}
