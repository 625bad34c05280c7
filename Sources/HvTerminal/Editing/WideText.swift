import CLibedit

// Text as libedit wants it: wide characters with a zero at the end.
extension Unicode.Scalar {
  var wide: wchar_t { wchar_t(truncatingIfNeeded: value) }

  /// U+FFFD for what is no character.
  init(wide: wchar_t) { self = UInt32(exactly: wide).flatMap { Unicode.Scalar($0) } ?? "\u{FFFD}" }

  /// The cells in which libedit shows it.
  var cells: Int { Int(hv_cells(wide)) }
  /// The cells in which a terminal then shows it.
  var shownCells: Int { Int(hv_shown_cells(wide)) }
}

extension StringProtocol {
  func withWide<Result>(_ body: (UnsafePointer<wchar_t>?) -> Result) -> Result {
    (unicodeScalars.map(\.wide) + [0]).withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

extension String {
  /// Text that libedit keeps a pointer to: it stays for as long as the program runs.
  func keptWide() -> UnsafePointer<wchar_t> {
    let characters = unicodeScalars.map(\.wide) + [0]
    let kept = UnsafeMutablePointer<wchar_t>.allocate(capacity: characters.count)
    kept.initialize(from: characters, count: characters.count)
    return UnsafePointer(kept)
  }
}

extension [Unicode.Scalar] {
  /// The characters as one text.
  var string: String { reduce(into: "") { $0.unicodeScalars.append($1) } }
}
