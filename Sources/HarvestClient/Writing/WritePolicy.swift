/// What a program may write.
package struct WritePolicy: Hashable, Sendable {
  /// Nothing at all: `--read-only`.
  package var isReadOnly = false
  /// Writes are told instead of sent: `--dry-run`.
  package var isDryRun = false
  /// Many writes together need no further consent: `--yes`.
  package var confirmsBulk = false

  package init(isReadOnly: Bool = false, isDryRun: Bool = false, confirmsBulk: Bool = false) {
    self.isReadOnly = isReadOnly
    self.isDryRun = isDryRun
    self.confirmsBulk = confirmsBulk
  }
}

/// Why the gate stays shut.
package enum WriteRefusal: Error, Hashable, Sendable {
  /// Writes are off.
  case readOnly
  /// So many records would be written together, and nobody could be asked. Nil: how many is not known.
  case needsConfirmation(Int?)
  /// The person who was asked said no.
  case declined
  /// The person who was asked wants the program to end.
  case quit
}
