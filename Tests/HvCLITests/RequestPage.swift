import Foundation

/// docs/requests.md: what typical tasks cost with hv, at the least, and with curl in a loop.
struct RequestPage {
  /// A row of the page.
  struct Line: Sendable {
    let row: RequestTable.Row
    let result: RequestTableAccount.Result
  }

  static let file = Hv.root.appendingPathComponent("docs/requests.md")

  let lines: [Line]

  /// Runs every row.
  static func made() async throws -> RequestPage {
    var lines: [Line] = []
    for row in RequestTable.rows {
      lines.append(Line(row: row, result: try await RequestTableAccount.shared.result(of: row)))
    }
    return RequestPage(lines: lines)
  }

  /// The page as it stands in the file.
  var text: String {
    let made = lines.map(\.result.made.count), fewest = lines.map(\.result.fewest.count),
      curl = lines.map(\.result.curl)
    var text = """
      # Requests

      Harvest answers 100 requests in 15 seconds, so requests are what a program waits for. This page counts them, for \
      \(lines.count)
      typical tasks. hv makes the fewest possible in \(zip(made, fewest).count { $0 == $1 }) of them: \(made.sum) \
      requests in all, where a loop with curl makes \(curl.sum).

      - **hv** is what hv makes for the program, every page of a list counted.
      - **fewest** is what a person makes who knows the API by heart. Of the account they know what the task names: an
        id is at hand, a name costs one read of the list that knows it, and nothing rests on a list being short. (A
        list that happens to fit on one page could be read whole and searched for the name. Nobody knows that before.)
      - **curl** is what a loop in a shell makes. It gives the API the filters that the task is about, follows a list
        to its end, 2,000 rows a page, unless only its first rows are wanted, and asks for what belongs to a row below
        that row. It remembers nothing.

      A test makes all three in the sandbox with its 30,000 time entries, on \(RequestTableAccount.today). It compares
      each request of hv with those written down as the fewest, and what hv gives with what follows from their answers.
      It writes this page too: `HV_RECORD=1 scripts/test RequestPage`.

      |  | task | program | hv | fewest | curl |
      |---:|---|---|---:|---:|---:|

      """
    for (number, line) in zip(1..., lines) {
      text += "| \(number) | \(line.row.task) | `\(line.result.program.inTable)` "
      text += "| \(line.result.made.count) | \(line.result.fewest.count) | \(line.result.curl) |\n"
    }
    text += """
      |  | **together** |  | **\(made.sum)** | **\(fewest.sum)** | **\(curl.sum)** |

      ## See for yourself

      `explain` before a pipeline says what it will ask for, before it asks. `--trace` shows each request as it is
      made. Neither needs an account:

          hv --sandbox --today \(RequestTableAccount.today) -c 'explain projects | where active | each < tasks >'
          hv --sandbox --today \(RequestTableAccount.today) --trace -c 'projects | where active | each < tasks >'

      ## The requests

      The fewest, and what the loop with curl walks. A record in braces stands for its id.


      """
    for (number, line) in zip(1..., lines) {
      text += "\(number). \(line.row.task)\n"
      let fewest = line.row.fewest.map { "`\($0)`" }
      text += "    - fewest: " + (fewest.isEmpty ? "none" : fewest.joined(separator: ", ")) + "\n"
      text += "    - curl: \(line.row.curl.words)\n"
    }
    return text
  }
}

extension RequestTable.Curl {
  /// The recipe in words.
  fileprivate var words: String {
    switch self {
    case .get(let target): "`\(target)`"
    case .list(let target): "all of `\(target)`"
    case .forEach(let target, let inner): "all of `\(target)`, and for each row \(inner.words)"
    case .all(let several): several.map(\.words).joined(separator: ", then ")
    }
  }
}

extension String {
  /// Within a table a bar needs a backslash, in code too.
  fileprivate var inTable: String { split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
}

extension [Int] {
  fileprivate var sum: Int { reduce(0, +) }
}
