import Testing

@testable import HvSyntax

@Suite("Strings")
struct StringTests {
  @Test("The text that a string stands for", arguments: texts)
  func plainText(program: String, text: String) {
    guard case .string(let literal)? = expression(program) else {
      Issue.record("\(dump(program))")
      return
    }
    #expect(literal.plain == text)
  }

  static let texts: [(program: String, text: String)] = [
    (#""""#, ""), (#""a""#, "a"), (#""größe 😀""#, "größe 😀"), ("'a'", "a"), ("''", ""), (#"'\n {x} "'"#, #"\n {x} ""#),
    (#""\n\t\r\"\\\{\}""#, "\n\t\r\"\\{}"), (#""\u{41}\u{1F600}\u{e9}""#, "A😀é"), (#""a } b""#, "a } b"),
    ("\"a\tb\"", "a\tb"), (##""# no comment""##, "# no comment"), (#""<|>""#, "<|>"), (#""it's""#, "it's"),
    ("\"\"\"\na\n\"\"\"", "a"), ("\"\"\"\n\"\"\"", ""), ("\"\"\"\n\n\"\"\"", ""), ("\"\"\"\na\n\n\"\"\"", "a\n"),
    ("\"\"\"\n  a\n    b\n  \"\"\"", "a\n  b"), ("\"\"\"\n  a\n\n  b\n  \"\"\"", "a\n\nb"),
    ("\"\"\"\n  a\n \n  b\n  \"\"\"", "a\n\nb"), ("\"\"\"  \n\ta\n\t\"\"\"", "a"),
    ("\"\"\"\n\"a\" \"\"\n\"\"\"", "\"a\" \"\""), ("\"\"\"\n\\\"\"\"\n\"\"\"", "\"\"\""),
    ("\"\"\"\n  a \\\n  b\n  \"\"\"", "a b"), ("\"\"\"\n  a\\n\\{\n  \"\"\"", "a\n{"),
    ("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"", "a\nb"), ("\"\"\"\r\n  a\r\n\r\n  \"\"\"", "a\n"),
  ]

  @Test("An expression between braces is a part of the string", arguments: interpolations)
  func interpolation(program: String, tree: String) { #expect(dump(program) == "(| (stage \(tree)))") }

  static let interpolations: [(program: String, tree: String)] = [
    (#""a {b} c""#, #"double"a "( b)" c""#),
    (#""{b}{c}""#, #"double""( b)""( c)"""#),
    (#""{ b + 1 }""#, #"double""( (+ b 1))"""#),
    (#""{f("x")}""#, #"double""( (apply f double"x"))"""#),
    (#""{"{"{a}"}"}""#, #"double""( double""( double""( a)"")"")"""#),
    (#""{ {a: {b: 1}}.a.b }""#, #"double""( (. (. ({} "a"(: ({} "b"(: 1)))) a) b))"""#),
    (#""{(projects | count)} projects""#, #"double""( (() (| (call projects [] []) (call count [] []))))" projects""#),
    (#""{try < a > catch e < b >}""#, #"double""( (try <(| (call a [] []))> e <(| (call b [] []))>))"""#),
    (#""{if a > b then '}' else "{c}"}""#, #"double""( (if (> a b) single"}" double""( c)""))"""#),
    ("\"\"\"\n  a {b}\n  {c} d\n  \"\"\"", "triple\"a \"( b)\"\n\"( c)\" d\""),
    ("\"\"\"\n{[\n  1,\n  2\n]}\n\"\"\"", "triple\"\"( ([] 1 2))\"\""),
    ("\"\"\"\n  {\"\"\"\n    x\n    \"\"\"}\n  \"\"\"", "triple\"\"( triple\"x\")\"\""),
  ]

  @Test("A string ends on its line, and what follows is read on its own")
  func endsOnItsLine() {
    for text in ["\"a", "'a", "\"a {b", "\"a {f(b", "\"a {\"b", "\"a { 'b", "\"a {\"{\"", "\"{ # }\"", "\"a\\"] {
      let tree = parse(text + "\nprojects | where x")
      #expect(tree.diagnostics.count == 1, "\(text)")
      #expect(TreeDump.of(tree.statements).hasSuffix("(| (call projects [] []) (call where [x] []))\n"), "\(text)")
      #expect(!tree.isIncomplete)
    }
  }

  @Test("What a string cannot hold is named", arguments: ["\u{0}", "\u{1B}", "\u{7F}"])
  func controlCharacters(character: String) {
    for text in [
      "\"a\(character)b\"", "'\(character)'", "# \(character)", "\"\"\"\n\(character)\n\"\"\"", "a \(character)",
    ] {
      #expect(parse(text).diagnostics.map(\.code) == ["E0102"], "\(text.debugDescription)")
    }
  }
}
