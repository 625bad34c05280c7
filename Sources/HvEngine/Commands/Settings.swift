import Synchronization

/// What a program may change of how it is run, with `set`.
///
/// It only ever forbids more than the one who runs it did: what that one forbade stays forbidden.
package final class Settings: Sendable {
  package struct Values: Sendable {
    /// A format's name; `auto` is a table on a terminal and NDJSON elsewhere.
    package var format = "auto"
    package var color = false
    package var readOnly = false
    package var dryRun = false
    package var trace = false

    package init() {}
  }

  /// As it was run.
  package let given: Values
  /// The format that was given is the one that counts: `-o csv`.
  private let keepsFormat: Bool
  private let current: Mutex<Values>

  package init(_ given: Values = Values(), keepsFormat: Bool = false) {
    self.given = given
    self.keepsFormat = keepsFormat
    current = Mutex(given)
  }

  package var values: Values { current.withLock { $0 } }

  package func change(_ body: (inout Values) -> Void) {
    current.withLock { values in
      body(&values)
      if keepsFormat { values.format = given.format }
    }
  }
}
