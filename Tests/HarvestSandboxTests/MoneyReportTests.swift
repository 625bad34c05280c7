import HvValues
import Testing

@testable import HarvestSandbox

/// The two reports with a row for each project, held against what the lists of the same account add up to.
struct MoneyReportTests {
  @Test func theUninvoicedReportAddsUp() async throws {
    let projects = try await walk("/v2/projects").filter { $0["is_billable"].isTrue }
    let entries = try await Reports.entries(Reports.days)
    let expenses = try await walk("/v2/expenses").filter { Reports.days.contains($0["spent_date"].string ?? "") }
    let invoices = try await walk("/v2/invoices")
    let rows = try await walk("/v2/reports/uninvoiced?\(Reports.year)")
    #expect(Set(rows.map(\.["project_id"])) == Set(projects.map(\.["id"])), "also those without any hours")
    for row in rows {
      let project = try #require(projects.first { $0["id"] == row["project_id"] })
      let work = entries.filter { $0["project.id"] == project["id"] }
      let open = work.filter { $0["billable"].isTrue && !$0["is_billed"].isTrue }
      #expect(try Reports.exact(row["total_hours"]) == Reports.sum(work.map { Reports.exact($0["rounded_hours"]) }))
      #expect(
        try Reports.exact(row["uninvoiced_hours"]) == Reports.sum(open.map { Reports.exact($0["rounded_hours"]) }))
      let costs = expenses.filter {
        $0["project.id"] == project["id"] && $0["billable"].isTrue && !$0["is_billed"].isTrue
      }
      let cost = try Reports.sum(costs.map { Reports.exact($0["total_cost"]) })
      #expect(Reports.exact(row["uninvoiced_expenses"]) == cost)
      if project["is_fixed_fee"].isTrue {
        let lines = invoices.flatMap { $0["line_items"].items }.filter { $0["project.id"] == project["id"] }
        #expect(
          try Reports.exact(row["uninvoiced_amount"])
            == Reports.exact(project["fee"]).subtracting(Reports.sum(lines.map { Reports.exact($0["amount"]) })))
      } else {
        let amounts = try open.map {
          try Reports.exact($0["rounded_hours"]).multiplied(by: Reports.exact($0["billable_rate"]))
        }
        #expect(
          try Reports.exact(row["uninvoiced_amount"]) == Reports.sum(amounts).rounded(to: 2, .halfUp).adding(cost))
      }
      #expect(row["currency"] == project["client.currency"] && row["project_name"] == project["name"])
    }
  }

  @Test func feesAreLeftOutOrNotYetDue() async throws {
    let fees = try await Reports.fixedFeeProjects()
    let without = try await walk("/v2/reports/uninvoiced?\(Reports.year)&include_fixed_fee=false")
    #expect(!without.isEmpty && without.allSatisfy { fees[$0["project_id"].integer ?? 0] == nil })
    let early = try await walk("/v2/reports/uninvoiced?from=2019-01-01&to=2019-12-31")
    #expect(early.count > without.count)
    #expect(early.allSatisfy { $0["uninvoiced_amount"].number == "0" }, "before any project began")
  }

  @Test(arguments: ["true", "false"])
  func theBudgetReportAddsUp(isActive: String) async throws {
    let projects = try await walk("/v2/projects?is_active=\(isActive)")
    let entries = try await walk("/v2/time_entries")
    let expenses = try await walk("/v2/expenses")
    let rows = try await walk("/v2/reports/project_budget?is_active=\(isActive)")
    #expect(Set(rows.map(\.["project_id"])) == Set(projects.filter { $0["budget_by"] != .text("none") }.map(\.["id"])))
    for row in rows {
      let project = try #require(projects.first { $0["id"] == row["project_id"] })
      let id = try #require(project["id"].integer)
      let month = project["budget_is_monthly"].isTrue ? "2026-03" : ""
      let work = entries.filter {
        $0["project.id"].integer == id && $0["spent_date"].string?.hasPrefix(month) == true
      }
      var spent = try Reports.sum(work.map { Reports.exact($0["rounded_hours"]) })
      if row["budget_by"] == .text("project_cost") || row["budget_by"] == .text("task_fees") {
        spent = try Reports.sum(
          work.map { try Reports.exact($0["rounded_hours"]).multiplied(by: Reports.exact($0["billable_rate"])) })
      }
      if project["cost_budget_include_expenses"].isTrue {
        spent = try spent.adding(
          Reports.sum(expenses.filter { $0["project.id"].integer == id }.map { Reports.exact($0["total_cost"]) }))
      }
      let budget = try await budget(project, id)
      #expect(Reports.exact(row["budget"]) == budget)
      #expect(try Reports.exact(row["budget_spent"]) == spent.rounded(to: 2, .halfUp))
      #expect(try Reports.exact(row["budget_remaining"]) == budget.subtracting(Reports.exact(row["budget_spent"])))
      for key in ["budget_by", "budget_is_monthly", "is_active"] { #expect(row[key] == project[key]) }
    }
  }

  private func budget(_ project: JSON, _ id: Int64) async throws -> Exact {
    switch project["budget_by"].string {
    case "project": return Reports.exact(project["budget"])
    case "project_cost": return Reports.exact(project["cost_budget"])
    case "person":
      return try Reports.sum(await walk("/v2/projects/\(id)/user_assignments").map { Reports.exact($0["budget"]) })
    default:
      return try Reports.sum(await walk("/v2/projects/\(id)/task_assignments").map { Reports.exact($0["budget"]) })
    }
  }

  /// Worked out by hand: 1.1 hours count as 1.25, which at 125 an hour come to 156.25.
  @Test func newWorkIsReported() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 0, rateLimits: false))
    let project = try #require(try await sandbox.walk("/v2/projects").first { $0["code"] == .text("ACME-WEB") })
    let id = try #require(project["id"].integer)
    let tasks = try await sandbox.walk("/v2/projects/\(id)/task_assignments")
    let task = try #require(tasks.first { $0["task.name"] == .text("Design") }?["task.id"].integer)
    let day = "from=2026-03-18&to=2026-03-18"
    #expect(try await sandbox.walk("/v2/reports/time/projects?\(day)").isEmpty)
    let made = try await sandbox.send(
      "POST", "/v2/time_entries",
      #"{"project_id": \#(id), "task_id": \#(task), "spent_date": "2026-03-18", "hours": 1.1}"#)
    let entry = try #require(made.json["id"].integer)
    let row = try #require(try await sandbox.walk("/v2/reports/time/projects?\(day)").first)
    #expect(row["project_name"] == .text("[ACME-WEB] Website") && row["currency"] == .text("USD"))
    #expect(row["total_hours"].number == "1.25" && row["billable_hours"].number == "1.25")
    #expect(row["billable_amount"].number == "156.25")
    let open = try await sandbox.walk("/v2/reports/uninvoiced?\(day)").first { $0["project_id"].integer == id }
    #expect(open?["uninvoiced_hours"].number == "1.25" && open?["uninvoiced_amount"].number == "156.25")
    #expect(open?["uninvoiced_expenses"].number == "0")
    let budget = try await sandbox.walk("/v2/reports/project_budget").first { $0["project_id"].integer == id }
    #expect(budget?["budget_spent"].number == "1.25" && budget?["budget_remaining"].number == "2398.75")
    try await sandbox.send("DELETE", "/v2/time_entries/\(entry)")
    #expect(try await sandbox.walk("/v2/reports/time/projects?\(day)").isEmpty)
  }
}
