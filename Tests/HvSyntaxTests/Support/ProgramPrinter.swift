@testable import HvSyntax

/// Writes a tree as a program, with random blanks, line breaks, `;` and comments wherever the language allows them.
///
/// It shares nothing with `Formatter`, and puts no parentheses: those are in the tree.
struct ProgramPrinter {
  /// What may stand between two tokens.
  enum Gap {
    /// Anything, or nothing where the two do not run together.
    case free
    /// Nothing.
    case touch
    /// At least one blank or line break.
    case blank
    /// At least one blank, but no line break.
    case blankOnLine
    /// Blanks or nothing, but no line break.
    case sameLine
  }

  private(set) var text = ""
  var random: SplitMix64
  /// For each open bracket, whether a line break in it ends no statement.
  private var brackets: [Bool] = []
  /// How many strings of one line are around.
  private var singleLines = 0
  /// Whether the line may break after the last token, because that has to go on.
  private var mayBreak = false
  /// Whether a `##` comment has to be ended.
  private var mustBreak = false
  private var nextGap: Gap?

  /// Writes a program; the same seed gives the same text.
  static func print(_ statements: [Statement], seed: UInt64) -> String {
    var printer = ProgramPrinter(random: SplitMix64(seed: seed ^ 0xA5A5))
    if printer.random.once(in: 8) { printer.text += "#!/usr/bin/env hv\n" }
    for (index, statement) in statements.enumerated() {
      if index > 0 { printer.separate() }
      printer.put(statement)
    }
    if printer.random.once(in: 2) { printer.newline() }
    return printer.text
  }

  var isInAngle: Bool { brackets.last == false }

  // MARK: Tokens

  /// Writes a token after a gap; with `mayBreak`, the line may break before it in any bracket.
  mutating func put(_ token: String, _ gap: Gap = .free, mayBreak: Bool = false) {
    var gap = gap
    if let next = nextGap {
      gap = next
      nextGap = nil
    }
    if mustBreak {
      newline()
    } else if let last = text.unicodeScalars.last, let first = token.unicodeScalars.first {
      let runsTogether = Self.runTogether(last, first)
      switch gap {
      case .touch: break
      case .free: if runsTogether || !random.once(in: 3) { blank(mayBreak || self.mayBreak || brackets.last == true) }
      case .sameLine: if runsTogether || !random.once(in: 3) { blank(false) }
      case .blankOnLine: blank(false)
      case .blank: blank(mayBreak || self.mayBreak || brackets.last == true)
      }
    }
    text += token
    self.mayBreak = false
  }

  /// The gap before the next token, whatever that is.
  mutating func gap(_ gap: Gap) { nextGap = gap }

  /// Notes that the line may break after the last token.
  mutating func goOn() { mayBreak = true }

  /// Writes text as it is, inside a string.
  mutating func raw(_ piece: String) { text += piece }

  private mutating func blank(_ mayBreak: Bool) {
    if mayBreak, singleLines == 0, random.once(in: 5) {
      newline()
    } else {
      text += random.pick([" ", " ", " ", "  ", "\t"])
    }
  }

  /// Ends the line, perhaps with a comment, and indents the next by chance.
  mutating func newline() {
    if !mustBreak, random.once(in: 5) { text += random.pick([" # note", "# | > <", "  # größe \"x"]) }
    text += random.once(in: 10) ? "\r\n" : "\n"
    if random.once(in: 8) { text += "\n" }
    if random.once(in: 10) { text += random.pick(["# a line\n", "  #\n\n", "   # ( [ {\n"]) }
    text += String(repeating: " ", count: random.below(4))
    mustBreak = false
    mayBreak = false
  }

  /// Ends a statement.
  mutating func separate() {
    if mustBreak { return }
    if singleLines > 0 || random.once(in: 4) {
      text += random.pick([";", " ; ", ";;", "; "])
      if singleLines == 0, random.once(in: 3) { newline() }
    } else {
      newline()
    }
  }

  /// Ends the line after a `##` comment that follows a token.
  mutating func document(after text: String) {
    self.text += "  ## " + text
    mustBreak = true
  }

  /// Writes `##` lines before what follows.
  mutating func document(before text: String) {
    if !self.text.isEmpty, self.text.last?.isNewline != true {
      self.text += "\n"
    }
    for line in text.split(separator: "\n") { self.text += "## \(line)\n" }
    mustBreak = false
    nextGap = .touch
  }

  // MARK: Brackets

  /// Writes brackets in which a line break ends no statement.
  mutating func bracketed(_ open: String, _ close: String, _ gap: Gap = .free, _ inside: (inout ProgramPrinter) -> Void)
  {
    put(open, gap)
    brackets.append(true)
    inside(&self)
    put(close)
    brackets.removeLast()
  }

  /// Writes `< … >`.
  mutating func angled(_ inside: (inout ProgramPrinter) -> Void) {
    put("<")
    brackets.append(false)
    goOn()
    inside(&self)
    put(">", mayBreak: true)
    brackets.removeLast()
  }

  /// Writes what stands in an interpolation.
  mutating func interpolated(_ inside: (inout ProgramPrinter) -> Void) {
    text += "{"
    singleLines += 1
    brackets.append(true)
    nextGap = .sameLine
    inside(&self)
    if random.once(in: 4) { text += " " }
    text += "}"
    brackets.removeLast()
    singleLines -= 1
  }

  /// Whether two tokens that touch would be read as others.
  private static func runTogether(_ last: Unicode.Scalar, _ first: Unicode.Scalar) -> Bool {
    if isWordLike(last), isWordLike(first) { return true }
    if last == "\"", first == "\"" { return true }
    return ".?<>=!~".unicodeScalars.contains(last) && ".?=~>".unicodeScalars.contains(first)
  }

  private static func isWordLike(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
