import Foundation
import Testing

/// `hv lsp`, asked as an editor asks it.
@Suite("The language server")
struct LanguageServerTests {
  private static func message(_ method: String, _ parameters: String, id: Int? = nil) -> String {
    let body = #"{"jsonrpc":"2.0",\#(id.map { "\"id\":\($0)," } ?? "")"method":"\#(method)","params":\#(parameters)}"#
    return "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static let document = #""textDocument":{"uri":"file:///s.hv"}"#

  /// What the server says to a script and some questions about it, ended in order.
  private func ask(_ text: String, _ questions: [(method: String, parameters: String)]) throws -> [String] {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    var input = Self.message("initialize", "{}", id: 1)
    input += Self.message("initialized", "{}")
    input += Self.message(
      "textDocument/didOpen",
      #"{"textDocument":{"uri":"file:///s.hv","languageId":"hv","version":1,"text":"\#(escaped)"}}"#)
    for (number, question) in questions.enumerated() {
      input += Self.message(question.method, question.parameters, id: number + 2)
    }
    input += Self.message("shutdown", "null", id: 99) + Self.message("exit", "null")
    let result = try Hv.sh("hv lsp", input: input)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.components(separatedBy: "Content-Length: ").dropFirst().map {
      String($0.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "")
    }
  }

  private static func at(_ line: Int, _ character: Int) -> String {
    #"{\#(document),"position":{"line":\#(line),"character":\#(character)}}"#
  }

  @Test("Mistakes are told with their places, in UTF-16 units")
  func mistakes() throws {
    let answers = try ask("let x = \"😀\"; projects | where nme == 1\n", [])
    #expect(answers.count == 3, "\(answers)")
    #expect(answers[0].contains(#""hoverProvider":true"#))
    #expect(answers[1].contains(#""code":"E0202""#), "\(answers[1])")
    #expect(answers[1].contains(#""start":{"line":0,"character":31}"#), "\(answers[1])")
    #expect(try ask("projects | count\n", [])[1].contains(#""diagnostics":[]"#))
  }

  @Test("Completion, help, definitions and formatting")
  func questions() throws {
    let text = "## Only the busy ones.\ndef busy(n: number = 5) < where hours > $n >\ntime_entries|busy|sele\n"
    let answers = try ask(
      text,
      [
        ("textDocument/completion", Self.at(2, 22)), ("textDocument/hover", Self.at(2, 15)),
        ("textDocument/hover", Self.at(1, 28)), ("textDocument/definition", Self.at(2, 15)),
        ("textDocument/formatting", "{\(Self.document)}"), ("textDocument/unheard_of", "{}"),
      ]
    ).dropFirst(2).map { $0 }
    #expect(answers[0].contains(#""label":"select""#), "\(answers[0])")
    #expect(answers[1].contains("Only the busy ones."), "\(answers[1])")
    #expect(answers[2].contains("where condition"), "\(answers[2])")
    #expect(
      answers[3].contains(#""range":{"start":{"line":1,"character":4},"end":{"line":1,"character":8}}"#),
      "\(answers[3])")
    #expect(answers[4].contains(#"time_entries | busy | sele\n"#), "\(answers[4])")
    #expect(answers[5].contains("-32601"), "\(answers[5])")
  }

  @Test(
    "What is no message ends it, without a trap",
    arguments: ["", "hello", "Content-Length: 5\r\n\r\n{", "Content-Length: -1\r\n\r\n"])
  func garbage(input: String) throws {
    #expect(try Hv.sh("hv lsp", input: input).status == 0)
  }
}
