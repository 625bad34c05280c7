package import HvValues
import Synchronization

/// The items for which a block is run one after the other: whoever has to ask something for one of them can ask it for
/// all at once.
package final class Siblings: Sendable {
  /// As many as are known when the first of them runs.
  package let items: Batch
  /// How many variables have the same value for all of them.
  package let variables: Int
  private let known = Mutex<[String: [[Int64]]]>([:])

  init(_ items: Batch, variables: Int) {
    self.items = items
    self.variables = variables
  }

  /// Nobody: it is not known for which other items the same will be done.
  static let none = Siblings(Batch([Value]()), variables: 0)

  /// What is known of the items by a name, computed once.
  package func keys(for name: String, _ make: () -> [[Int64]]) -> [[Int64]] {
    known.withLock { known in
      if let keys = known[name] { return keys }
      let keys = make()
      known[name] = keys
      return keys
    }
  }
}
