import Testing

/// What each operation of the API must look like from both ends: the line that a person types, the request that hv must
/// make of it, and the keys that come back.
///
/// The rows are written by hand from the facts about the API, and not from the catalog, so that a mistake there cannot
/// agree with itself. A row is the name of the operation and, indented below it:
///
///     : a line that is run before, to make what the command needs
///     $ the command
///     > METHOD path?query body
///     < status answer
///
/// A line that is indented further goes on with the one before it. `#` stands for an id, in a path, a query or a body.
/// A path is below `/v2`, unless it begins with two slashes. A body is JSON, after the word `form` the parts of a
/// multipart form, where `@` stands before the name of a file. The answer is `-` for none, a name of `answers`, or a
/// list under a key and the name of its rows; `unpaged` after it means that the list comes without the keys of paging.
enum ConformanceTable {
  struct Row: Sendable, CustomTestStringConvertible {
    let operation: String
    var preparation: [String] = []
    var command = ""
    var method = ""
    var path = ""
    var query: [String: String] = [:]
    /// The text of a JSON value; nil where nothing is sent.
    var body: String?
    var isForm = false
    var status = 0
    /// The key that the list stands under; nil for an object.
    var collection: String?
    /// The name of the shape in `answers`; nil where nothing comes back.
    var answer: String?
    var isPaged = true

    var testDescription: String { operation }
  }

  static let rows: [Row] = [clients, projects, time, users, expenses, invoices, estimates, reports].flatMap(rows(of:))

  private static func rows(of text: String) -> [Row] {
    var rows: [Row] = []
    for line in logicalLines(of: text) {
      guard line.hasPrefix("  "), var row = rows.popLast() else {
        rows.append(Row(operation: line))
        continue
      }
      let content = String(line.dropFirst(4))
      switch line.dropFirst(2).first {
      case ":": row.preparation.append(content)
      case "$": row.command = content
      case ">": row.read(request: content)
      case "<": row.read(answer: content)
      default: Issue.record("cannot read “\(line)” of \(row.operation)")
      }
      rows.append(row)
    }
    return rows
  }

  /// Lines with those joined that go on; after a `&` without a space, because a query has none.
  static func logicalLines(of text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n") {
      let indentation = line.prefix { $0 == " " }.count
      if indentation > 2, let last = lines.popLast() {
        lines.append(last + (last.hasSuffix("&") ? "" : " ") + line.dropFirst(indentation))
      } else {
        lines.append(String(line))
      }
    }
    return lines
  }
}

extension ConformanceTable.Row {
  fileprivate mutating func read(request text: String) {
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else {
      Issue.record("no request in “\(text)”")
      return
    }
    method = words[0]
    let target = words[1].split(separator: "?", maxSplits: 1).map(String.init)
    path = target[0].hasPrefix("//") ? String(target[0].dropFirst()) : "/v2" + target[0]
    for pair in target.dropFirst().flatMap({ $0.split(separator: "&") }) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      query[halves[0]] = halves.count > 1 ? halves[1] : ""
    }
    guard words.count > 2 else { return }
    isForm = words[2].hasPrefix("form ")
    body = isForm ? String(words[2].dropFirst(5)) : words[2]
  }

  fileprivate mutating func read(answer text: String) {
    let words = text.split(separator: " ").map(String.init)
    status = words.first.flatMap(Int.init) ?? 0
    isPaged = !words.contains("unpaged")
    guard words.count > 1, words[1] != "-" else { return }
    if words[1].hasSuffix("[]") {
      collection = String(words[1].dropLast(2))
      answer = words.count > 2 ? words[2] : nil
    } else {
      answer = words[1]
    }
  }
}
