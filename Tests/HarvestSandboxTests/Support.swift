import HarvestSandbox
import HvValues
import Testing

/// The day on which the tests' accounts stand still: a Wednesday.
let today = Day(year: 2026, month: 3, day: 18) ?? .earliest

/// One account with 1,100 time entries that many tests read, for each role.
private let accounts: [SandboxRole: Sandbox] = Dictionary(
  uniqueKeysWithValues: SandboxRole.allCases.map { role in
    (role, Sandbox(SandboxConfiguration(today: today, entries: 1100, role: role, rateLimits: false)))
  })

let credentials = [
  ("Authorization", "Bearer sandbox-token"), ("Harvest-Account-Id", "1001001"), ("User-Agent", "tests (t@example.com)"),
  ("Host", "sandbox.test"),
]

/// An answer and its JSON.
struct Answered {
  let status: Int
  let headers: [(name: String, value: String)]
  let json: JSON
  let bytes: [UInt8]
}

extension Sandbox {
  func get(_ target: String, headers: [(String, String)] = credentials, method: String = "GET") async throws -> Answered
  {
    let response = await respond(to: SandboxRequest(method, target, headers: headers))
    return Answered(
      status: response.status, headers: response.headers, json: try JSON(response.body), bytes: response.body)
  }

  /// Sends a body: JSON text unless the content type says otherwise.
  @discardableResult
  func send(
    _ method: String, _ target: String, _ body: String = "", type: String = "application/json",
    headers: [(String, String)] = credentials
  ) async throws -> Answered {
    let response = await respond(
      to: SandboxRequest(
        method, target, headers: headers + (body.isEmpty ? [] : [("Content-Type", type)]), body: Array(body.utf8)))
    return Answered(
      status: response.status, headers: response.headers,
      json: response.body.isEmpty ? .null : try JSON(response.body), bytes: response.body)
  }

  /// All rows of a list, by following the links.
  func walk(_ target: String) async throws -> [JSON] {
    var rows: [JSON] = []
    var next: String? = target
    while let target = next {
      let page = try await get(target)
      try #require(page.status == 200, "\(target)")
      rows += page.rows
      next = page.json["links.next"].string.map { String($0.dropFirst("http://sandbox.test".count)) }
    }
    return rows
  }
}

extension Answered {
  /// The rows of a list: its first key holds them.
  var rows: [JSON] { json.keys.first.map { json[$0].items } ?? [] }
  var ids: [Int64] { rows.compactMap { $0["id"].integer } }
  var message: String? { json["message"].string }
}

func account(_ role: SandboxRole = .administrator) throws -> Sandbox { try #require(accounts[role]) }

func get(_ target: String, as role: SandboxRole = .administrator) async throws -> Answered {
  try await account(role).get(target)
}

/// The rows of a whole list; nothing changes in the shared accounts, so a walk is made once.
func walk(_ target: String, as role: SandboxRole = .administrator) async throws -> [JSON] {
  try await Walks.shared.rows(target, role)
}

private actor Walks {
  static let shared = Walks()
  private var known: [String: Task<[JSON], any Error>] = [:]

  func rows(_ target: String, _ role: SandboxRole) async throws -> [JSON] {
    let key = role.rawValue + target
    if let task = known[key] { return try await task.value }
    let task = Task { try await account(role).walk(target) }
    known[key] = task
    return try await task.value
  }
}
