import Hv
import HvEngine
import HvSyntax
import HvValues

/// Answers editors about hv scripts, with the checker, the completion, the help and the formatter that the shell has.
///
/// One request at a time, each answered from the text alone: nothing is asked of Harvest.
final class LanguageServer {
  private let stream = MessageStream()
  private var texts: [String: String] = [:]
  private var isShutDown = false

  /// Serves until the editor says `exit`, or is gone.
  func serve() throws {
    while let message = stream.next() {
      guard case .record(let record) = message, let method = record["method"]?.text else { continue }
      let parameters: Record = if case .record(let given)? = record["params"] { given } else { Record(pairs: []) }
      if method == "exit" { throw Ending(status: isShutDown ? 0 : 1) }
      guard let id = record["id"], !id.isNull else {
        try notified(method, parameters)
        continue
      }
      if let result = try answer(method, parameters) {
        try stream.send(Record(pairs: [("jsonrpc", .string("2.0")), ("id", id), ("result", result)]))
      } else {
        let error = Record(pairs: [("code", Value(-32_601)), ("message", .string("hv does not know \(method)"))])
        try stream.send(Record(pairs: [("jsonrpc", .string("2.0")), ("id", id), ("error", .record(error))]))
      }
    }
  }

  private static func record(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .record(Record(pairs: pairs.map { ($0.key, $0.value) }))
  }

  // MARK: what the editor tells

  private func notified(_ method: String, _ parameters: Record) throws {
    guard let address = parameters[path: FieldPath("textDocument.uri")]?.text else { return }
    switch method {
    case "textDocument/didOpen":
      texts[address] = parameters[path: FieldPath("textDocument.text")]?.text
    case "textDocument/didChange":
      // Whole texts were asked for.
      if case .list(let changes)? = parameters["contentChanges"], case .record(let last)? = changes.elements.last {
        texts[address] = last["text"]?.text
      }
    case "textDocument/didClose": texts[address] = nil
    default: return
    }
    try publish(address)
  }

  private func publish(_ address: String) throws {
    let text = texts[address] ?? ""
    let positions = TextPositions(text)
    let found = texts[address] == nil ? [] : try mistakes(text)
    let diagnostics: [Value] = found.compactMap { diagnostic, range in
      let severity = diagnostic.severity == .error ? 1 : diagnostic.severity == .warning ? 2 : 3
      return Self.record([
        "range": Self.range(range, positions), "severity": Value(severity), "code": .string(diagnostic.code),
        "source": .string("hv"), "message": .string(([diagnostic.message] + diagnostic.help).joined(separator: "\n")),
      ])
    }
    let parameters = Self.record(["uri": .string(address), "diagnostics": .list(ValueList(diagnostics))])
    try stream.send(
      Record(pairs: [
        ("jsonrpc", .string("2.0")), ("method", .string("textDocument/publishDiagnostics")), ("params", parameters),
      ]))
  }

  /// What is wrong with a text, with the places in it.
  private func mistakes(_ text: String) throws -> [(Diagnostic, SourceRange)] {
    let shell = try CheckCommand.shell()
    shell.bind("args", .list(ValueList([])))
    let found = shell.inspect(SourceText(name: "script", bytes: Array(text.utf8), isFile: true))
    let base = found.source.range.start
    return found.diagnostics.map { diagnostic in
      let range = diagnostic.primary?.range ?? found.source.range
      guard range.start >= base, range.end <= found.source.range.end else { return (diagnostic, SourceRange(0, 0)) }
      return (diagnostic, SourceRange(range.start - base, range.end - base))
    }
  }

  private static func range(_ range: SourceRange, _ positions: TextPositions) -> Value {
    func place(_ offset: Int) -> Value {
      let (line, character) = positions.position(offset)
      return record(["line": Value(line), "character": Value(character)])
    }
    return record(["start": place(range.start), "end": place(range.end)])
  }

  // MARK: what the editor asks

  /// Nil for what it does not know.
  private func answer(_ method: String, _ parameters: Record) throws -> Value? {
    switch method {
    case "initialize": return Self.capabilities
    case "shutdown":
      isShutDown = true
      return .null
    case "textDocument/completion": return try completion(parameters)
    case "textDocument/hover": return try hover(parameters)
    case "textDocument/definition": return definition(parameters)
    case "textDocument/formatting": return formatting(parameters)
    default: return nil
    }
  }

  private static let capabilities = record([
    "capabilities": record([
      "textDocumentSync": Value(1),
      "completionProvider": record([
        "triggerCharacters": .list(ValueList([" ", ".", "|", "$", "<", ":"].map { .string($0) }))
      ]),
      "hoverProvider": .bool(true), "definitionProvider": .bool(true), "documentFormattingProvider": .bool(true),
    ]), "serverInfo": record(["name": .string("hv"), "version": .string(Process.version)]),
  ])

  /// The text that a request is about, and the UTF-8 offset in it.
  private func place(_ parameters: Record) -> (address: String, text: String, offset: Int)? {
    guard let address = parameters[path: FieldPath("textDocument.uri")]?.text, let text = texts[address],
      case .number(let line)? = parameters[path: FieldPath("position.line")],
      case .number(let character)? = parameters[path: FieldPath("position.character")]
    else { return nil }
    let offset = TextPositions(text).offset(
      line: Int(clamping: line.integer ?? 0), character: Int(clamping: character.integer ?? 0))
    return (address, text, offset)
  }

  private func completion(_ parameters: Record) throws -> Value {
    guard let (_, text, offset) = place(parameters) else { return .null }
    let completion = try CheckCommand.shell().completion(of: text, at: offset)
    let positions = TextPositions(text)
    let range = SourceRange(completion.range.lowerBound, completion.range.upperBound)
    let items: [Value] = completion.candidates.map { candidate in
      Self.record([
        "label": .string(candidate.label), "detail": .string(candidate.description),
        "textEdit": Self.record(["range": Self.range(range, positions), "newText": .string(candidate.text)]),
      ])
    }
    return .list(ValueList(items))
  }

  /// The word at an offset, and where it stands.
  private static func word(_ text: String, _ offset: Int) -> (word: String, range: SourceRange)? {
    let bytes = Array(text.utf8)
    func isPart(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }
    var start = min(offset, bytes.count), end = start
    while start > 0, isPart(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    return start < end ? (String(decoding: bytes[start..<end], as: UTF8.self), SourceRange(start, end)) : nil
  }

  private func hover(_ parameters: Record) throws -> Value {
    guard let (_, text, offset) = place(parameters), let (word, range) = Self.word(text, offset) else { return .null }
    if let definition = Self.definitions(text).first(where: { $0.name == word }) {
      let help = (definition.documentation ?? "Defined with `def`.").trimmingLines
      return Self.record([
        "contents": .string(help), "range": Self.range(range, TextPositions(text)),
      ])
    }
    let help = try CheckCommand.shell().help(word)
    guard !help.hasPrefix("There is no") else { return .null }
    return Self.record([
      "contents": Self.record(["kind": .string("markdown"), "value": .string("```text\n\(help)\n```")]),
      "range": Self.range(range, TextPositions(text)),
    ])
  }

  private func definition(_ parameters: Record) -> Value {
    guard let (address, text, offset) = place(parameters), let (word, _) = Self.word(text, offset),
      let found = Self.definitions(text).first(where: { $0.name == word })
    else { return .null }
    return Self.record(["uri": .string(address), "range": Self.range(found.range, TextPositions(text))])
  }

  /// What a script defines: its commands, its variables, its parameters.
  private static func definitions(_ text: String) -> [(name: String, range: SourceRange, documentation: String?)] {
    Parser.parse(SourceText(name: "script", bytes: Array(text.utf8), isFile: true)).statements.compactMap { statement in
      switch statement.kind {
      case .def(let name, _, _): (name.text, name.range, statement.documentation)
      case .let(let name, _): (name.text, name.range, nil)
      case .param(let parameter): (parameter.name.text, parameter.name.range, parameter.documentation)
      default: nil
      }
    }
  }

  private func formatting(_ parameters: Record) -> Value {
    guard let address = parameters[path: FieldPath("textDocument.uri")]?.text, let text = texts[address] else {
      return .null
    }
    let tree = Parser.parse(SourceText(name: "script", bytes: Array(text.utf8), isFile: true))
    guard tree.diagnostics.isEmpty else { return .null }
    let formatted = Formatter.format(tree)
    if formatted == text { return .list(ValueList([])) }
    let range = SourceRange(0, text.utf8.count)
    return .list(
      ValueList([
        Self.record(["range": Self.range(range, TextPositions(text)), "newText": .string(formatted)])
      ]))
  }
}

extension String {
  fileprivate var trimmingLines: String {
    split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }
}
