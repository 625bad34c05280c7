// Errors are values: what is known about one, without how it is drawn.

/// One thing that is wrong, with where, why and what to type instead.
public struct Diagnostic: Error, Sendable {
  public enum Severity: String, Sendable { case error, warning, note }

  /// A range of the source with a word about it.
  public struct Label: Sendable {
    public var range: SourceRange
    public var text: String
    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// A replacement that would mend it.
  public struct FixIt: Sendable {
    public var range: SourceRange
    public var replacement: String
    public init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// One block that was running: `each` at a place, for an item.
  public struct Frame: Sendable {
    public var word: String
    public var range: SourceRange
    public var item: String?
    public init(word: String, range: SourceRange, item: String?) {
      self.word = word
      self.range = range
      self.item = item
    }
  }

  /// How an error ends the program: LANGUAGE section 11.
  public enum Exit: Int32, Sendable { case failed = 1, usage = 2, credentials = 3, partial = 4, unconfirmed = 5 }

  /// A stable code such as `E0207`; `help E0207` explains it. E01xx syntax, E02xx check, E03xx run time, E04xx API,
  /// E05xx files and command line.
  public var code: String
  public var severity: Severity
  public var message: String
  /// Where it is; nil for what stands in no source (a refused token, a missing file).
  public var primary: Label?
  public var secondary: [Label] = []
  public var help: [String] = []
  public var notes: [String] = []
  public var fixIts: [FixIt] = []
  /// The row it happened in: `row 3104: time_entry 636709355, 2026-08-14, Kim Allen`.
  public var row: String?
  /// The blocks around it, innermost first.
  public var frames: [Frame] = []
  /// What had been done: `3103 rows were already output; nothing was written`.
  public var progress: String?
  public var exit: Exit = .failed

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
