import HvValues
import Testing

@testable import HarvestSandbox

/// Invoices made of tracked time and expenses.
struct InvoiceImportTests {
  private let books = Books()

  /// Work of Ada on a new project of Acme's at 100 an hour: 1.1 hours of design, rounded to 1.25, then 0.5 and 2 hours
  /// of programming; an hour that is not billable, a timer that runs; meals for 12.30 and 7.70, and others that the
  /// client does not pay.
  private func work() async throws -> (client: Int64, project: Int64) {
    let client = try await books.client("Acme")
    let project = try #require(
      try await books.sandbox.send(
        "POST", "/v2/projects",
        """
        {"client_id": \(client), "name": "Kiosk", "is_billable": true, "bill_by": "Project", "hourly_rate": 100,
         "budget_by": "none"}
        """
      ).json["id"].integer)
    let path = "/v2/projects/\(project)"
    let me = try #require(try await books.sandbox.get("/v2/users/me").json["id"].integer)
    try await books.sandbox.send("POST", path + "/user_assignments", #"{"user_id": \#(me)}"#)
    for (task, billable) in [("Design", true), ("Programming", true), ("Research", false)] {
      let id = try await books.task(task)
      let known = try await books.sandbox.walk(path + "/task_assignments").first { $0["task.id"].integer == id }
      try await books.sandbox.send(
        known == nil ? "POST" : "PATCH",
        path + "/task_assignments" + (known?["id"].integer.map { "/\($0)" } ?? ""),
        #"{"task_id": \#(id), "billable": \#(billable)}"#)
    }
    for (task, day, hours, notes) in [
      ("Design", "2026-03-02", "1.1", "Sketches"), ("Programming", "2026-03-03", "0.5", ""),
      ("Programming", "2026-03-10", "2", "A \\\"quote\\\""), ("Research", "2026-03-11", "1", "None"),
      ("Design", "2026-03-18", "null", "Runs"),
    ] {
      let entry = try await books.sandbox.send(
        "POST", "/v2/time_entries",
        """
        {"project_id": \(project), "task_id": \(try await books.task(task)), "spent_date": "\(day)",
         "notes": "\(notes)", "hours": \(hours)}
        """)
      try #require(entry.status == 201, "\(entry.message ?? "")")
    }
    let categories = try await books.sandbox.walk("/v2/expense_categories")
    for (name, day, cost, billable) in [
      ("Meals", "2026-03-01", "12.3", true), ("Meals", "2026-03-12", "7.7", true), ("Other", "2026-03-12", "99", false),
    ] {
      let category = try #require(categories.first { $0["name"] == .text(name) }?["id"].integer)
      let expense = try await books.sandbox.send(
        "POST", "/v2/expenses",
        """
        {"project_id": \(project), "expense_category_id": \(category), "spent_date": "\(day)", "total_cost": \(cost),
         "billable": \(billable)}
        """)
      try #require(expense.status == 201, "\(expense.message ?? "")")
    }
    return (client, project)
  }

  private func bill(_ work: (client: Int64, project: Int64), _ parts: String, _ more: String = "") async throws -> JSON
  {
    let answer = try await books.create(
      "\"client_id\": \(work.client), \"line_items_import\": {\"project_ids\": [\(work.project)]\(parts)}\(more)")
    try #require(answer.status == 201, "\(answer.message ?? "")")
    return answer.json
  }

  @Test(arguments: [
    ("project", [("Kiosk", "3.75", "375.0")]),
    ("task", [("Design", "1.25", "125.0"), ("Programming", "2.5", "250.0")]),
    ("people", [("Ada Lindqvist", "3.75", "375.0")]),
    (
      "detailed",
      [
        ("2026-03-02 - Design: Sketches", "1.25", "125.0"), ("2026-03-03 - Programming", "0.5", "50.0"),
        ("2026-03-10 - Programming: A \"quote\"", "2.0", "200.0"),
      ]
    ),
  ])
  func timeBecomesLines(summary: String, lines: [(String, String, String)]) async throws {
    let work = try await work()
    let invoice = try await bill(work, #", "time": {"summary_type": "\#(summary)"}"#)
    #expect(invoice["line_items"].items.map { $0["description"].string } == lines.map(\.0))
    #expect(invoice["line_items"].items.map { $0["quantity"].number } == lines.map(\.1))
    #expect(invoice["line_items"].items.map { $0["amount"].number } == lines.map(\.2))
    for line in invoice["line_items"].items {
      #expect(line["kind"] == .text("Service") && line["project.id"].integer == work.project)
      #expect(line["unit_price"] == .number("100.0") && line["taxed"] == .flag(false))
    }
    #expect(invoice["amount"] == .number("375.0"))
    #expect(invoice["period_start"] == .text("2026-03-02") && invoice["period_end"] == .text("2026-03-10"))
  }

  @Test(arguments: [
    ("project", [("Kiosk", "20.0")]), ("category", [("Meals", "20.0")]), ("people", [("Ada Lindqvist", "20.0")]),
    ("detailed", [("2026-03-01 - Meals", "12.3"), ("2026-03-12 - Meals", "7.7")]),
  ])
  func expensesBecomeLines(summary: String, lines: [(String, String)]) async throws {
    let invoice = try await bill(
      try await work(), #", "expenses": {"summary_type": "\#(summary)", "attach_receipt": true}"#)
    #expect(invoice["line_items"].items.map { $0["description"].string } == lines.map(\.0))
    #expect(invoice["line_items"].items.map { $0["amount"].number } == lines.map(\.1))
    #expect(invoice["line_items"].items.allSatisfy { $0["kind"] == .text("Product") })
    #expect(invoice["period_start"] == .text("2026-03-01") && invoice["period_end"] == .text("2026-03-12"))
  }

  @Test func bothWithTaxBetweenTwoDays() async throws {
    let days = #""from": "2026-03-01", "to": "2026-03-05""#
    let invoice = try await bill(
      try await work(),
      #", "time": {"summary_type": "task", \#(days)}, "expenses": {"summary_type": "category", \#(days)}"#,
      #", "tax": 10"#)
    // 125 and 50 for time, 12.30 for a meal, and 18.73 tax.
    #expect(invoice["line_items"].items.compactMap { $0["amount"].number } == ["125.0", "50.0", "12.3"])
    #expect(invoice["line_items"].items.allSatisfy { $0["taxed"] == .flag(true) && $0["taxed2"] == .flag(false) })
    #expect(invoice["tax_amount"] == .number("18.73") && invoice["amount"] == .number("206.03"))
    #expect(invoice["period_start"] == .text("2026-03-01") && invoice["period_end"] == .text("2026-03-05"))
  }

  @Test func workIsInvoicedOnceUntilItsInvoiceIsDeleted() async throws {
    let work = try await work()
    let time = #", "time": {"summary_type": "task"}, "expenses": {"summary_type": "category"}"#
    let invoice = try await bill(work, time)
    #expect(invoice["amount"] == .number("395.0"))
    let entries = "/v2/time_entries?project_id=\(work.project)"
    let billed = try await books.sandbox.walk(entries + "&is_billed=true")
    #expect(billed.count == 3)
    for entry in billed {
      #expect(entry["is_locked"].isTrue && entry["invoice.id"] == invoice["id"])
      #expect(entry["locked_reason"] == .text("Item Invoiced and Locked for this Time Period"))
    }
    let expenses = "/v2/expenses?is_billed=true&project_id=\(work.project)"
    #expect(try await books.sandbox.walk(expenses).allSatisfy { $0["invoice.number"] == invoice["number"] })
    #expect(try await books.sandbox.walk(expenses).count == 2)
    let path = "/v2/time_entries/\(try #require(billed.first?["id"].integer))"
    #expect(try await books.sandbox.send("PATCH", path, #"{"hours": 5}"#).status == 422)

    let second = try await bill(work, time)
    #expect(second["line_items"].items.isEmpty && second["period_start"] == .null)

    let id = try #require(invoice["id"].integer)
    try await books.sandbox.send("POST", "/v2/invoices/\(id)/messages", #"{"event_type": "send"}"#)
    try await books.sandbox.send("POST", "/v2/invoices/\(id)/payments", #"{"amount": 5}"#)
    #expect(try await books.sandbox.send("DELETE", "/v2/invoices/\(id)").status == 200)
    #expect(try await books.sandbox.get("/v2/invoices/\(id)/payments").status == 404)
    #expect(try await books.sandbox.walk(entries + "&is_billed=true").isEmpty)
    #expect(try await books.sandbox.walk(expenses).isEmpty)
    #expect(try await books.sandbox.send("PATCH", path, #"{"hours": 1}"#).status == 200)
    #expect(try await bill(work, time)["period_start"] == .text("2026-03-01"))
  }

  /// One line for each rate, so that the amounts are exact.
  @Test func aRaiseMakesTwoLines() {
    let store = Story.tell(SandboxConfiguration(today: today, entries: 4000))
    var found = false
    for invoice in store.invoices {
      let keys = invoice.document.lines.map { "\($0.project ?? -1) \($0.description ?? "") \($0.unitPrice)" }
      #expect(Set(keys).count == keys.count)
      let names = invoice.document.lines.map { "\($0.project ?? -1) \($0.description ?? "")" }
      found = found || Set(names).count < names.count
    }
    #expect(found)
  }
}
