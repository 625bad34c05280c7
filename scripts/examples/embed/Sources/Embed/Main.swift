import Hv

/// Runs pipelines of hv against answers that this program makes itself, with a command of its own.
@main
struct Main {
  static func main() async throws {
    let account = try Account(
      token: "no-secret", id: "1", userAgent: "embed (embed@example.com)", baseURL: "http://answers.example/v2")
    guard let today = Day("2026-11-24") else { return }
    let clock = HostClock(today: today)
    let answers = Answers()
    let shout = HostCommand("shout", "Makes texts loud.", parameters: ["mark"]) { arguments, rows in
      rows.map { .string($0.text.uppercased() + (arguments.first?.text ?? "")) }
    }
    let hv = Interpreter(
      account, Capabilities(network: .transport(answers), clock: clock),
      limits: Limits(requests: 5, rows: 100, time: .seconds(10), bytes: 1 << 20), commands: [shout])

    // Rows come as they are asked for.
    for try await row in hv.rows("projects | where active | get name | shout \"!\"") { print(row.text) }

    // Who stops reading ends the program: of twenty pages one was fetched.
    for try await row in hv.rows("time_entries last month") {
      print("first entry:", row.text)
      break
    }
    print("requests so far:", await answers.count)

    // Figures are exact.
    for try await row in hv.rows("projects | sum budget") { print("budgets:", row.text) }

    // What is not given is not there, and what is wrong is told before anything runs.
    for program in ["projects 1 | update name: \"x\"", "open \"/etc/passwd\" as: csv", "projects | where activ"] {
      do { for try await _ in hv.rows(program) {} } catch let problem as Diagnostic {
        print(problem.code, problem.message)
      }
    }
    let pure = Interpreter()
    for try await row in pure.rows("[1, 2.50] | sum it") { print("without anything:", row.text) }
    for program in ["projects", "today"] {
      do { for try await _ in pure.rows(program) {} } catch let problem as Diagnostic {
        print(problem.code, problem.message)
      }
    }

    // A limit ends a run.
    do { for try await _ in hv.rows("range 1, 1000") {} } catch let problem as Diagnostic {
      print(problem.code, problem.message)
    }

    // So does cancelling the task.
    let task = Task { for try await _ in hv.rows("range 1, 99 | sleep 60") {} }
    task.cancel()
    do {
      try await task.value
      print("not cancelled")
    } catch is CancellationError { print("cancelled") }
    await hv.shutdown()
  }
}

/// A server of two projects and twenty pages of entries, in memory.
actor Answers: HostTransport {
  private(set) var count = 0

  func send(_ request: HostRequest) -> HostResponse {
    count += 1
    if request.url.contains("/time_entries") {
      return page("time_entries", #"{"id":7,"spent_date":"2026-10-02","hours":1.25,"notes":"a"}"#, of: 20)
    }
    let website = #"{"id":1,"name":"Website","is_active":true,"budget":0.1}"#
    let archive = #"{"id":2,"name":"Archive","is_active":false,"budget":0.2}"#
    return page("projects", request.url.contains("is_active=true") ? website : website + "," + archive, of: 1)
  }

  private func page(_ key: String, _ rows: String, of pages: Int) -> HostResponse {
    let next = pages > 1 ? "2" : "null"
    let body = """
      {"\(key)":[\(rows)],"per_page":2000,"total_pages":\(pages),"total_entries":\(pages),"page":1,"next_page":\(next),
      "previous_page":null,"links":{"first":"http://answers.example/v2/\(key)?page=1","next":\(pages > 1 ? "\"http://answers.example/v2/\(key)?page=2\"" : "null"),
      "previous":null,"last":"http://answers.example/v2/\(key)?page=\(pages)"}}
      """
    return HostResponse(status: 200, body: Array(body.utf8))
  }
}
