import Synchronization

/// What one statement has read, so that it reads nothing twice.
final class StatementReads: Sendable {
  /// A name, and the type of what goes by it: the same name may stand for things of different types.
  private struct Key: Hashable {
    let name: String
    let type: ObjectIdentifier
  }

  private struct Entry {
    let read: any Sendable
    let number: Int
    /// In bytes; nil until the read has ended.
    var cost: Int?
  }

  private struct State {
    var loaders: [Key: any Actor] = [:]
    var entries: [Key: Entry] = [:]
    /// How many reads were started, which numbers them.
    var started = 0
    /// The entries that have ended, by the order in which they did; the oldest place that may be taken; the next one.
    var ended: [Int: Key] = [:]
    var oldest = 0
    var next = 0
    var bytes = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: how many bytes of answers are kept.
  init(limit: Int = 64 << 20) { self.limit = limit }

  /// The loader of that name, made when it is asked for first. Ask for it each time: after a write it is another one.
  func loader<L: Actor>(for name: String, make: () -> L) -> L {
    let key = Key(name: name, type: ObjectIdentifier(L.self))
    return state.withLock { state in
      if let known = state.loaders[key] as? L { return known }
      let made = make()
      state.loaders[key] = made
      return made
    }
  }

  /// The answer to a read, which is made once: who asks meanwhile waits for it, who asks later gets what is kept.
  ///
  /// The oldest answers are dropped when there are too many bytes of them.
  ///
  /// - Parameter cost: the size of an answer in bytes.
  /// - Throws: what the read throws, to all that wait for it; nothing is kept then. `CancellationError` to a caller
  ///   that is cancelled; the read itself is only cancelled when nobody waits for it any more.
  func once<T: Sendable>(
    _ name: String, cost: @escaping @Sendable (T) -> Int, _ read: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    try Task.checkCancellation()
    let key = Key(name: name, type: ObjectIdentifier(T.self))
    let seat = state.withLock { state -> SharedRead<T>.Seat in
      if let known = state.entries[key]?.read as? SharedRead<T>, let seat = known.join() { return seat }
      state.started += 1
      let number = state.started
      let shared = SharedRead { [self] in
        do {
          let value = try await read()
          keep(key, number, max(0, cost(value)))
          return value
        } catch {
          drop(key, number)
          throw error
        }
      }
      state.entries[key] = Entry(read: shared, number: number)
      return shared.first
    }
    return try await seat.value()
  }

  /// Forgets everything, as after a write. Reads under way still answer those that wait for them already.
  func forget() {
    state.withLock { state in
      state.loaders = [:]
      state.entries = [:]
      state.ended = [:]
      state.bytes = 0
    }
  }

  private func keep(_ key: Key, _ number: Int, _ cost: Int) {
    state.withLock { state in
      guard state.entries[key]?.number == number else { return }
      guard cost <= limit else {
        state.entries[key] = nil
        return
      }
      state.entries[key]?.cost = cost
      state.ended[state.next] = key
      state.next += 1
      state.bytes += cost
      while state.bytes > limit, state.oldest < state.next {
        if let oldest = state.ended.removeValue(forKey: state.oldest) {
          state.bytes -= state.entries.removeValue(forKey: oldest)?.cost ?? 0
        }
        state.oldest += 1
      }
    }
  }

  private func drop(_ key: Key, _ number: Int) {
    state.withLock { if $0.entries[key]?.number == number { $0.entries[key] = nil } }
  }
}
