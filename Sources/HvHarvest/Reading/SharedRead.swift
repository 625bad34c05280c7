import Synchronization

/// One read that several callers wait for.
///
/// A caller that is cancelled stops waiting at once; the read goes on for the others. When the last one has gone it is
/// cancelled, and nobody can join it any more.
final class SharedRead<T: Sendable>: Sendable {
  private enum Phase {
    case running
    case done(T)
    case failed(any Error)
    case abandoned
  }

  private struct State {
    var phase = Phase.running
    var arrivals = 0
    /// Those who want the result, from the first on, and how to wake those of them who wait already.
    var present: Set = [0]
    var waiting: [Int: CheckedContinuation<T, any Error>] = [:]
    var task: Task<Void, Never>?
  }

  private let state = Mutex(State())

  /// Starts the read, for one caller: `first` is its share, to be taken once.
  init(_ read: @escaping @Sendable () async throws -> T) {
    let task = Task {
      do { finish(.success(try await read())) } catch { finish(.failure(error)) }
    }
    state.withLock { if case .running = $0.phase { $0.task = task } }
  }

  var first: Seat { Seat(read: self, number: 0) }

  /// Whether there is a result, or one to come.
  var isLive: Bool {
    state.withLock { state in
      switch state.phase {
      case .running, .done: true
      case .failed, .abandoned: false
      }
    }
  }

  /// A share in the result; nil where the read has failed or was given up, so that it has to be made again.
  func join() -> Seat? {
    state.withLock { state in
      switch state.phase {
      case .failed, .abandoned: return nil
      case .running, .done:
        state.arrivals += 1
        state.present.insert(state.arrivals)
        return Seat(read: self, number: state.arrivals)
      }
    }
  }

  /// One caller's share. Whoever took it must wait for its value or leave.
  struct Seat: Sendable {
    fileprivate let read: SharedRead<T>
    fileprivate let number: Int

    /// The result of the read.
    ///
    /// - Throws: What the read threw, or `CancellationError` when the caller is cancelled.
    func value() async throws -> T {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { read.wait(number, $0) }
      } onCancel: {
        leave()
      }
    }

    /// Gives the share up. Does nothing the second time, or when the read has ended.
    func leave() { read.leave(number) }
  }

  private func wait(_ number: Int, _ continuation: CheckedContinuation<T, any Error>) {
    let result: Result<T, any Error>? = state.withLock { state in
      switch state.phase {
      case .done(let value): return .success(value)
      case .failed(let error): return .failure(error)
      case .running, .abandoned:
        guard state.present.contains(number) else { return .failure(CancellationError()) }
        state.waiting[number] = continuation
        return nil
      }
    }
    if let result { continuation.resume(with: result) }
  }

  private func leave(_ number: Int) {
    let (continuation, task) = state.withLock { state -> (CheckedContinuation<T, any Error>?, Task<Void, Never>?) in
      guard case .running = state.phase, state.present.remove(number) != nil else { return (nil, nil) }
      let continuation = state.waiting.removeValue(forKey: number)
      guard state.present.isEmpty else { return (continuation, nil) }
      state.phase = .abandoned
      defer { state.task = nil }
      return (continuation, state.task)
    }
    task?.cancel()
    continuation?.resume(throwing: CancellationError())
  }

  private func finish(_ result: Result<T, any Error>) {
    let waiting = state.withLock { state -> [Int: CheckedContinuation<T, any Error>] in
      guard case .running = state.phase else { return [:] }
      switch result {
      case .success(let value): state.phase = .done(value)
      case .failure(let error): state.phase = .failed(error)
      }
      state.task = nil
      state.present = []
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume(with: result) }
  }
}
