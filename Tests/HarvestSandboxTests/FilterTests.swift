import HarvestCatalog
import HvValues
import Testing

@testable import HarvestSandbox

/// Filters of lists, held against the same condition on the unfiltered rows.
struct FilterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let list: String
    let query: String
    let keeps: @Sendable (JSON) -> Bool
    var testDescription: String { "\(list)?\(query)" }

    init(_ list: String, _ query: String, _ keeps: @escaping @Sendable (JSON) -> Bool) {
      self.list = list
      self.query = query
      self.keeps = keeps
    }
  }

  static let cases: [Case] = [
    Case("clients", "is_active=true") { $0["is_active"].isTrue },
    Case("clients", "is_active=false") { !$0["is_active"].isTrue },
    Case("clients", "updated_since=2021-06-01T00:00:00Z") { since($0, "2021-06-01T00:00:00Z") },
    Case("contacts", "updated_since=2021-06-01T02:00:00%2B02:00") { since($0, "2021-06-01T00:00:00Z") },
    Case("projects", "is_active=false") { !$0["is_active"].isTrue },
    Case("projects", "updated_since=2025-01-01") { since($0, "2025-01-01T00:00:00Z") },
    Case("tasks", "is_active=false") { !$0["is_active"].isTrue },
    Case("tasks", "updated_since=2021-01-01T00:00:00Z") { since($0, "2021-01-01T00:00:00Z") },
    Case("users", "is_active=true") { $0["is_active"].isTrue },
    Case("users", "updated_since=2024-01-01T00:00:00Z") { since($0, "2024-01-01T00:00:00Z") },
    Case("task_assignments", "is_active=false") { !$0["is_active"].isTrue },
    Case("task_assignments", "updated_since=2025-01-01T00:00:00Z") { since($0, "2025-01-01T00:00:00Z") },
    Case("user_assignments", "is_active=true") { $0["is_active"].isTrue },
    Case("user_assignments", "updated_since=2025-01-01T00:00:00Z") { since($0, "2025-01-01T00:00:00Z") },
    Case("expense_categories", "is_active=false") { !$0["is_active"].isTrue },
    Case("expense_categories", "updated_since=2019-06-01T00:00:00Z") { since($0, "2019-06-01T00:00:00Z") },
    Case("expenses", "is_billed=true") { $0["is_billed"].isTrue },
    Case("expenses", "approval_status=approved") { $0["approval_status"] == .text("approved") },
    Case("expenses", "from=2025-01-01&to=2025-12-31") { spent($0, "2025-01-01"..."2025-12-31") },
    Case("expenses", "updated_since=2025-06-01T00:00:00Z") { since($0, "2025-06-01T00:00:00Z") },
    Case("time_entries", "is_billed=false") { !$0["is_billed"].isTrue },
    Case("time_entries", "is_billed=true") { $0["is_billed"].isTrue },
    Case("time_entries", "is_running=true") { $0["is_running"].isTrue },
    Case("time_entries", "approval_status=submitted") { $0["approval_status"] == .text("submitted") },
    Case("time_entries", "approval_status=unsubmitted") { $0["approval_status"] == .text("unsubmitted") },
    Case("time_entries", "from=2026-02-01&to=2026-02-28") { spent($0, "2026-02-01"..."2026-02-28") },
    Case("time_entries", "from=20260201&to=20260228") { spent($0, "2026-02-01"..."2026-02-28") },
    Case("time_entries", "from=2026-02-01T10:00:00Z") { spent($0, "2026-02-01"..."9999-12-31") },
    Case("time_entries", "from=2026-03-18&to=2026-03-18") { spent($0, "2026-03-18"..."2026-03-18") },
    Case("time_entries", "to=2024-01-01") { spent($0, "0001-01-01"..."2024-01-01") },
    Case("time_entries", "updated_since=2026-03-10T00:00:00Z") { since($0, "2026-03-10T00:00:00Z") },
  ]

  @Test(arguments: cases)
  func keepsWhatMatches(_ filter: Case) async throws {
    let all = try await walk("/v2/\(filter.list)")
    let kept = try await walk("/v2/\(filter.list)?\(filter.query)")
    #expect(kept == all.filter(filter.keeps))
    #expect(!kept.isEmpty && kept.count < all.count)
  }

  /// Every list and every filter of which the catalog says what field it is held against.
  static let filtered = SchemaTests.reads.filter { endpoint in
    guard case .list = endpoint.answer else { return false }
    return endpoint.query.contains { $0.filters != nil }
  }.map(\.operation)

  @Test(arguments: filtered)
  func keepsWhatTheCatalogSays(operation: String) async throws {
    let endpoint = try #require(Catalog.endpoint(operation))
    let target = try await KnownIDs.shared.value.target(of: endpoint)
    let all = try await walk(target)
    for filter in endpoint.query {
      guard let field = filter.filters else { continue }
      let values = all.map { $0[field] }.filter { $0 != .null }.map(Self.spelling).sorted()
      let value = try #require(values.isEmpty ? nil : values[values.count / 2], "\(filter.name)")
      let kept = try await walk("\(target)&\(filter.name)=\(value)")
      let wanted = all.filter { row in
        guard row[field] != .null else { return false }
        let own = Self.spelling(row[field])
        return switch filter.comparison {
        case .equal: own == value
        case .atLeast: own >= value
        case .atMost: own <= value
        }
      }
      #expect(kept == wanted, "\(filter.name)=\(value)")
    }
  }

  /// As a query spells it.
  private static func spelling(_ value: JSON) -> String {
    if case .flag(let flag) = value { return String(flag) }
    return value.string ?? value.number ?? ""
  }

  /// References: the id of the third row's own reference.
  @Test(arguments: [
    ("contacts", "client_id", "client.id"), ("projects", "client_id", "client.id"),
    ("user_assignments", "user_id", "user.id"), ("expenses", "user_id", "user.id"),
    ("expenses", "client_id", "client.id"), ("expenses", "project_id", "project.id"),
    ("time_entries", "user_id", "user.id"), ("time_entries", "client_id", "client.id"),
    ("time_entries", "project_id", "project.id"), ("time_entries", "task_id", "task.id"),
  ])
  func keepsWhatRefersTo(list: String, parameter: String, field: String) async throws {
    let all = try await walk("/v2/\(list)")
    let id = try #require(all[2][field].integer)
    let kept = try await walk("/v2/\(list)?\(parameter)=\(id)")
    #expect(kept == all.filter { $0[field].integer == id })
    #expect(kept.count < all.count)
  }

  @Test func findsEntriesByTheirExternalReference() async throws {
    let all = try await walk("/v2/time_entries")
    let id = try #require(all.lazy.compactMap { $0["external_reference.id"].string }.first)
    let kept = try await walk("/v2/time_entries?external_reference_id=\(id)")
    #expect(kept == all.filter { $0["external_reference.id"] == .text(id) })
  }

  @Test func filtersCombine() async throws {
    let kept = try await walk("/v2/time_entries?is_billed=true&from=2025-01-01&to=2025-06-30&approval_status=approved")
    let all = try await walk("/v2/time_entries")
    #expect(
      kept == all.filter { $0["is_billed"].isTrue && spent($0, "2025-01-01"..."2025-06-30") && $0["is_closed"].isTrue })
    #expect(!kept.isEmpty)
  }

  @Test func listsOfAProjectHoldItsAssignments() async throws {
    for list in ["task_assignments", "user_assignments"] {
      let all = try await walk("/v2/\(list)")
      let project = try #require(all.first?["project.id"].integer)
      #expect(try await walk("/v2/projects/\(project)/\(list)") == all.filter { $0["project.id"].integer == project })
    }
  }

  @Test(arguments: [
    ("clients", "is_active", "maybe"), ("clients", "updated_since", "yesterday"), ("contacts", "client_id", "Acme"),
    ("projects", "client_id", "1.5"), ("time_entries", "user_id", "me"), ("time_entries", "task_id", ""),
    ("time_entries", "is_running", "1"), ("time_entries", "approval_status", "Approved"),
    ("time_entries", "from", "2026-02-30"), ("time_entries", "to", "today"), ("expenses", "is_billed", "TRUE"),
    ("expenses", "from", "01/02/2026"), ("user_assignments", "user_id", "99999999999999999999"),
  ])
  func wrongValuesAreRefused(list: String, parameter: String, value: String) async throws {
    let answer = try await get("/v2/\(list)?\(parameter)=\(value)")
    #expect(answer.status == 422)
    #expect(answer.message == "Invalid \(parameter) parameter")
  }

  private static func since(_ row: JSON, _ moment: String) -> Bool { (row["updated_at"].string ?? "") >= moment }

  private static func spent(_ row: JSON, _ days: ClosedRange<String>) -> Bool {
    days.contains(row["spent_date"].string ?? "")
  }

  private func spent(_ row: JSON, _ days: ClosedRange<String>) -> Bool { Self.spent(row, days) }
}
