/// An editor that reads nothing: entries are given to it, for tests.
package final class ScriptedEditor: LineEditor {
  package let notices = NoticeBoard()
  private var results: [LineEditorResult]

  package init(_ results: [LineEditorResult]) { self.results = results.reversed() }
  package convenience init(entries: [String]) { self.init(entries.map { .entry($0) }) }

  package func read() -> LineEditorResult { results.popLast() ?? .end }
}
