import Foundation
import HarvestClient
import HarvestSandbox
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvCLI

/// The account that all rows of the table are tried on: the sandbox's default one, with 30,000 time entries, on a day
/// that stands still. The table only reads, so that what was answered once is answered the same again.
actor RequestTableAccount {
  static let shared = RequestTableAccount()
  static let today = Day(year: 2026, month: 11, day: 24) ?? .latest

  /// What became of one row.
  struct Result: Sendable {
    /// The program with ids in it.
    var program = ""
    /// The requests that hv made, and the fewest, as they would stand in a list: `GET /projects?per_page=2000`.
    var made: [String] = []
    var fewest: [String] = []
    var curl = 0
    /// The values that each statement gave, and those that follow from the answers to the fewest requests.
    var values: [[Value]] = []
    var given: [RequestTable.Given] = []
    /// What `explain` says of each statement that gives something, and the requests that it then made.
    var explained: [ExplainedStep] = []
    /// Errors of hv.
    var errors = ""
  }

  private let sandbox = RequestTableSandbox()
  private var results: [String: Result] = [:]
  private var answers: [String: Answer] = [:]

  /// Runs a row in all three ways, once for all tests.
  ///
  /// - Throws: where the row itself is wrong: an id that is not found, a request that is refused.
  func result(of row: RequestTable.Row) async throws -> Result {
    if let known = results[row.task] { return known }
    var result = Result()
    result.program = try await filling(row.program)
    var asked: [Answer] = []
    for target in row.fewest {
      let target = try await filling(target)
      result.fewest.append(RequestTableSandbox.line("GET", "/v2" + target))
      asked.append(try await answer(target))
    }
    result.given = try row.gives(Answers(all: asked))
    result.curl = try await count(row.curl)
    try await run(result.program, into: &result)
    results[row.task] = result
    return result
  }

  // MARK: hv

  /// Runs a program in a session of its own, which knows no names yet.
  private func run(_ program: String, into result: inout Result) async throws {
    let noon = try #require(Instant(day: Self.today, secondsOfDay: 43_200))
    let transport = RequestTableTransport(sandbox: sandbox)
    let configuration = sandbox.configuration
    let host = HarvestHost(
      connect: {
        let token = try #require(Token(configuration.token))
        let credentials = try #require(Credentials(token: token, accountID: configuration.accountID))
        return HarvestClient(
          HarvestClient.Configuration(
            baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: transport,
            userAgent: RequestTableSandbox.userAgent))
      })
    let session = Session(host: host, clock: Clock(today: Self.today, now: noon))
    let source = SourceText(name: "table", program)
    let (checked, diagnostics) = session.check(source)
    result.errors = diagnostics.filter { $0.severity == .error }.map(\.message).joined(separator: "; ")
    guard let checked else { return }
    var values: [[Value]] = []
    var explained: [ExplainedStep] = []
    let run = Run(host: host, clock: session.clock)
    do {
      try await session.run(checked, run) { step, stage, _ in
        guard case .output(let plan) = step, let stage else { return }
        let explanation = session.explanation(of: plan, run).value
        let before = transport.made.withLock { $0.count }
        values.append(try await stage.drain())
        explained.append(ExplainedStep(explanation, made: Array(transport.made.withLock { $0 }.dropFirst(before))))
      }
    } catch let diagnostic as Diagnostic {
      result.errors = ([diagnostic.message] + diagnostic.notes).joined(separator: "; ")
    }
    result.values = values
    result.explained = explained
    result.made = transport.made.withLock { $0 }
  }

  // MARK: curl

  /// How many requests a loop makes; it makes them.
  private func count(_ curl: RequestTable.Curl) async throws -> Int {
    switch curl {
    case .get(let target):
      _ = try await answer(try await filling(target))
      return 1
    case .list(let target): return try await pages(target).count
    case .forEach(let target, let inner):
      let pages = try await pages(target)
      var count = pages.count
      for row in pages.flatMap(\.rows) { count += try await self.count(try inner.filled(from: row)) }
      return count
    case .all(let several):
      var count = 0
      for one in several { count += try await self.count(one) }
      return count
    }
  }

  /// Every page of a list, as large as they can be.
  private func pages(_ target: String) async throws -> [Answer] {
    let filled = try await filling(target)
    var pages = [try await answer(filled + (filled.contains("?") ? "&" : "?") + "per_page=2000")]
    while let next = pages.last?.next {
      guard let path = next.range(of: "/v2/") else { throw RequestFault("the next page is at \(next)") }
      pages.append(try await answer("/" + next[path.upperBound...]))
    }
    return pages
  }

  // MARK: ids

  /// Puts ids in the place of `{id of project ACME-WEB}`.
  private func filling(_ text: String) async throws -> String {
    var text = text
    while let open = text.range(of: "{id of "),
      let close = text.range(of: "}", range: open.upperBound..<text.endIndex)
    {
      let words = text[open.upperBound..<close.lowerBound].split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { throw RequestFault("which record is meant in “\(text)”?") }
      text.replaceSubrange(open.lowerBound..<close.upperBound, with: String(try await id(words[0], words[1])))
    }
    return text
  }

  private func id(_ kind: String, _ name: String) async throws -> Int64 {
    if kind == "newest" {
      let id = try await answer("/\(Self.collection(of: name))?per_page=1").ids.first
      return try #require(id, "there is no \(name)")
    }
    let found = try await pages("/" + Self.collection(of: kind)).flatMap(\.rows).filter { row in
      let person = ["first_name", "last_name"].map { row[$0]?.text ?? "" }.joined(separator: " ")
      return ["name", "code", "number"].contains { row[$0]?.text == name } || person == name
    }
    guard found.count == 1, let id = found[0].id else {
      throw RequestFault("“\(name)” means \(found.count) records of the kind \(kind)")
    }
    return id
  }

  private static func collection(of kind: String) -> String {
    kind.hasSuffix("y") ? kind.dropLast() + "ies" : kind + "s"
  }

  /// The answer to `/projects?is_active=true`.
  private func answer(_ target: String) async throws -> Answer {
    if let known = answers[target] { return known }
    let (status, bytes) = await sandbox.get("/v2" + target)
    guard status == 200 else {
      throw RequestFault("GET \(target) is answered with \(status): \(String(decoding: bytes, as: UTF8.self))")
    }
    let answer = try Answer(bytes)
    answers[target] = answer
    return answer
  }
}

extension RequestTable.Curl {
  /// The recipe for one row of the list around it.
  fileprivate func filled(from row: Record) throws -> Self {
    switch self {
    case .get(let target): .get(try Self.fill(target, row))
    case .list(let target): .list(try Self.fill(target, row))
    case .forEach(let target, let inner): .forEach(try Self.fill(target, row), inner)
    case .all(let several): .all(try several.map { try $0.filled(from: row) })
    }
  }

  private static func fill(_ target: String, _ row: Record) throws -> String {
    var target = target
    while let open = target.firstIndex(of: "{"), let close = target[open...].firstIndex(of: "}") {
      let path = String(target[target.index(after: open)..<close])
      guard let value = row[path: FieldPath(path)], !value.isNull else {
        throw RequestFault("a row of the loop has no \(path) for \(target)")
      }
      target.replaceSubrange(open...close, with: value.text)
    }
    return target
  }
}
