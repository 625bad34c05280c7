import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// Both ways of paging, walked from end to end.
struct PagingTests {
  @Test(arguments: ["/v2/clients", "/v2/task_assignments", "/v2/user_assignments", "/v2/users"], [1, 7, 50])
  func cursorsWalkTheWholeList(list: String, size: Int) async throws {
    let all = try await get(list)
    let walked = try await account().walk("\(list)?per_page=\(size)")
    #expect(walked.compactMap { $0["id"].integer } == all.ids)
    #expect(all.ids == all.ids.sorted(by: >))
  }

  @Test(arguments: ["/v2/time_entries", "/v2/expenses", "/v2/users/me/project_assignments"], [11, 333])
  func pagesWalkTheWholeList(list: String, size: Int) async throws {
    let all = try await get(list)
    let walked = try await account().walk("\(list)?per_page=\(size)")
    #expect(walked.compactMap { $0["id"].integer } == all.ids)
  }

  static let paged = SchemaTests.reads.filter { $0.paging != .none }.map(\.operation)

  /// In about four pages, and by the way of paging that the catalog says.
  @Test(arguments: paged)
  func everyListCanBeWalked(operation: String) async throws {
    let endpoint = try #require(Catalog.endpoint(operation))
    let target = try await KnownIDs.shared.value.target(of: endpoint)
    let all = try await get(target + "&per_page=2000").rows
    let size = max(1, all.count / 4)
    #expect(try await account().walk("\(target)&per_page=\(size)") == all)
    let next = try await get("\(target)&per_page=1").json["links.next"].string
    if all.count > 1 { #expect(next?.contains("cursor=") == (endpoint.paging == .cursor)) }
    let usual = operation == "listInvoices" ? "100" : "2000"
    #expect(try await get(target).json["per_page"] == .number(usual))
  }

  @Test func datedListsBeginWithTheNewestDay() async throws {
    let lists = [
      ("time_entries", "spent_date"), ("expenses", "spent_date"), ("invoices", "issue_date"),
      ("estimates", "issue_date"),
    ]
    for (list, date) in lists {
      let keys = try await walk("/v2/" + list).map { [$0[date].string ?? "", $0["id"].number ?? ""] }
      #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) }.reversed(), "\(list)")
    }
  }

  /// All others begin with the newest.
  @Test func ratesBeginWithTheOldest() async throws {
    for kind in ["billable_rates", "cost_rates"] {
      let rates = try await walk(try await KnownIDs.shared.value.fill("/v2/users/<manager>/\(kind)"))
      #expect(rates.count > 1 && rates.first?["start_date"] == .null)
      let starts = rates.map { $0["start_date"].string ?? "" }
      #expect(starts == starts.sorted())
    }
  }

  /// Only the first and the last page of a list with cursors say where they are.
  @Test func theMiddleOfACursorListHasNoNumbers() async throws {
    let first = try await get("/v2/clients?per_page=5").json
    #expect(first["page"] == .number("1"))
    #expect(first["next_page"] == .number("2"))
    #expect(first["previous_page"] == .null)
    #expect(first["total_pages"] == .number("3"))
    #expect(first["total_entries"] == .number("12"))
    #expect(first["links.first"] == .text("http://sandbox.test/v2/clients?page=1&per_page=5&ref=first"))
    #expect(first["links.last"] == .text("http://sandbox.test/v2/clients?page=3&per_page=5&ref=last"))
    #expect(first["links.previous"] == .null)
    let next = try #require(first["links.next"].string)
    #expect(next.contains(/^http:\/\/sandbox\.test\/v2\/clients\?cursor=\w+(%3D)*&per_page=5&ref=next_cursor$/))

    let middle = try await get(String(next.dropFirst("http://sandbox.test".count))).json
    #expect(["page", "next_page", "previous_page"].allSatisfy { middle[$0] == .null })
    #expect(middle["links.previous"] == .text("http://sandbox.test/v2/clients?page=1&per_page=5&ref=previous"))

    let last = try await get("/v2/clients?per_page=5&page=3").json
    #expect(last["page"] == .number("3"))
    #expect(last["next_page"] == .null)
    #expect(last["previous_page"] == .number("2"))
    #expect(last["links.next"] == .null)
  }

  @Test func aPageListCountsItsPages() async throws {
    let middle = try await get("/v2/time_entries?per_page=500&page=2&is_running=false").json
    #expect(middle["page"] == .number("2"))
    #expect(middle["next_page"] == .number("3"))
    #expect(middle["previous_page"] == .number("1"))
    #expect(
      middle["links.next"] == .text("http://sandbox.test/v2/time_entries?is_running=false&page=3&per_page=500"))
  }

  @Test func aCursorGoesBeforeAPage() async throws {
    let ids = try await get("/v2/clients").ids
    let answer = try await get("/v2/clients?page=3&per_page=5&cursor=\(Cursor.encode(after: ids[4]))")
    #expect(answer.ids == Array(ids[5..<10]))
  }

  @Test func aListWithPagesKnowsNoCursor() async throws {
    let answer = try await get("/v2/time_entries?per_page=5&page=2&cursor=\(Cursor.encode(after: 1))")
    #expect(answer.json["page"] == .number("2"))
    #expect(answer.rows.count == 5)
  }

  @Test func pagesBeyondTheEndAreEmpty() async throws {
    for target in ["/v2/clients?page=9", "/v2/time_entries?page=9223372036854775807"] {
      let answer = try await get(target)
      #expect(answer.status == 200)
      #expect(answer.rows.isEmpty)
      #expect(answer.json["links.next"] == .null)
    }
  }

  @Test func emptyListsKeepTheirFourLinks() async throws {
    let answer = try await get("/v2/projects?client_id=1").json
    #expect(answer["total_entries"] == .number("0"))
    #expect(answer["total_pages"] == .number("0"))
    #expect(answer["links"].keys == ["first", "next", "previous", "last"])
  }

  @Test func linksNeverCarryTheToken() async throws {
    let answer = try await account().get(
      "/v2/clients?access_token=sandbox-token&account_id=1001001&per_page=2", headers: [("User-Agent", "t")])
    #expect(answer.status == 200)
    #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("sandbox-token"))
  }

  @Test(arguments: [
    ("per_page", "0"), ("per_page", "2001"), ("per_page", "-1"), ("per_page", "ten"), ("per_page", ""),
    ("per_page", "99999999999999999999"), ("page", "0"), ("page", "x"), ("cursor", "nonsense"), ("cursor", "e30="),
  ])
  func wrongPagingIsRefused(parameter: String, value: String) async throws {
    let answer = try await get("/v2/clients?\(parameter)=\(value)")
    #expect(answer.status == 422)
    #expect(answer.message == "Invalid \(parameter) parameter")
  }

  @Test(arguments: [0, 7, 88, 3007, 5_739_445, .max, -1] as [Int64])
  func cursorsComeBackAsTheyWere(id: Int64) { #expect(Cursor.decode(Cursor.encode(after: id)) == id) }

  @Test func aCursorIsBase64OfJSON() {
    #expect(Cursor.encode(after: 3007) == "eyJhZnRlciI6eyJpZCI6MzAwN319")
  }
}
