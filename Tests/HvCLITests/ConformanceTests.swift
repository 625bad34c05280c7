import HarvestCatalog
import HvCodecs
import HvValues
import Synchronization
import Testing

/// Every operation of the API, end to end: a line of the language, the request that it makes, the sandbox's answer, and
/// the value that comes out.
@Suite("Conformance", .serialized)
struct ConformanceTests {
  @Test("A row of the table: the command, its request, the answer and the value", arguments: ConformanceTable.rows)
  func row(_ row: ConformanceTable.Row) async throws {
    let (prepared, outcome) = try await ConformanceOutcomes.shared.outcome(of: row)
    for (line, errors) in zip(row.preparation, prepared) {
      try #require(errors == "", "before \(row.operation): \(line)")
    }
    let made = outcome.exchanges.map(\.line).joined(separator: "\n")
    try #require(outcome.errors == "", "\(row.operation): \(row.command)\n\(made)")

    let found = outcome.exchanges.filter(row.matches)
    try #require(found.count == 1, "\(row.operation) makes its request \(found.count) times, of these:\n\(made)")
    let others = outcome.exchanges.filter { !row.matches($0) }
    var faults = Set(others.filter { $0.method != "GET" }.map { "it also writes \($0.line)" })
    if let exchange = found.first {
      if exchange.status != row.status { faults.insert("the status is \(exchange.status)") }
      faults.formUnion(try keyFaults(exchange.answer, row).map { "in the answer " + $0 })
    }
    if outcome.values.isEmpty { faults.insert("nothing comes out") }
    faults.formUnion(outcome.values.flatMap { valueFaults($0, row) }.map { "in the value " + $0 })
    #expect(faults.isEmpty, "\(row.operation): \(faults.sorted().joined(separator: "; "))")
    if faults.isEmpty { Self.covered.withLock { $0 += 1 } }
    if row.operation == ConformanceTable.rows.last?.operation {
      print("conformance: \(Self.covered.withLock { $0 }) rows of \(ConformanceTable.rows.count)")
    }
  }

  /// The rows that hold, of those that have run.
  private static let covered = Mutex(0)

  @Test("The table has every documented operation, every form, the confirmed reads of paid time off, and the accounts")
  func operations() {
    let operations = ConformanceTable.rows.map(\.operation)
    #expect(Set(operations).count == operations.count)
    #expect(operations.count == 113 + 23 + 8 + 1)
    let others = Set(operations).symmetricDifference(Catalog.endpoints.map(\.operation))
    #expect(others.isEmpty, "only in the table or only in the catalog: \(others.sorted())")
  }

  /// Where the sandbox's answer has not the keys of the table.
  private func keyFaults(_ answer: [UInt8], _ row: ConformanceTable.Row) throws -> Set<String> {
    guard let name = row.answer else { return answer.isEmpty ? [] : ["there should be no body"] }
    let shape = try #require(ConformanceShape.all[name], "there is no answer called \(name)")
    let value = try JSONReader.value(answer)
    guard let collection = row.collection else { return shape.problems(value) }
    guard case .record(let page) = value, case .list(let list)? = page[collection] else { return ["no list"] }
    let around = row.isPaged ? ConformanceShape.page(of: collection) : ConformanceShape([collection])
    return around.problems(value, except: collection).union(shape.problems(.list(list)))
      .union(list.elements.isEmpty ? ["no rows"] : [])
  }

  /// Where the value is not what the catalog says about its kind.
  private func valueFaults(_ value: Value, _ row: ConformanceTable.Row) -> [String] {
    guard case .record(let record) = value else { return ["no record, but \(value.typeName)"] }
    if row.answer == nil {
      let isGone = if case .bool(true)? = record["deleted"] { true } else { false }
      return isGone ? [] : ["no word of the deletion"]
    }
    let kind = row.operation == "listAccounts" ? "account" : Catalog.endpoint(row.operation)?.answer.kind
    guard let kind, let schema = Catalog.schema(kind) else { return ["no kind"] }
    guard record.origin?.kind == kind else { return ["a \(record.origin?.kind ?? "plain record"), not a \(kind)"] }
    return schema.fields.flatMap {
      $0.problems(record[$0.name], at: $0.name, mayLack: schema.evidence != .documented)
    }
  }
}
