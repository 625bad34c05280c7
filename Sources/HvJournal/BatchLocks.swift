import CSQLite
import HarvestClient

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Says which batches a living process works on: a byte of a file for each, locked by the system until that ends.
final class BatchLocks {
  private let file: Int32

  init(_ path: String) throws {
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if file < 0 {
      throw LedgerFault(
        "the file \(path) cannot be opened: \(String(cString: strerror(errno)))",
        help: ["nothing is written without it; XDG_STATE_HOME names another folder"])
    }
  }

  deinit { close(file) }

  func take(_ batch: Int64) throws {
    guard hv_lock_byte(file, batch, 1) == 0 else {
      throw LedgerFault(
        "batch \(batch) is worked on by another hv", help: ["wait until that has ended"])
    }
  }

  /// The byte that stands for looking up what happened: no batch has this number.
  static let lookup: Int64 = 0

  /// - Returns: false where somebody else has it.
  func takeLookup() -> Bool { hv_lock_byte(file, Self.lookup, 1) == 0 }

  func giveBack(_ batch: Int64) { _ = hv_lock_byte(file, batch, 0) }
}
