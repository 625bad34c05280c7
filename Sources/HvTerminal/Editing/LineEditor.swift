/// Reads entries from a person: one or more lines that belong together.
///
/// An editor belongs to the thread that owns the terminal; reading blocks it.
package protocol LineEditor: AnyObject {
  /// The next entry.
  func read() -> LineEditorResult
  /// Shows something above the line that is being edited. May be called from any thread.
  var notices: NoticeBoard { get }
}

package enum LineEditorResult: Hashable, Sendable {
  case entry(String)
  /// What stood there was given up with Ctrl-C.
  case interrupted
  /// Nothing more will come: Ctrl-D, or the end of the input.
  case end
}

/// What an editor asks of the program behind it. All is asked on the editor's thread, while a person types.
package protocol LineAssistant: AnyObject {
  /// What stands before the first row, with sequences for colour between U+0001 and U+0001.
  var prompt: String { get }
  /// Whether Enter ends the entry; if not, how the next line begins.
  func completeness(of text: String) -> LineCompleteness
  /// The colours of the text.
  ///
  /// - Parameter cursor: counted in Unicode scalars.
  func styles(of text: String, cursor: Int) -> [StyledRange]
  /// What could follow the text.
  func hint(for text: String) -> String?
  /// What can stand at the cursor.
  func completions(of text: String, cursor: Int) -> LineCompletions
  /// The entries before, the oldest first. Asked when one of them is first wanted.
  func history() -> [String]
  /// The text as it was changed in another editor; nil where that did not work.
  func edit(_ text: String) -> String?
}

package enum LineCompleteness: Hashable, Sendable {
  case complete
  case incomplete(indentation: String)
}

/// What can stand in one place of a text.
package struct LineCompletions: Hashable, Sendable {
  package struct Candidate: Hashable, Sendable {
    /// What is put in the place.
    package let text: String
    /// What the list shows, where that is something else.
    package let label: String
    package let description: String

    package init(_ text: String, label: String? = nil, description: String = "") {
      self.text = text
      self.label = label ?? text
      self.description = description
    }
  }
  /// The place, counted in Unicode scalars.
  package let range: Range<Int>
  package let candidates: [Candidate]

  package init(_ range: Range<Int>, _ candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  package static let none = LineCompletions(0..<0, [])
}
