import Foundation
import HarvestSandbox
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Testing

/// What can stand at the cursor: `▮` in each program.
@Suite("Completion")
struct CompletionTests {
  /// A session against an emulator, the names of which are in memory.
  private static func session() async throws -> Session {
    let sandbox = try #require(RandomPipelineSandbox(role: .administrator))
    let host = RandomPipelineBench.host(
      sandbox.configuration, RandomPipelineTransport(sandbox: sandbox, rowsPerPage: nil))
    for kind in ["project", "client", "user", "task"] {
      #expect(host.knownNames(of: kind) == nil)
      #expect(await host.loadNames(of: kind))
    }
    return Session(host: host, clock: try #require(RandomPipelineBench.clock))
  }

  private static let shared = Task { try await Shared(session: session()) }

  private final class Shared: @unchecked Sendable {
    // One test after the other uses it.
    let session: Session
    init(session: Session) { self.session = session }
  }

  private func complete(_ program: String) async throws -> (before: String, candidates: [Completion.Candidate]) {
    let halves = program.components(separatedBy: "▮")
    let session = try await Self.shared.value.session
    let completion = session.completion(of: halves.joined(), at: halves[0].utf8.count)
    let text = Array(halves.joined().utf8)
    #expect(completion.range.upperBound == halves[0].utf8.count)
    return (String(decoding: text[completion.range], as: UTF8.self), completion.candidates)
  }

  /// A program, what must be offered, and what must not.
  static let cases: [(program: String, has: [String], hasNot: [String])] = [
    // The head of a pipeline.
    ("pro▮", ["projects", "project_assignments"], ["clients", "where"]),
    ("▮", ["projects", "open", "let", "timer"], ["where", "each < ", "update"]),
    ("projects; cli▮", ["clients"], []),
    ("explain pro▮", ["projects"], []),
    ("help so▮", ["sort"], []),
    // Commands for what flows in.
    (
      "projects | ▮", ["where", "tasks", "time_entries", "update", "delete", "each < "], ["projects", "timer", "stop"]
    ),
    ("time_entries | ▮", ["stop", "restart", "project", "sum"], ["tasks", "archive"]),
    ("invoices | ma▮", ["mark"], []),
    ("projects | where active | ta▮", ["tasks", "tap < "], []),
    ("projects | each < ta▮", ["tasks", "tap < "], []),
    ("projects | each as p < tasks | wh▮", ["where"], []),
    ("1 + 1 | ▮", ["where"], ["tasks"]),
    ("invoices 5 | mark ▮", [], []),
    // Fields, also through other stages.
    ("time_entries | where ho▮", ["hours", "hours_without_timer"], ["notes"]),
    ("time_entries | where ▮", ["hours", "is_running", "client", "not", "round("], ["projects"]),
    ("time_entries | where client.▮", ["id", "name", "currency"], ["hours"]),
    ("time_entries | where client.na▮", ["name"], ["id"]),
    ("time_entries | sort -ho▮", ["hours"], []),
    ("time_entries | select spent_date, ho▮", ["hours"], []),
    ("time_entries | select day: spent_date, long: hours | where ▮", ["day", "long"], ["hours", "notes"]),
    ("time_entries | extend minutes: hours * 60 | where min▮", ["minutes"], []),
    ("time_entries | rename text: notes | get te▮", ["text"], []),
    ("time_entries | sum hours by cl▮", ["client"], []),
    ("projects | each as p < tasks | select $p.cl▮", ["client"], []),
    ("projects | where runn▮", [], []),
    ("time_entries | where runn▮", ["running"], []),
    ("time_entries | where billable and (hours > 2 or ru▮", ["running"], []),
    ("time_entries | select label: \"{client.na▮", ["name"], []),
    ("time_entries | where hours > 2 | select h▮ | first 3", ["hours"], []),
    ("def long() < where ho▮", [], ["hours"]),
    ("def f(b: block) < do $b >; time_entries | f do < where ho▮", ["hours"], ["notes"]),
    ("def f(b: block) < do $b >; time_entries | f do < first 2 > | where ho▮", ["hours"], ["notes"]),
    // Operators by type.
    ("time_entries | where hours ▮", [">", "<=", "*"], ["and", "=~"]),
    ("time_entries | where notes ▮", ["==", "=~"], [">"]),
    ("time_entries | where hours > 2 ▮", ["and", "or"], ["*"]),
    ("time_entries | where spent_date ▮", ["in"], ["=~"]),
    ("time_entries | sum hours ▮", ["by "], []),
    // Values.
    ("time_entries | where spent_date in ▮", ["last month", "this week"], []),
    ("time_entries la▮", ["last month", "last 7 days"], ["this month"]),
    ("time_entries | where approval_status == \"▮", ["\"submitted\"", "\"approved\""], []),
    ("invoices | where state == \"op▮", ["\"open\""], ["\"paid\""]),
    ("invoices state: ▮", ["open", "paid"], []),
    ("projects active: ▮", ["true", "false"], []),
    ("time_entries | where is_running == t▮", ["true"], []),
    // Parameters.
    ("projects ▮", ["active: ", "client: ", "create"], ["where"]),
    ("projects cli▮", ["client: "], ["active: "]),
    ("projects active: true, ▮", ["client: "], ["active: "]),
    ("projects | time_entries last month, us▮", ["user: "], []),
    ("projects create ▮", ["client: ", "name: "], []),
    ("timer ▮", ["start", "stop", "status"], []),
    ("reports ▮", ["time", "expenses", "uninvoiced"], []),
    // Modules.
    ("times▮", ["timesheet"], []),
    ("use ti▮", ["timesheet"], ["timer"]),
    ("help times▮", ["timesheet"], []),
    ("timesheet ▮", ["today", "this week"], []),
    ("def long(than: range) < it >; long la▮", ["last month"], []),
    // Variables.
    ("let week = time_entries last week; $we▮", ["$week"], []),
    ("projects | each as p < tasks | where project == $▮", ["$p"], []),
    // Names.
    ("projects \"Web▮", [], ["\"Packaging\""]),
    ("projects client: \"Ac▮", ["\"Acme\""], ["\"Kumo\""]),
    ("time_entries | where client == \"Ac▮", ["\"Acme\""], []),
    ("time_entries | where user == \"Ada▮", ["\"Ada Lindqvist\""], []),
    ("users \"Ada▮", ["\"Ada Lindqvist\""], []),
    // Nothing helps here.
    ("# pro▮", [], ["projects"]),
    ("projects | first 12▮", [], ["projects"]),
    ("'pro▮", [], ["projects"]),
  ]

  @Test("What is offered", arguments: cases.indices)
  func offered(_ index: Int) async throws {
    let (program, has, hasNot) = Self.cases[index]
    let (_, candidates) = try await complete(program)
    let texts = candidates.map(\.text)
    for text in has { #expect(texts.contains(text), "\(program): \(text) is not among \(texts.prefix(30))") }
    for text in hasNot { #expect(!texts.contains(text), "\(program): \(text) is offered") }
    #expect(Set(texts).count == texts.count, "\(program)")
    for candidate in candidates {
      #expect(!candidate.description.isEmpty && !candidate.description.contains("\n"), "\(program): \(candidate)")
    }
  }

  @Test("Names are quoted, qualified where several have them, and those of a client that stands beside come alone")
  func names() async throws {
    let all = try await complete("time_entries project: \"Web▮").candidates.map(\.text)
    #expect(all.contains("\"Acme/Website\""), "\(all)")
    let (before, acme) = try await complete("time_entries client: \"Acme\", project: \"▮")
    #expect(before == "\"")
    #expect(acme.map(\.text).contains("\"Website\""), "\(acme.map(\.text))")
    #expect(!acme.map(\.text).contains { $0.contains("/") })
    #expect(acme.allSatisfy { $0.description.contains("Acme") })
  }

  @Test("Whatever is typed, an answer comes")
  func anything() async throws {
    let programs = Self.cases.map { $0.program.components(separatedBy: "▮").joined() }
    let session = try await Self.shared.value.session
    for program in programs {
      for offset in 0...program.utf8.count {
        let completion = session.completion(of: program, at: offset)
        #expect(completion.range.lowerBound >= 0 && completion.range.upperBound <= offset)
      }
    }
  }
}
