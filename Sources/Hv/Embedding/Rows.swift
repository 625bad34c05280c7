import HvEngine
public import HvValues
import Synchronization
import protocol HvEngine.Stage

/// The rows of a program, read when they are asked for: no page is fetched that nobody reads.
///
/// Whoever stops reading, or is cancelled, ends the program. The rows can be read once.
public struct Rows: AsyncSequence, Sendable {
  /// One row.
  public typealias Element = Value

  private let start: @Sendable () -> RowPipe

  init(_ start: @escaping @Sendable () -> RowPipe) { self.start = start }

  /// Begins to read: the program is checked and run from here on.
  public func makeAsyncIterator() -> Iterator { Iterator(start()) }

  /// Reads row after row.
  public struct Iterator: AsyncIteratorProtocol {
    /// Ends the program when nobody reads any more.
    private final class Owner: Sendable {
      let pipe: RowPipe
      init(_ pipe: RowPipe) { self.pipe = pipe }
      deinit { pipe.end(CancellationError()) }
    }

    private let owner: Owner
    private var batch: [Value] = []
    private var place = 0

    init(_ pipe: RowPipe) { owner = Owner(pipe) }

    /// The next row; nil at the end.
    ///
    /// - Throws: a `Diagnostic`, also one at the end where the result is partial; `CancellationError`.
    public mutating func next() async throws -> Value? {
      while place == batch.count {
        guard let more = try await owner.pipe.next() else { return nil }
        batch = more
        place = 0
      }
      defer { place += 1 }
      return batch[place]
    }
  }
}

/// Hands batches from the task that runs a program to the one that reads its rows: one at a time, when it is asked.
final class RowPipe: Sendable {
  private enum State {
    case idle
    /// The reader waits.
    case asked(CheckedContinuation<[Value]?, any Error>)
    /// The program waits, with nothing asked of it.
    case ready(CheckedContinuation<Void, any Error>)
    case ended((any Error)?)
  }

  private let state = Mutex(State.idle)
  private let work = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter body: runs the program; it calls `put` for each batch.
  init(_ body: @escaping @Sendable (RowPipe) async throws -> Void) {
    let task = Task {
      do {
        try await self.asked()
        try await body(self)
        self.finish(nil)
      } catch { self.finish(error) }
    }
    work.withLock { $0 = task }
  }

  /// The next batch; nil at the end.
  func next() async throws -> [Value]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { reader in
        let wake: (() -> Void)? = state.withLock { state in
          switch state {
          case .idle:
            state = .asked(reader)
            return nil
          case .ready(let program):
            state = .asked(reader)
            return { program.resume() }
          case .asked: return { reader.resume(throwing: CancellationError()) }
          case .ended(let error):
            state = .ended(nil)
            return { if let error { reader.resume(throwing: error) } else { reader.resume(returning: nil) } }
          }
        }
        wake?()
      }
    } onCancel: {
      end(CancellationError())
    }
  }

  /// Ends the program; the reader gets the error.
  func end(_ error: any Error) {
    finish(error)
    work.withLock { $0?.cancel() }
  }

  /// Hands a batch to the reader, and returns when the next one is asked for.
  func put(_ batch: [Value]) async throws {
    let reader: CheckedContinuation<[Value]?, any Error>? = state.withLock { state in
      guard case .asked(let reader) = state else { return nil }
      state = .idle
      return reader
    }
    reader?.resume(returning: batch)
    try await asked()
  }

  /// Waits until a batch is asked for.
  private func asked() async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (program: CheckedContinuation<Void, any Error>) in
        let wake: (() -> Void)? = state.withLock { state in
          switch state {
          case .asked: return { program.resume() }
          case .ended: return { program.resume(throwing: CancellationError()) }
          default:
            state = .ready(program)
            return nil
          }
        }
        wake?()
      }
    } onCancel: {
      finish(CancellationError())
    }
  }

  private func finish(_ error: (any Error)?) {
    let wake: (() -> Void)? = state.withLock { state in
      switch state {
      case .asked(let reader):
        state = .ended(nil)
        return { if let error { reader.resume(throwing: error) } else { reader.resume(returning: nil) } }
      case .ready(let program):
        state = .ended(error)
        return { program.resume(throwing: CancellationError()) }
      case .idle:
        state = .ended(error)
        return nil
      case .ended: return nil
      }
    }
    wake?()
  }
}
