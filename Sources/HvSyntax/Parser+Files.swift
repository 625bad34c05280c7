// File names without quotes, and redirection: what users of other shells type.
//
// The parser knows no commands. These three words are known here only for the wording of an error.

extension Parser {
  private static let fileWords: Set<String> = ["open", "save", "apply"]
  private static let fileExtensions: Set<String> = [
    "csv", "tsv", "json", "ndjson", "jsonl", "gz", "txt", "md", "html", "yaml", "yml", "svg", "xlsx", "xml", "pdf",
    "hv", "log",
  ]
  /// Those that nobody has for a field: `select body.html` may be meant, `out.csv` is a file.
  private static let unmistakableExtensions: Set<String> = ["csv", "tsv", "ndjson", "jsonl", "xlsx"]

  /// A file name that stands where a value could.
  struct Path {
    var text: String
    var range: SourceRange
  }

  /// The run of tokens that touch each other from a token on, if it looks like the path of a file.
  func path(at first: Int) -> Path? {
    switch kind(at: first) {
    case .word, .dot, .range, .slash, .invalid: break
    default: return nil
    }
    var last = first
    while touches(last + 1), isPathPart(last + 1) { last += 1 }
    if last == first { return nil }
    let range = tokens[first].range.union(tokens[last].range)
    return Path(text: excerpt(range, most: 200), range: range)
  }

  private func isPathPart(_ i: Int) -> Bool {
    switch kind(at: i) {
    case .word, .keyword, .dot, .range, .slash, .minus, .number, .month, .date, .malformed, .invalid: true
    default: false
    }
  }

  /// The path after `open`, `save` or `apply` here, where it is written as one: `open /tmp/x.csv`, `open ./x.csv`.
  private func pathArgument() -> Path? {
    guard Parser.fileWords.contains(text(at: index)), !touches(index + 1), touches(index + 2) else { return nil }
    switch (kind(at: index + 1), kind(at: index + 2)) {
    case (.slash, _), (.range, .slash), (.dot, .slash), (.invalid, .slash): return path(at: index + 1)
    default: return nil
    }
  }

  func refusePathArgument() throws(Abandon) {
    if token.kind == .word, let file = pathArgument() { throw refuse(file: file, after: text(at: index)) }
  }

  func refuse(file: Path, after word: String) -> Abandon {
    reportFileName(file, after: word)
    return Abandon()
  }

  private func reportFileName(_ file: Path, after word: String) {
    let isWhole = file.text.utf8.count == file.range.end - file.range.start
    report(
      .fileNameNotString, "file names are strings; write `\(word) \"\(file.text)\"`", at: file.range,
      "write `\"…\"`", fix: isWhole ? "\"\(file.text)\"" : nil)
  }

  func reportRedirection(file: String) {
    let name = file.isEmpty || file.contains("\"") ? "out.csv" : file
    report(
      .redirection, "`>` compares; to write a file use `| save \"\(name)\"`", at: tokens[index - 1].range,
      "read as *greater than*")
  }

  /// `open x.csv`, and `… > out.csv` after the arguments of a command.
  func checkFileNames(_ call: Call) {
    guard case .positional(let last)? = call.arguments.last else { return }
    if case .binary(.greater, _, let right, let greater) = last.kind, isFile(right, Parser.unmistakableExtensions) {
      return checkRedirected(to: right, greater)
    }
    guard Parser.fileWords.contains(call.word.text) else { return }
    for case .positional(let value) in call.arguments where isFile(value, Parser.fileExtensions) {
      reportFileName(Path(text: excerpt(value.range, most: 200), range: value.range), after: call.word.text)
    }
  }

  /// `projects > out.csv`: as a stage, it compares a field with a field of a field.
  func checkRedirection(_ expression: Expression, from first: Int) {
    guard kind(at: first) == .word, case .binary(.greater, _, let right, let greater) = expression.kind else { return }
    if isFile(right, Parser.fileExtensions) { return checkRedirected(to: right, greater) }
    if case .string(let string) = right.kind, let name = string.plain, let point = name.lastIndex(of: "."),
      Parser.fileExtensions.contains(String(name[point...].dropFirst()))
    {
      report(
        .redirection, "`>` compares; to write a file use `| save \(excerpt(right.range))`", at: greater,
        "read as *greater than*", fix: "| save")
    }
  }

  private func checkRedirected(to file: Expression, _ greater: SourceRange) {
    report(
      .redirection, "`>` compares; to write a file use `| save \"\(excerpt(file.range))\"`", at: greater,
      "read as *greater than*")
  }

  /// Whether an expression reads like a file name: it ends in a member that is a file extension and starts with a bare
  /// word.
  private func isFile(_ expression: Expression, _ extensions: Set<String>) -> Bool {
    var last = expression
    while true {
      switch last.kind {
      case .binary(.divide, _, let right, _), .binary(.minus, _, let right, _):
        last = right
      case .member(let base, let name, optional: false):
        return extensions.contains(name.text) && startsBare(base)
      default:
        return false
      }
    }
  }

  private func startsBare(_ base: Expression) -> Bool {
    switch base.kind {
    case .word, .number, .month, .date: true
    case .member(let inner, _, optional: false): startsBare(inner)
    default: false
    }
  }
}
