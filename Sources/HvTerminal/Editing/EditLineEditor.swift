import CLibedit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An editor for terminals: libedit, with several lines in one buffer, colours, hints, a list of completions and pastes
/// that run nothing.
///
/// libedit keeps the text, draws it plain, and knows the keys of emacs and vi. What it cannot do is done at the one
/// moment when it waits for a key and the screen stands still: then the text is painted over in colour, with the hint
/// behind it (`EditLineEditor+Painting`). Keys that are sequences never reach libedit as such: they are read here and
/// handed on as single codes that are bound to functions (`EditLineEditor+Keys`), because libedit would wait for ever
/// behind an Escape. One editor at a time; it belongs to the thread that made it.
package final class EditLineEditor: LineEditor {
  package struct Settings: Sendable {
    package var palette: Palette?
    /// The file with the user's own keys.
    package var editrc: String?
    /// Before a colon in that file, it says whom a line is for.
    package var program = "hv"

    /// - Parameter palette: nil for no colour.
    package init(palette: Palette?, editrc: String? = nil) {
      self.palette = palette
      self.editrc = editrc
    }
  }

  package let notices = NoticeBoard()
  let assistant: any LineAssistant
  let settings: Settings
  let el: OpaquePointer

  /// What libedit gets before anything is read.
  var pending: [Unicode.Scalar] = []
  var paste = ""
  /// The hint that is shown behind the text.
  var hint = ""
  /// The column in which libedit counts the cursor, where it is seen in another.
  var libeditColumn: Int?
  private var wasInterrupted = false
  private var history: OpaquePointer?
  private(set) var entries: [String] = []
  /// The search that is under way, what was looked for last, and the text to be put in the place of all.
  var search: HistorySearch?
  var lastPattern: String?
  var replacement: String?
  /// The entry of the past that stands here, and what stood here before.
  var recalled: (place: Int, draft: String)?
  /// The row of the cursor when the entry was last drawn.
  var drawnRow = 0
  /// Something stood elsewhere than libedit counts when the text was painted last.
  var wasShifted = false
  private var promptCharacters: [Unicode.Scalar] = []
  lazy var decoder = KeyDecoder { [unowned self] in self.byte($0) }

  /// Nil where the terminal cannot be edited on.
  package init?(_ assistant: any LineAssistant, _ settings: Settings) {
    setlocale(LC_CTYPE, "")
    guard let el = hv_editor(settings.program, STDIN_FILENO, STDOUT_FILENO) else { return nil }
    self.el = el
    self.assistant = assistant
    self.settings = settings
    hv_guard_terminal(STDIN_FILENO)
    hv_set_client(el, Unmanaged.passUnretained(self).toOpaque())
    hv_set_prompt(el, { el in el.flatMap { EditLineEditor.of($0)?.promptText() } }, 1)
    hv_set_getc(el, { el, result in el.flatMap { EditLineEditor.of($0) }.map { $0.read(into: result) } ?? 0 })
    // Some builds of libedit begin with the keys of vi.
    "emacs".withWide { hv_set_editor(el, $0) }
    hv_source_mode(el, settings.editrc)
    bindKeys()
    hv_source_rest(el, settings.editrc)
    hv_keep_signals_out(el)
    // Some of its functions, such as `_` of vi, ask for it without looking whether it is there.
    history = hv_history(el, 100_000)
    hv_watch_terminal(notices.wakingDescriptor)
  }

  deinit {
    if let history { hv_history_end(history) }
    hv_editor_end(el)
  }

  static func of(_ el: OpaquePointer) -> EditLineEditor? {
    hv_client(el).map { Unmanaged<EditLineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  package func read() -> LineEditorResult {
    wasInterrupted = false
    hint = ""
    recalled = nil
    drawnRow = 0
    draw(Screen.pastesOn)
    hv_set_editing(1)
    var count: Int32 = 0
    let line = el_wgets(el, &count)
    hv_set_editing(0)
    draw(Screen.pastesOff)
    hv_flush(el)
    guard let line, count > 0 else { return wasInterrupted ? .interrupted : .end }
    if wasInterrupted { return .interrupted }
    let text = UnsafeBufferPointer(start: line, count: Int(count)).map { Unicode.Scalar(wide: $0) }
    return .entry((text.last == "\n" ? Array(text.dropLast()) : text).string)
  }

  /// What is switched on at the terminal while an entry is edited: it tells then what was pasted.
  enum Screen {
    static let pastesOn = "\u{1B}[?2004h"
    static let pastesOff = "\u{1B}[?2004l"
  }

  /// The line ends here, without being one.
  func interrupt() {
    wasInterrupted = true
  }

  // MARK: the prompt

  /// A prompt that lives as long as libedit looks at it.
  private func promptText() -> UnsafeMutablePointer<wchar_t>? {
    let text = Array(assistant.prompt.unicodeScalars) + ["\0"]
    if text != promptCharacters {
      promptBuffer?.deallocate()
      let buffer = UnsafeMutablePointer<wchar_t>.allocate(capacity: text.count)
      for (place, scalar) in text.enumerated() { (buffer + place).initialize(to: scalar.wide) }
      promptBuffer = buffer
      promptCharacters = text
    }
    return promptBuffer
  }

  // Kept, because libedit does not copy it.
  private var promptBuffer: UnsafeMutablePointer<wchar_t>?

  /// The cells that the prompt takes.
  var promptWidth: Int {
    var isShown = true
    return assistant.prompt.unicodeScalars.reduce(0) { width, scalar in
      if scalar == "\u{1}" {
        isShown.toggle()
        return width
      }
      return isShown ? width + scalar.cells : width
    }
  }

  // MARK: the text

  /// The text and the place of the cursor in it.
  var line: (text: [Unicode.Scalar], cursor: Int) {
    guard let info = el_wline(el)?.pointee, let start = info.buffer, let end = info.lastchar, let cursor = info.cursor
    else { return ([], 0) }
    let count = max(0, end - start)
    return (
      UnsafeBufferPointer(start: start, count: count).map { Unicode.Scalar(wide: $0) },
      min(max(cursor - start, 0), count)
    )
  }

  var text: String { line.text.string }

  /// Puts text at the cursor, which stands behind it then.
  func insert(_ text: String) {
    // One by one what a terminal cannot show would be left out anyway; a line break is all that may control.
    let shown = text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control }
    guard !shown.isEmpty else { return }
    _ = Array(shown).string.withWide { el_winsertstr(el, $0) }
  }

  /// Takes characters away before the cursor.
  func delete(_ count: Int) { if count > 0 { el_deletestr(el, Int32(clamping: count)) } }

  /// Moves the cursor to a place.
  func move(to place: Int) { el_cursor(el, Int32(clamping: place - line.cursor)) }

  /// Puts another text in the place of all.
  func replace(with text: String) {
    let (old, _) = line
    move(to: old.count)
    delete(old.count)
    insert(text)
  }

  // MARK: history

  /// Reads the history when it is needed, so that the prompt does not wait for it. Other shells may have added to it.
  func loadHistory() {
    let entries = assistant.history()
    if entries != self.entries { remember(entries) }
  }

  private func remember(_ entries: [String]) {
    self.entries = entries
    guard let history else { return }
    hv_history_clear(history)
    for entry in entries { entry.withWide { hv_history_add(history, $0) } }
  }
}
