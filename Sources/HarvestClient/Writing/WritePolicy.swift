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
  /// So many records would be written together, and nobody has agreed to that. Nil: the write stands where it may run
  /// again, and how often is not known.
  case needsConfirmation(Int?)
  /// A write was tried under the consent to none.
  case noConsent
}

extension WritePolicy {
  /// The rules of consent; writes that are none break no rule.
  func check(count: Int, isRepeated: Bool) throws(WriteRefusal) {
    if count == 0 { return }
    if isReadOnly { throw .readOnly }
    if isDryRun || confirmsBulk { return }
    if isRepeated { throw .needsConfirmation(nil) }
    if count > 1 { throw .needsConfirmation(count) }
  }
}
