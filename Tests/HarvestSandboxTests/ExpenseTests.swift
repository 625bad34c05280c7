import HvValues
import Testing

@testable import HarvestSandbox

/// Expenses with their costs and receipts.
struct ExpenseTests {
  private let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 60, rateLimits: false))

  /// A project that the caller works on, and the categories.
  private func ids() async throws -> (project: Int64, meals: Int64, mileage: Int64) {
    let work = try await sandbox.get("/v2/users/me/project_assignments")
    let project = try #require(work.rows.first?["project.id"].integer)
    let categories = try await sandbox.get("/v2/expense_categories")
    func id(_ name: String) throws -> Int64 {
      try #require(categories.rows.first { $0["name"].string == name }?["id"].integer)
    }
    return (project, try id("Meals"), try id("Mileage"))
  }

  @Test func fromCreationToDeletion() async throws {
    let (project, meals, _) = try await ids()
    let made = try await sandbox.send(
      "POST", "/v2/expenses",
      #"{"project_id":\#(project),"expense_category_id":\#(meals),"spent_date":"2026-03-02","total_cost":12.345,"notes":"Lunch"}"#
    )
    #expect(made.status == 201)
    #expect(made.json["total_cost"].number == "12.35")
    #expect(made.json["billable"].isTrue)
    let id = try #require(made.json["id"].integer)
    let listed = try await sandbox.get("/v2/expenses?from=2026-03-02&to=2026-03-02")
    #expect(listed.ids.contains(id))
    let moved = try await sandbox.send("PATCH", "/v2/expenses/\(id)", #"{"spent_date":"2026-03-03","notes":null}"#)
    #expect(moved.json["spent_date"].string == "2026-03-03")
    #expect(moved.json["notes"] == .null)
    #expect(try await sandbox.get("/v2/expenses/\(id)").json == moved.json)
    let deleted = try await sandbox.send("DELETE", "/v2/expenses/\(id)")
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get("/v2/expenses/\(id)").status == 404)
  }

  /// 40 miles at 0.575, and what a price makes of a half cent: 0.575 × 1 = 0.575 → 0.58.
  @Test(arguments: [("40", "23.0"), ("1", "0.58"), ("2.5", "1.44")])
  func unitsTimesPrice(units: String, cost: String) async throws {
    let (project, _, mileage) = try await ids()
    let made = try await sandbox.send(
      "POST", "/v2/expenses",
      #"{"project_id":\#(project),"expense_category_id":\#(mileage),"spent_date":"2026-03-02","units":\#(units)}"#)
    #expect(made.json["total_cost"].number == cost)
  }

  @Test func aReceiptComesAsAFileAndGoes() async throws {
    let (project, meals, _) = try await ids()
    let fields = [
      ("project_id", "\(project)"), ("expense_category_id", "\(meals)"), ("spent_date", "2026-03-02"),
      ("total_cost", "9"),
    ]
    var form = fields.map { "--frontier\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }
      .joined()
    form += "--frontier\r\nContent-Disposition: form-data; name=\"receipt\"; filename=\"Beleg.pdf\"\r\n"
    form += "Content-Type: application/pdf\r\n\r\n12345\r\n--frontier--\r\n"
    let made = try await sandbox.send("POST", "/v2/expenses", form, type: "multipart/form-data; boundary=frontier")
    #expect(made.status == 201)
    #expect(made.json["receipt.file_name"].string == "Beleg.pdf")
    #expect(made.json["receipt.file_size"].integer == 5)
    #expect(made.json["receipt.content_type"].string == "application/pdf")
    let id = try #require(made.json["id"].integer)
    let bare = try await sandbox.send("PATCH", "/v2/expenses/\(id)", #"{"delete_receipt":true}"#)
    #expect(bare.json["receipt"] == .null)
  }

  @Test(arguments: [
    #""total_cost":-1"#, #""total_cost":"much""#, #""notes":"no cost""#, #""total_cost":5,"user_id":1"#,
    #""total_cost":5,"billable":"maybe""#,
  ])
  func refusals(field: String) async throws {
    let (project, meals, _) = try await ids()
    let before = try await sandbox.get("/v2/expenses").bytes
    let answer = try await sandbox.send(
      "POST", "/v2/expenses",
      #"{"project_id":\#(project),"expense_category_id":\#(meals),"spent_date":"2026-03-02",\#(field)}"#)
    #expect(answer.status == 422)
    #expect(answer.message != nil)
    #expect(try await sandbox.get("/v2/expenses").bytes == before)
  }

  @Test func aLockedExpenseKeepsItsProjectAndCategory() async throws {
    let (project, _, mileage) = try await ids()
    let billed = try #require(try await sandbox.get("/v2/expenses?is_billed=true").rows.first)
    let id = try #require(billed["id"].integer)
    let answer = try await sandbox.send(
      "PATCH", "/v2/expenses/\(id)", #"{"project_id":\#(project),"expense_category_id":\#(mileage),"notes":"seen"}"#)
    #expect(answer.status == 200)
    #expect(answer.json["project.id"] == billed["project.id"])
    #expect(answer.json["expense_category.id"] == billed["expense_category.id"])
    #expect(answer.json["notes"].string == "seen")
    #expect(try await sandbox.send("DELETE", "/v2/expenses/\(id)").status == 422)
  }
}
