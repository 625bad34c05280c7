import CLibedit

/// The terminal that entries are edited on.
package enum LineTerminal {
  /// Gives it back the settings that it had before, at once and from any thread.
  package static func restore() { hv_restore_terminal() }
}
