// Errors are values: what is known about one, without how it is drawn.

/// One thing that is wrong, with where, why and what to type instead.
public struct Diagnostic: Error, Sendable {
  /// How much it matters: an error stops a program or a part of it, a warning stops nothing, a note informs.
  public enum Severity: String, Sendable { case error, warning, note }

  /// A range of the source with a word about it.
  public struct Label: Sendable {
    /// What the word is about, in offsets of the session's `SourceMap`.
    public var range: SourceRange
    /// The word; where it is empty, the range is only marked.
    public var text: String
    /// Puts a word to a range, or marks it where the text is empty.
    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// A replacement that would mend it.
  public struct FixIt: Sendable {
    /// What is replaced; an empty range where something is put in between.
    public var range: SourceRange
    /// What is to stand there instead; empty where something is to go.
    public var replacement: String
    /// Proposes another text for a range.
    public init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// One block that was running: `each` at a place, for an item.
  public struct Frame: Sendable {
    /// The command or definition that ran the block: `each`.
    public var word: String
    /// Where in the source that is.
    public var range: SourceRange
    /// The item that the block ran for, in words; nil where there is nothing to say of it.
    public var item: String?
    /// Tells of a block by the command that ran it, its place, and its item.
    public init(word: String, range: SourceRange, item: String?) {
      self.word = word
      self.range = range
      self.item = item
    }
  }

  /// How an error ends the program: the status that hv exits with.
  ///
  /// `failed` while running; `usage` that is wrong, or a program that does not pass the check; `credentials` missing or
  /// refused; a `partial` result, or a batch partly done; `unconfirmed` writes that needed consent.
  public enum Exit: Int32, Sendable { case failed = 1, usage = 2, credentials = 3, partial = 4, unconfirmed = 5 }

  /// A stable code such as `E0207`; `help E0207` explains it. E01xx syntax, E02xx check, E03xx run time, E04xx API,
  /// E05xx files and command line.
  public var code: String
  /// How much it matters; only an error decides the status that the program exits with.
  public var severity: Severity
  /// What is wrong, in words without a full stop; the names in it may come from outside and are not yet safe to draw.
  public var message: String
  /// Where it is; nil for what stands in no source (a refused token, a missing file).
  public var primary: Label?
  /// Other places that explain it, such as the types of two operands.
  public var secondary: [Label] = []
  /// What to type instead, one piece of advice each.
  public var help: [String] = []
  /// What else is good to know, one remark each.
  public var notes: [String] = []
  /// Replacements in the source that would mend it; told in words where `help` is empty.
  public var fixIts: [FixIt] = []
  /// The row it happened in: `row 3104: time_entry 636709355, 2026-08-14, Kim Allen`.
  public var row: String?
  /// The blocks around it, innermost first.
  public var frames: [Frame] = []
  /// What had been done: `3103 rows were already output; nothing was written`.
  public var progress: String?
  /// The status that the program exits with where this ended it.
  public var exit: Exit = .failed

  /// Says what is wrong, with the label, help and status given; the rest can be set on the result.
  ///
  /// - Parameters:
  ///   - range: nil for what stands in no source; the label is then dropped.
  public init(
    _ code: String, _ message: String, at range: SourceRange? = nil, _ label: String = "", severity: Severity = .error,
    help: [String] = [], exit: Exit = .usage
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = range.map { Label($0, label) }
    self.help = help
    self.exit = exit
  }
}
