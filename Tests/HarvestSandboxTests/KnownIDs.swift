import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// Ids of an account, under the names that tables of requests write in angle brackets: `/clients/<client>`.
struct KnownIDs: Sendable {
  private var ids: [String: Int64] = [:]

  subscript(_ name: String) -> Int64? {
    get { ids[name] }
    set { ids[name] = newValue }
  }

  /// The text with ids in place of names; an unknown name becomes 1, which is nothing's id.
  func fill(_ text: String) -> String {
    text.replacing(/<(\w+)>/) { match in String(ids[String(match.1)] ?? 1) }
  }

  /// Those of the account that many tests read.
  static let shared = Task { try await KnownIDs(of: account()) }

  /// The target of a read: with ids that exist and belong together, and with all that it needs.
  func target(of endpoint: Endpoint) -> String {
    var path = endpoint.path
    for name in endpoint.pathParameters {
      // Only managers have teammates.
      path.replace("{\(name)}", with: name == "user_id" ? "<manager>" : "<\(name.dropLast("_id".count))>")
    }
    let query: [String] = endpoint.query.compactMap { parameter in
      switch parameter.name {
      case "from" where parameter.required: "from=2025-03-19"
      case "to" where parameter.required: "to=2026-03-18"
      case "include_forecast": "include_forecast=true"
      default: nil
      }
    }
    return "/v2" + fill(path) + "?" + query.joined(separator: "&")
  }

  /// Looks them up as an administrator.
  init(of sandbox: Sandbox) async throws {
    let me = try await sandbox.get("/v2/users/me").json
    self["me"] = me["id"].integer
    try await findPeople(sandbox)
    try await findProject(sandbox)
    try await findWork(sandbox)
    try await findDocuments(sandbox)
    try await findSettings(sandbox)
  }

  private mutating func findPeople(_ sandbox: Sandbox) async throws {
    let users = try await sandbox.walk("/v2/users").filter { $0["is_active"].isTrue }
    try find("manager", in: users) { $0["access_roles"].items.contains(.text("manager")) }
    // The oldest: a member who calls is Mei, and her time is not for those who may not see it.
    try find("member", in: users.reversed()) { $0["access_roles"].items.contains(.text("member")) }
    try find("contact", in: await sandbox.walk("/v2/contacts"))
    try find("billable_rate", in: await sandbox.walk(fill("/v2/users/<manager>/billable_rates")))
    try find("cost_rate", in: await sandbox.walk(fill("/v2/users/<manager>/cost_rates")))
  }

  /// A project of the caller, and what could be assigned to it.
  private mutating func findProject(_ sandbox: Sandbox) async throws {
    let work = try #require(try await sandbox.walk("/v2/users/me/project_assignments").first)
    self["project"] = work["project.id"].integer
    self["client"] = work["client.id"].integer
    let task = work["task_assignments"].items.first { $0["is_active"].isTrue }
    self["task"] = task?["task.id"].integer
    let tasks = try await sandbox.walk(fill("/v2/projects/<project>/task_assignments"))
    let people = try await sandbox.walk(fill("/v2/projects/<project>/user_assignments"))
    try find("task_assignment", in: tasks)
    try find("user_assignment", in: people)
    try find("free_task", in: await sandbox.walk("/v2/tasks?is_active=true")) { row in
      !tasks.contains { $0["task.id"] == row["id"] }
    }
    try find("free_user", in: await sandbox.walk("/v2/users?is_active=true")) { row in
      !people.contains { $0["user.id"] == row["id"] }
    }
  }

  /// `time_entry` and `expense` can be changed; `locked` is invoiced work of `user`, who is not the caller.
  private mutating func findWork(_ sandbox: Sandbox) async throws {
    let entries = try await sandbox.walk("/v2/time_entries")
    let member = self["member"]
    func isFree(_ row: JSON) -> Bool { !row["is_locked"].isTrue && row["user.id"].integer != member }
    try find("running", in: entries) { $0["is_running"].isTrue }
    try find("time_entry", in: entries) { isFree($0) && !$0["is_running"].isTrue }
    let active = Set(try await sandbox.walk("/v2/users?is_active=true").map { $0["id"].integer })
    let locked = try #require(
      entries.first { $0["is_billed"].isTrue && active.contains($0["user.id"].integer) && $0["user.id"].integer != me })
    self["locked"] = locked["id"].integer
    self["user"] = locked["user.id"].integer
    self["busy_project"] = locked["project.id"].integer
    self["busy_task"] = locked["task.id"].integer
    self["busy_task_assignment"] = locked["task_assignment.id"].integer
    self["busy_user_assignment"] = locked["user_assignment.id"].integer
    let expenses = try await sandbox.walk("/v2/expenses")
    try find("expense", in: expenses) { isFree($0) && $0["expense_category.unit_price"] == .null }
    try find("locked_expense", in: expenses) { $0["is_billed"].isTrue }
    let categories = try await sandbox.walk("/v2/expense_categories?is_active=true")
    try find("expense_category", in: categories) { row in
      row["unit_price"] == .null && expenses.contains { $0["expense_category.id"] == row["id"] }
    }
    try find("unit_category", in: categories) { $0["unit_price"] != .null }
  }

  private var me: Int64? { ids["me"] }

  /// `invoice` is open and half paid, `estimate` is sent.
  private mutating func findDocuments(_ sandbox: Sandbox) async throws {
    let invoices = try await sandbox.walk("/v2/invoices")
    let invoice = try #require(
      invoices.first { $0["state"] == .text("open") && $0["amount"] != $0["due_amount"] })
    self["invoice"] = invoice["id"].integer
    self["line"] = invoice["line_items"].items.first?["id"].integer
    try find("draft", in: invoices) { $0["state"] == .text("draft") }
    try find("paid", in: invoices) { $0["state"] == .text("paid") }
    try find("message", in: await sandbox.walk(fill("/v2/invoices/<invoice>/messages")))
    try find("payment", in: await sandbox.walk(fill("/v2/invoices/<invoice>/payments")))
    let estimates = try await sandbox.walk("/v2/estimates")
    try find("estimate", in: estimates) { $0["state"] == .text("sent") }
    try find("draft_estimate", in: estimates) { $0["state"] == .text("draft") }
    try find("estimate_message", in: await sandbox.walk(fill("/v2/estimates/<estimate>/messages")))
  }

  private mutating func findSettings(_ sandbox: Sandbox) async throws {
    try find("role", in: await sandbox.walk("/v2/roles"))
    try find("invoice_item_category", in: await sandbox.walk("/v2/invoice_item_categories")) { row in
      row["use_as_service"].isTrue
    }
    try find("estimate_item_category", in: await sandbox.walk("/v2/estimate_item_categories"))
    try find("holiday_calendar", in: await sandbox.walk("/v2/pto/holiday_calendars"))
  }

  /// Keeps the id of the first row that is wanted.
  private mutating func find(
    _ name: String, in rows: [JSON], where isWanted: (JSON) -> Bool = { _ in true }
  ) throws {
    self[name] = try #require(rows.first(where: isWanted)?["id"].integer, "\(name)")
  }
}
