// HvTerminal: what hv draws on a terminal for the person before it: the progress line.
//
// It knows neither HTTP nor Harvest, and it writes nothing itself: it keeps figures and makes texts of them, the program
// tells it what happened and when, and writes the texts. Start at `ProgressMeter`, which collects; `ProgressSnapshot`
// is what is known at one moment; `ProgressLine` makes a line of that.

/// The sequences that hv sends to a terminal besides text.
package enum TerminalText {
  /// Empties the line that the cursor is in, and puts the cursor at its start.
  package static let erasedLine = "\r\u{1B}[K"

  /// A text in the terminal's faint style, with nothing left switched on behind it.
  package static func dim(_ text: String) -> String { "\u{1B}[2m\(text)\u{1B}[0m" }
}
