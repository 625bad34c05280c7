import HvValues
import Testing

@testable import HarvestSandbox

/// The demo account's invoices agree with its time entries, expenses and payments; and the list of them.
struct InvoiceStoryTests {
  @Test func amountsAreThoseOfTheirWork() async throws {
    var hours: [Int64: ExactSum] = [:]
    for entry in try await walk("/v2/time_entries?is_billed=true") {
      let invoice = try #require(entry["invoice.id"].integer)
      let rounded = try #require(entry["rounded_hours"].number.flatMap { Exact($0) })
      let rate = try #require(entry["billable_rate"].number.flatMap { Exact($0) })
      try hours[invoice, default: ExactSum()].add(rounded.multiplied(by: rate))
    }
    var costs: [Int64: ExactSum] = [:]
    for expense in try await walk("/v2/expenses?is_billed=true") {
      let invoice = try #require(expense["invoice.id"].integer)
      try costs[invoice, default: ExactSum()].add(try #require(expense["total_cost"].number.flatMap { Exact($0) }))
    }
    let invoices = try await walk("/v2/invoices")
    for invoice in invoices where invoice["period_start"] != .null {
      let id = try #require(invoice["id"].integer)
      for (kind, sum) in [("Service", hours[id]), ("Product", costs[id])] {
        var lines = ExactSum()
        for line in invoice["line_items"].items where line["kind"] == .text(kind) {
          try lines.add(try #require(line["amount"].number.flatMap { Exact($0) }))
        }
        #expect(try lines.total() == sum?.total() ?? .zero, "\(kind) of \(id)")
      }
    }
    #expect(Set(hours.keys).union(costs.keys).isSubset(of: Set(invoices.compactMap { $0["id"].integer })))
  }

  @Test func invoicesAreInEveryState() {
    let store = Story.tell(SandboxConfiguration(today: today, entries: 8000))
    var states: [InvoiceState: Int] = [:]
    var latePayments = 0
    var overdue = 0
    var partial = 0
    for place in store.invoices.indices {
      let invoice = store.invoices[place]
      let due = store.due(place)
      let total = invoice.document.amounts.total
      states[invoice.state, default: 0] += 1
      #expect(total > .zero, "\(invoice.number)")
      #expect(invoice.document.issued <= today && invoice.document.issued <= invoice.due)
      #expect(invoice.document.created <= invoice.document.updated && invoice.document.updated <= store.now)
      #expect((invoice.state == .draft) == (invoice.sent == nil))
      #expect((invoice.state == .paid) == (due == .zero) && (invoice.paid != nil) == (due == .zero))
      #expect((invoice.state == .closed) == (invoice.closed != nil))
      if let day = invoice.paidDay, day > invoice.due { latePayments += 1 }
      if invoice.state == .open, invoice.due < today { overdue += 1 }
      if due > .zero, due < total { partial += 1 }
    }
    #expect(states[.draft] == 3 && states[.closed] == 1 && partial == 1)
    #expect((states[.open] ?? 0) > 3 && (states[.paid] ?? 0) > 200)
    #expect(latePayments > 20 && overdue > 0)
    #expect(store.invoices.contains { $0.period == nil })
    #expect(store.invoices.map(\.number) == store.invoices.indices.map { String(1001 + $0) })
    #expect(Set(store.invoices.map(\.id)).count == store.invoices.count)
    let lines = store.invoices.flatMap(\.document.lines)
    #expect(Set(lines.map(\.id)).count == lines.count)
  }

  // MARK: The list

  @Test func theNewestIsFirst() async throws {
    let days = try await walk("/v2/invoices").compactMap { $0["issue_date"].string }
    #expect(days.count > 50 && days == days.sorted(by: >))
  }

  @Test func aPageHas100() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 3000, rateLimits: false))
    let page = try await sandbox.get("/v2/invoices")
    #expect(page.rows.count == 100 && page.json["per_page"] == .number("100"))
    #expect(page.json["links.next"].string?.contains("page=2&per_page=100") == true)
    let total = try #require(page.json["total_entries"].integer)
    #expect(try await sandbox.get("/v2/invoices?per_page=2000").rows.count == Int(total))
    #expect(try await sandbox.get("/v2/invoices?per_page=2001").status == 422)
  }

  @Test func filters() async throws {
    let all = try await walk("/v2/invoices")
    let sample = try #require(all.first { !$0["line_items"].items.isEmpty && $0["state"] == .text("open") })
    let client = try #require(sample["client.id"].integer)
    let project = try #require(sample["line_items"].items.first?["project.id"].integer)
    let cases: [(query: String, matches: (JSON) -> Bool)] = [
      ("client_id=\(client)", { $0["client.id"].integer == client }),
      ("project_id=\(project)", { $0["line_items"].items.contains { $0["project.id"].integer == project } }),
      ("state=paid", { $0["state"] == .text("paid") }),
      ("from=2025-01-05&to=20250705", { ("2025-01-05"..."2025-07-05").contains($0["issue_date"].string ?? "") }),
      ("updated_since=2026-02-01T00:00:00Z", { ($0["updated_at"].string ?? "") >= "2026-02-01" }),
      ("client_id=1", { _ in false }),
    ]
    for (query, matches) in cases {
      let rows = try await account().walk("/v2/invoices?" + query)
      #expect(rows == all.filter(matches), "\(query)")
      #expect(rows.count < all.count && rows.isEmpty == (query == "client_id=1"), "\(query)")
    }
    for query in ["state=late", "from=soon", "client_id=x", "updated_since=never"] {
      #expect(try await get("/v2/invoices?" + query).status == 422, "\(query)")
    }
  }

  // MARK: Who may see them

  @Test func aManagerSeesThoseOfTheirProjects() async throws {
    let all = try await walk("/v2/invoices")
    let seen = try await walk("/v2/invoices", as: .manager)
    #expect(!seen.isEmpty && seen.count < all.count)
    let managed = Set(try await walk("/v2/projects", as: .manager).compactMap { $0["id"].integer })
    for invoice in all {
      let projects = invoice["line_items"].items.compactMap { $0["project.id"].integer }
      let isSeen = seen.contains { $0["id"] == invoice["id"] }
      #expect(isSeen == projects.contains(where: managed.contains))
      if !isSeen {
        #expect(try await get("/v2/invoices/\(invoice["id"].integer ?? 0)", as: .manager).status == 403)
      }
    }
  }

  @Test func aMemberSeesNone() async throws {
    #expect(try await get("/v2/invoices", as: .member).status == 403)
    let id = try #require(try await walk("/v2/invoices").first?["id"].integer)
    for method in ["GET", "PATCH", "DELETE"] {
      #expect(try await account(.member).get("/v2/invoices/\(id)", method: method).status == 403)
    }
  }
}
