import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// What stands before the data: addresses, credentials, roles and rates.
struct GateTests {
  @Test func aRequestNeedsAUserAgent() async throws {
    for agent in [[], [("User-Agent", "  ")]] {
      let answer = try await account().get("/v2/clients", headers: credentials.filter { $0.0 != "User-Agent" } + agent)
      #expect(answer.status == 400)
      #expect(answer.message != nil)
    }
  }

  struct Credentials: Sendable {
    let target: String
    let headers: [(String, String)]
    let status: Int

    init(_ headers: [(String, String)], at target: String = "/v2/clients", _ status: Int) {
      self.target = target
      self.headers = headers
      self.status = status
    }
  }

  static let token = ("authorization", "Bearer sandbox-token")
  static let accountID = ("HARVEST-ACCOUNT-ID", "1001001")

  @Test(arguments: [
    Credentials([token, accountID], 200),
    Credentials([("Authorization", "bearer sandbox-token"), accountID], 200),
    Credentials([], at: "/v2/clients?access_token=sandbox-token&account_id=1001001", 200),
    Credentials([], 401),
    Credentials([token], 401),
    Credentials([accountID], 401),
    Credentials([("Authorization", "Bearer wrong"), accountID], 401),
    Credentials([("Authorization", "sandbox-token"), accountID], 401),
    Credentials([accountID], at: "/v2/nothing", 401),
    Credentials([], at: "/api/v2/accounts", 401),
    Credentials([token], at: "/api/v2/accounts", 200),
    Credentials([token, ("Harvest-Account-Id", "7")], 404),
  ])
  func credentialsAreChecked(_ test: Credentials) async throws {
    let answer = try await account().get(test.target, headers: test.headers + [("User-Agent", "t")])
    #expect(answer.status == test.status)
    if test.status == 401 {
      #expect(answer.json.keys == ["error", "error_description"])
      #expect(answer.json["error"] == .text("invalid_token"))
    }
  }

  @Test(arguments: [
    ("GET", "/v2/clients/1", 404), ("GET", "/v2/clients/Acme", 404), ("GET", "/v2/nothing", 404), ("GET", "/", 404),
    ("GET", "/v3/clients", 404), ("PUT", "/v2/clients/1", 404), ("GET", "/v2/projects/1/task_assignments", 404),
    ("PATCH", "/v2/invoices/1/line_items", 404), ("GET", "/api/v2/clients", 200), ("GET", "/v2/clients/", 200),
    ("PATCH", "/v2/clients", 404), ("DELETE", "/v2/clients", 404), ("POST", "/v2/clients/1", 404),
    ("GET", "/v2/users/me/", 200), ("GET", "/v2/users/you", 404), ("GET", "/v2/clients/9223372036854775808", 404),
    ("GET", "/v2/invoices", 200), ("GET", "/v2/invoices/1/messages/new", 404),
    ("GET", "/v2/reports/time/clients", 400), ("GET", "/v2/reports/project_budget", 200),
    ("GET", "/v2/reports/time", 404), ("GET", "/v2/pto/balances", 200), ("POST", "/v2/pto/types", 404),
  ])
  func addresses(method: String, target: String, status: Int) async throws {
    let answer = try await account().get(target, method: method)
    #expect(answer.status == status)
    if status == 404 { #expect(answer.json == .object([("status", .number("404")), ("error", .text("Not Found"))])) }
  }

  @Test(arguments: [
    ("clients", 200, 403), ("contacts", 200, 403), ("tasks", 200, 403), ("projects", 200, 403), ("users", 200, 403),
    ("task_assignments", 200, 403), ("user_assignments", 200, 403), ("roles", 403, 403),
    ("expense_categories", 403, 403), ("time_entries", 200, 200), ("expenses", 200, 200), ("company", 200, 200),
    ("users/me", 200, 200), ("users/me/project_assignments", 200, 200), ("invoices", 200, 403),
    ("invoice_item_categories", 200, 403), ("estimates", 403, 403), ("estimate_item_categories", 403, 403),
    ("reports/time/team", 200, 200), ("reports/expenses/team", 200, 200), ("reports/project_budget", 200, 200),
    ("reports/uninvoiced", 200, 403), ("pto/types", 403, 403), ("pto/balances", 403, 403),
  ])
  func rolesReachDifferently(path: String, manager: Int, member: Int) async throws {
    let target = "/v2/\(path)?from=2026-01-01&to=2026-01-31"
    #expect(try await get(target).status == 200)
    #expect(try await get(target, as: .manager).status == manager)
    #expect(try await get(target, as: .member).status == member)
  }

  @Test func membersSeeTheirOwnWorkWithoutRates() async throws {
    let me = try await get("/v2/users/me", as: .member).json
    #expect(me["access_roles"] == .list([.text("member")]))
    #expect(me["cost_rate"] == .null)
    let entries = try await walk("/v2/time_entries", as: .member)
    let all = try await walk("/v2/time_entries")
    #expect(!entries.isEmpty && entries.count < all.count)
    #expect(entries.allSatisfy { $0["user.id"] == me["id"] })
    #expect(entries.allSatisfy { $0["billable_rate"] == .null && $0["cost_rate"] == .null })
    #expect(entries.contains { $0["is_running"].isTrue })
  }

  @Test func managersSeeTeammatesAndTheirProjects() async throws {
    let users = Set(try await walk("/v2/users", as: .manager).map { $0["id"].number })
    #expect(users.count == 7)
    let projects = Set(try await walk("/v2/projects", as: .manager).map { $0["id"].number })
    #expect(!projects.isEmpty && projects.count < 40)
    let entries = try await walk("/v2/time_entries", as: .manager)
    let all = try await walk("/v2/time_entries")
    #expect(entries.count < all.count)
    #expect(entries.allSatisfy { users.contains($0["user.id"].number) || projects.contains($0["project.id"].number) })
    #expect(entries.contains { !users.contains($0["user.id"].number) })
    #expect(entries.contains { $0["billable_rate"] != .null })
    #expect(entries.allSatisfy { $0["cost_rate"] == .null })
  }

  @Test func whatExistsButIsNotOnesOwnIsForbidden() async throws {
    let mine = try #require(try await get("/v2/users/me", as: .member).json["id"].integer)
    let stopped = try await walk("/v2/time_entries?is_running=false")
    let foreign = try #require(stopped.first { $0["user.id"].integer != mine })
    let id = try #require(foreign["id"].integer)
    #expect(try await get("/v2/time_entries/\(id)", as: .member).status == 403)
    #expect(try await get("/v2/time_entries/1", as: .member).status == 404)
    #expect(try await get("/v2/users/\(mine)/project_assignments", as: .member).status == 200)
    let other = try #require(foreign["user.id"].integer)
    #expect(try await get("/v2/users/\(other)/project_assignments", as: .member).status == 403)
  }

  @Test func theHundredAndFirstRequestWaits() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 0))
    for _ in 1...100 { #expect(try await sandbox.get("/v2/company").status == 200) }
    let refused = try await sandbox.get("/v2/company")
    #expect(refused.status == 429)
    let seconds = try #require(refused.json["retry_after"].integer)
    #expect((1...15).contains(seconds))
    #expect(refused.message != nil)
    #expect(refused.headers.first { $0.name == "Retry-After" }?.value == String(seconds))
    #expect(try await sandbox.get("/v2/reports/project_budget").status == 200, "reports have a bucket of their own")
    #expect(try await sandbox.get("/api/v2/accounts").status == 200, "the identity server does not count")
  }

  @Test func bucketsOpenAgain() {
    var limiter = RateLimiter()
    let start = ContinuousClock.now
    for _ in 1...100 { #expect(limiter.admit(.general, at: start) == nil) }
    #expect(limiter.admit(.general, at: start) == 15)
    #expect(limiter.admit(.general, at: start + .milliseconds(14_001)) == 1)
    #expect(limiter.admit(.general, at: start + .seconds(15)) == nil)
    for _ in 1...100 { #expect(limiter.admit(.reports, at: start) == nil) }
    #expect(limiter.admit(.reports, at: start + .seconds(60)) == 840)
  }

  @Test func aSlowSandboxTakesItsTime() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 0, latency: .milliseconds(30)))
    let start = ContinuousClock.now
    _ = try await sandbox.get("/v2/company")
    #expect(ContinuousClock.now - start >= .milliseconds(30))
  }
}
