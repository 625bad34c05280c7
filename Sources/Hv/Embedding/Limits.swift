import HvSyntax
import Synchronization

/// How much one run of a program may take. What is nil has no limit.
public struct Limits: Sendable {
  /// Requests sent, repeated ones included.
  public var requests: Int?
  /// Rows that come out.
  public var rows: Int?
  /// The time from the start to the last row, by the clock's `waiting`.
  public var time: Duration?
  /// Bytes of answers, decompressed.
  public var bytes: Int?

  /// Sets limits.
  public init(requests: Int? = nil, rows: Int? = nil, time: Duration? = nil, bytes: Int? = nil) {
    self.requests = requests
    self.rows = rows
    self.time = time
    self.bytes = bytes
  }
}

/// What is left of the limits of a run.
final class Budget: Sendable {
  /// That of the run which the task belongs to.
  @TaskLocal static var current: Budget?

  private struct Spent {
    var requests = 0
    var rows = 0
    var bytes = 0
    var fault: Diagnostic?
  }

  private let limits: Limits
  private let spent = Mutex(Spent())

  init(_ limits: Limits) { self.limits = limits }

  /// The limit that was reached.
  var fault: Diagnostic? { spent.withLock { $0.fault } }

  /// Counts what is used; false where that is more than is allowed.
  func spend(requests: Int = 0, rows: Int = 0, bytes: Int = 0) -> Bool {
    spent.withLock { spent in
      spent.requests += requests
      spent.rows += rows
      spent.bytes += bytes
      if spent.fault != nil { return false }
      let reached: [(String, Int, Int?)] = [
        ("requests", spent.requests, limits.requests), ("rows", spent.rows, limits.rows),
        ("bytes", spent.bytes, limits.bytes),
      ]
      for case (let name, let count, let limit?) in reached where count > limit {
        spent.fault = Self.diagnostic("\(limit) \(name)")
        return false
      }
      return true
    }
  }

  /// The time is over.
  func expire() {
    spent.withLock { spent in
      if spent.fault == nil, let time = limits.time { spent.fault = Self.diagnostic("\(time)") }
    }
  }

  private static func diagnostic(_ limit: String) -> Diagnostic {
    Diagnostic(
      "E0310", "the limit of \(limit) is reached, which the embedding program sets", exit: .partial)
  }
}
