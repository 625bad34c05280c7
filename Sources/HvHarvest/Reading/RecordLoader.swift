import HvValues

/// Records of one kind by their ids, with the fewest requests: a few are fetched one by one, many out of the list.
///
/// Each record is fetched at most once in the loader's life, however many ask for it at the same time.
actor RecordLoader {
  /// A record of a page that was read; decoded when somebody wants it.
  private struct Place {
    let page: any RowSource
    let row: Int
  }

  private struct Run {
    let scan: PageScan
    /// The pages that were taken in.
    var seen = 0
    /// The number of pages after which it was last decided to go on.
    var decided = 0
    var left: Int?
  }

  private let list: @Sendable () async throws -> any ScanSource
  private let get: @Sendable (Int64) async throws -> Value
  private let few: Int

  private var listed: [Int64: Place] = [:]
  private var gets: [Int64: SharedRead<Value>] = [:]
  private var asked: Set<Int64> = []
  private var coming = 0
  /// The ids that callers look for in the list, and how many callers.
  private var sought: [Int64: Int] = [:]
  /// The list as far as it was read. A later call goes on from there where that pays.
  private var run: Run?
  /// Nothing more is to be had from the list: it was read to its end, or may not be read.
  private var isOver = false

  /// - Parameters:
  ///   - list: the list that all records should be in.
  ///   - get: fetches one record.
  ///   - few: how many records are fetched one by one without a look at the list.
  init(
    list: @escaping @Sendable () async throws -> any ScanSource, get: @escaping @Sendable (Int64) async throws -> Value,
    few: Int = 3
  ) {
    self.list = list
    self.get = get
    self.few = few
  }

  /// The records with these ids, every one of them.
  ///
  /// - Parameter coming: a guess of how many different ids will be asked for altogether.
  /// - Throws: the error of the first id that cannot be had; an error of the list, to all that wait for it. Nothing of
  ///   either is kept.
  func records(_ ids: [Int64], coming: Int) async throws -> [Int64: Value] {
    asked.formUnion(ids)
    self.coming = max(self.coming, coming)
    try await search(ids)
    return try await collect(ids)
  }

  private func isMissing(_ id: Int64) -> Bool { listed[id] == nil && gets[id]?.isLive != true }

  // MARK: the list

  /// Reads the list until the ids are found, or it is cheaper to fetch the rest of them.
  private func search(_ ids: [Int64]) async throws {
    let wanted = Set(ids.filter(isMissing))
    for id in wanted { sought[id, default: 0] += 1 }
    defer {
      for id in wanted { if let seekers = sought[id] { sought[id] = seekers > 1 ? seekers - 1 : nil } }
    }
    while wanted.contains(where: isMissing), let run = goOn() {
      try Task.checkCancellation()
      accept(try await run.scan.step(after: run.seen, ahead: false), from: run.scan)
    }
  }

  /// The scan, where reading on costs no more than fetching what is missing; decided once a page.
  private func goOn() -> Run? {
    if isOver { return nil }
    guard var run else {
      guard max(coming, asked.count) > few else { return nil }
      let run = Run(scan: PageScan(list))
      self.run = run
      return run
    }
    if run.decided < run.seen {
      // An unknown number of pages is more than one.
      guard run.left ?? 2 <= sought.count + max(0, coming - asked.count) else { return nil }
      run.decided = run.seen
      self.run = run
    }
    return run
  }

  private func accept(_ step: PageScan.Step, from scan: PageScan) {
    guard var run, run.scan === scan else { return }
    switch step {
    case .page(let number, let page, let left):
      guard number > run.seen else { return }
      run.seen = number
      run.left = left
      self.run = run
      let ids = page.source.column(FieldPath("id")).values
      for i in 0..<page.count {
        let row = page.sourceIndex(i)
        guard case .number(let n) = ids[row], let id = n.integer else { continue }
        listed[id] = Place(page: page.source, row: row)
        sought[id] = nil
      }
    case .ended, .refused:
      isOver = true
      self.run = nil
    case .dead: self.run = nil
    }
  }

  // MARK: one by one

  /// Hands out what is known and fetches the rest, all at once.
  private func collect(_ ids: [Int64]) async throws -> [Int64: Value] {
    try Task.checkCancellation()
    var values: [Int64: Value] = [:]
    var seats: [(id: Int64, seat: SharedRead<Value>.Seat)] = []
    defer { for (_, seat) in seats { seat.leave() } }
    for id in ids where values[id] == nil {
      if let place = listed[id] {
        values[id] = place.page.row(place.row)
      } else {
        seats.append((id, share(id)))
      }
    }
    for (id, seat) in seats { values[id] = try await seat.value() }
    return values
  }

  private func share(_ id: Int64) -> SharedRead<Value>.Seat {
    if let seat = gets[id]?.join() { return seat }
    let read = SharedRead { [get] in try await get(id) }
    gets[id] = read
    sought[id] = nil
    return read.first
  }
}
