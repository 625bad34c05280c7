import HvValues
import Testing

/// The yardstick of the planner: typical tasks, how hv is told them, the fewest requests that do, and what a loop with
/// curl makes of them.
///
/// The fewest are written by hand from what the API offers, and not taken from what hv does. They are those of a person
/// who knows the API by heart, and of the account only what the task names: a name costs one read of the list that
/// knows it, and nothing rests on a list being short.
///
/// `{id of project ACME-WEB}` stands for an id, in programs and in requests: the kind, and the record's name, code or
/// number; `{id of newest time_entry}` is the first of its list.
enum RequestTable {
  struct Row: Sendable, CustomTestStringConvertible {
    let task: String
    /// The pipeline, or several statements.
    let program: String
    /// What is asked for, below `/v2`, in any order. Every page of a list is a request.
    let fewest: [String]
    let curl: Curl
    /// What hv must give, a result a statement that gives one, worked out from the answers to the fewest requests.
    let gives: @Sendable (Answers) throws -> [Given]

    init(
      _ task: String, _ program: String, _ fewest: [String], curl: Curl,
      gives: @escaping @Sendable (Answers) throws -> [Given]
    ) {
      (self.task, self.program, self.fewest, self.curl, self.gives) = (task, program, fewest, curl, gives)
    }

    var testDescription: String { task }
  }

  /// What a person with curl and a shell loop does. Field names in braces come from the row that the loop is at:
  /// `/clients/{client.id}`.
  indirect enum Curl: Sendable {
    /// One request.
    case get(String)
    /// A list, page by page to its end.
    case list(String)
    /// A list, and for each of its rows something more.
    case forEach(String, Curl)
    /// One after the other.
    case all([Curl])
  }

  /// What a statement of the program gives.
  enum Given: Sendable {
    /// So many rows, whatever is in them.
    case rows(Int)
    /// The records with these ids, in this order.
    case ids([Int64])
    /// These numbers, in this order.
    case numbers([Exact])
    /// These texts, in this order.
    case texts([String])
    static func number(_ number: Exact) -> Given { .numbers([number]) }
    static func number(_ number: Int) -> Given { .numbers([Exact(number)]) }
  }

  static let rows = looking + counting + choosing + walking + gathering + money + people + programs

  /// The pages of a list that is longer than one.
  static func pages(_ count: Int, _ target: String) -> [String] {
    [target] + (2...max(count, 2)).map { "\(target)&page=\($0)" }
  }
}
