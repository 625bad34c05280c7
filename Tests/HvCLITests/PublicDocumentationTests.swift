import Foundation
import Testing

/// The public declarations of one Swift source, and which of them have no documentation comment.
///
/// It reads lines as swift-format leaves them: a declaration begins its line, and the members of a type stand two
/// columns deeper than the type. Several enum cases of one line share a comment; those on the line of their enum have
/// that of the enum.
private struct PublicDeclarations {
  /// The numbers of all their lines, from 1.
  private(set) var all: [Int] = []
  /// The numbers of the lines whose declaration has no comment, or one that does not begin with a sentence.
  private(set) var undocumented: [Int] = []

  private static let modifiers: Set<Substring> = [
    "public", "open", "package", "internal", "fileprivate", "private", "static", "final", "indirect", "mutating",
    "nonmutating", "nonisolated", "override", "required", "convenience", "lazy", "weak", "unowned", "dynamic",
    "distributed", "borrowing", "consuming", "prefix", "postfix", "infix", "optional",
  ]
  private static let declarations: Set<Substring> = [
    "let", "var", "func", "init", "subscript", "struct", "class", "enum", "protocol", "actor", "typealias",
    "associatedtype",
  ]

  /// What a line begins with: its attributes, its modifiers, and the keyword of what it declares.
  private struct Head {
    var hasAttributes = false
    var modifiers: Set<Substring> = []
    var keyword: Substring = ""

    init(_ line: Substring) {
      var rest = line
      while rest.first == "@" {
        hasAttributes = true
        rest = Self.afterWord(rest.dropFirst())
      }
      while true {
        let word = rest.prefix { $0.isLetter }
        guard PublicDeclarations.modifiers.contains(word) else {
          keyword = word
          return
        }
        // `private(set)` says nothing of the declaration itself.
        if rest.dropFirst(word.count).first != "(" { modifiers.insert(word) }
        rest = Self.afterWord(rest)
      }
    }

    var isOnlyAttributes: Bool { hasAttributes && modifiers.isEmpty && keyword.isEmpty }
    var isPublic: Bool { modifiers.contains("public") || modifiers.contains("open") }
    var isHidden: Bool { !modifiers.isDisjoint(with: ["package", "internal", "fileprivate", "private"]) }

    /// What follows a word, its arguments in parentheses and the spaces after it.
    private static func afterWord(_ text: Substring) -> Substring {
      var rest = text.drop { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      if rest.first == "(" {
        var depth = 0
        rest = rest.drop { character in
          if character == "(" { depth += 1 }
          if character == ")" { depth -= 1 }
          return depth > 0
        }
        rest = rest.dropFirst()
      }
      return rest.drop { $0 == " " }
    }
  }

  private struct Line {
    let indent: Int
    /// What stands behind the indentation.
    let text: Substring

    init(_ whole: Substring) {
      indent = whole.prefix { $0 == " " }.count
      text = whole.dropFirst(indent)
    }
  }

  init(_ source: String) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(Line.init)
    // Public types whose members need not say that they are public, outermost first.
    var types: [(keyword: Substring, indent: Int)] = []
    var isInString = false
    for (index, line) in lines.enumerated() {
      if !isInString, line.text.hasPrefix("//") { continue }
      let isCode = !isInString
      if line.text.components(separatedBy: "\"\"\"").count.isMultiple(of: 2) { isInString.toggle() }
      guard isCode, !line.text.isEmpty else { continue }
      while line.text.hasPrefix("}"), let type = types.last, line.indent <= type.indent { types.removeLast() }

      let head = Head(line.text)
      let isDeclaration = Self.declarations.contains(head.keyword)
      var isMember = false
      if let type = types.last, line.indent == type.indent + 2 {
        isMember = type.keyword == "enum" ? head.keyword == "case" : isDeclaration && !head.isHidden
      }
      // A variable may be called `open`, which is why the keyword counts as well.
      if isMember || head.isPublic && isDeclaration {
        all.append(index + 1)
        if !Self.isDocumented(lines[..<index]) { undocumented.append(index + 1) }
      }
      if head.isPublic, ["enum", "protocol", "extension"].contains(head.keyword), !line.text.hasSuffix("}") {
        types.append((head.keyword, line.indent))
      }
    }
  }

  /// Whether the lines before a declaration end in a comment that begins with a sentence; attributes may follow it.
  private static func isDocumented(_ before: ArraySlice<Line>) -> Bool {
    var before = before
    while let line = before.last, Head(line.text).isOnlyAttributes { before.removeLast() }
    guard let first = before.reversed().prefix(while: { $0.text.hasPrefix("///") }).last else { return false }
    let text = first.text.dropFirst(3).drop { $0 == " " }
    return !text.isEmpty && !text.hasPrefix("- ")
  }
}

/// Whoever embeds hv reads what these modules declare without their source.
@Suite("Documentation of what is public")
struct PublicDocumentationTests {
  @Test("Every public declaration has a comment", arguments: ["Hv", "HvValues", "HvSyntax"])
  func everyDeclaration(module: String) throws {
    let folder = Hv.root.appendingPathComponent("Sources/\(module)")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    var count = 0
    var missing: [String] = []
    for path in paths.sorted() {
      let source = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      let found = PublicDeclarations(source)
      count += found.all.count
      missing += found.undocumented.map { "Sources/\(module)/\(path):\($0)" }
    }
    #expect(count > 20, "only \(count) public declarations were found in \(folder.path)")
    #expect(missing.isEmpty, "without a comment that begins with a sentence:\n\(missing.joined(separator: "\n"))")
  }

  @Test("A declaration without a comment is found, and nothing else is")
  func finding() {
    let source = #"""
      public import A
      @_exported public import struct B.C
      /// Documented.
      public struct S {
        public let a: Int
        /// Documented.
        @available(macOS 15, *)
        @inlinable public static func b() {}
        // A remark is no documentation.
        @inlinable
        public static func c() {}
        /// - Parameter d: no sentence.
        public init(d: Int) {}
        let e = """
          public let no = 1
          """
        let f: Int, g = "public"
        package init() {}
        ///
        public private(set) var h = 0
      }

      /// Documented.
      public indirect enum E {
        case a
        /// Documented.
        case b(E), c
        private func d() {
          switch self {
          case .a: break
          }
        }
        public enum F { case g, h }
        private mutating func add(_ open: inout [Int]) {
          open.append(1)
          open = []
        }
      }

      enum Internal {
        case i
      }

      /// Documented.
      public protocol P {
        var j: Int { get }
        /// Documented.
        func k()
        associatedtype L
      }
      """#
    let found = PublicDeclarations(source)
    #expect(found.undocumented == [5, 11, 13, 20, 25, 33, 46, 49])
    #expect(found.all == [4, 5, 8, 11, 13, 20, 24, 25, 27, 33, 45, 46, 48, 49])
  }
}
