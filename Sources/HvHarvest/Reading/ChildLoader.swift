import HvValues

/// The rows of one list by parent, with the fewest requests: either one scan of the list for all parents, or a request
/// for each parent, which the caller makes.
///
/// Which it is, is decided anew after every page of the scan, from what is then known about the list and the parents.
actor ChildLoader {
  enum Answer: Sendable {
    /// A request for this parent alone is cheaper.
    case single
    /// The rows of this parent in the order of the list: all of them, or at least as many as were wanted.
    case rows([Batch])
  }

  private struct Run {
    let scan: PageScan
    /// How many rows of each parent it is made for.
    let goal: Int
    /// Whether they are only to be counted.
    var isCount: Bool
    /// The pages that were taken in.
    var seen = 0
    /// The number of pages after which it was last decided to go on.
    var decided = 0
    var left: Int?
    /// Whether it will be read to its end, whatever comes.
    var isCertain = false
  }

  private enum Phase {
    case idle
    case scanning(Run)
    case complete
    /// Not to be had, or dearer than a request for each parent.
    case givenUp
  }

  private let scan: (@Sendable () async throws -> any ScanSource)?
  private let fields: [FieldPath]
  private let few: Int

  private var phase = Phase.idle
  private var rows: RowsByParent
  /// The parents that were asked for, or were said to come.
  private var known: Set<ParentKey> = []
  private var answered: Set<ParentKey> = []
  /// The parents that are known and still need rows of the scan.
  private var open: Set<ParentKey> = []
  /// The rows of the scan that belong to known parents.
  private var belonging = 0
  private var siblings: [[Int64]] = []

  /// - Parameters:
  ///   - scan: the list that has the rows of all parents; nil where there is none.
  ///   - keyFields: the fields of its rows that hold the ids of the parent, in the order of a key.
  ///   - few: for how many parents no scan is tried.
  init(scan: (@Sendable () async throws -> any ScanSource)?, keyFields: [FieldPath], few: Int = 3) {
    self.scan = scan
    self.fields = keyFields
    self.few = few
    rows = RowsByParent(keyFields)
  }

  /// How to come by the rows of one parent.
  ///
  /// - Parameters:
  ///   - key: the ids of the parent.
  ///   - siblings: the keys of all parents that will probably be asked for; pass the same array each time.
  ///   - wanted: how many rows of each parent can be used, `Int.max` for all.
  ///   - isCount: whether the rows are only to be counted, for which one request a parent is always enough.
  /// - Throws: an error of the scan, to all that wait for it; a later call starts anew.
  func plan(for key: [Int64], siblings: [[Int64]], wanted: Int, isCount: Bool = false) async throws -> Answer {
    guard let scan, key.count == fields.count else { return .single }
    let key = ParentKey(key)
    learn(siblings)
    note(key)
    answered.remove(key)
    if !isSatisfied(key) { open.insert(key) }
    while true {
      try Task.checkCancellation()
      if hasEnough(key, wanted) {
        answered.insert(key)
        return .rows(rows.batches(key))
      }
      guard let run = goOn(scan, wanted, isCount) else {
        answered.insert(key)
        open.remove(key)
        return .single
      }
      accept(try await run.scan.step(after: run.seen, ahead: run.isCertain), from: run.scan)
    }
  }

  // MARK: parents

  private func learn(_ siblings: [[Int64]]) {
    // The same array is equal to itself at a glance; so a thousand questions with a thousand siblings cost little.
    guard siblings != self.siblings else { return }
    self.siblings = siblings
    for key in siblings where key.count == fields.count { note(ParentKey(key)) }
  }

  private func note(_ key: ParentKey) {
    guard known.insert(key).inserted else { return }
    belonging += rows.count(key)
    if !isSatisfied(key) { open.insert(key) }
  }

  /// Whether the scan has what it is made for.
  private func isSatisfied(_ key: ParentKey) -> Bool {
    if case .scanning(let run) = phase { rows.count(key) >= run.goal } else { false }
  }

  private func hasEnough(_ key: ParentKey, _ wanted: Int) -> Bool {
    if case .complete = phase { true } else { rows.count(key) >= wanted }
  }

  // MARK: the scan

  /// The scan, where reading on costs no more than a request for each parent; decided once a page.
  private func goOn(_ list: @escaping @Sendable () async throws -> any ScanSource, _ wanted: Int, _ isCount: Bool)
    -> Run?
  {
    switch phase {
    case .complete, .givenUp: return nil
    case .idle:
      guard known.count > few else { return nil }
      let run = Run(scan: PageScan(list), goal: wanted, isCount: isCount)
      phase = .scanning(run)
      return run
    case .scanning(var run):
      guard wanted <= run.goal else { return nil }
      if !isCount, run.isCount {
        run.isCount = false
        phase = .scanning(run)
      }
      guard run.decided < run.seen else { return run }
      // An unknown number of pages is more than one.
      let left = run.left ?? 2
      guard left - extraPages(left, run) <= open.count else {
        phase = .givenUp
        rows.keep(atLeast: run.goal)
        return nil
      }
      run.decided = run.seen
      // The pages left become fewer and the parents that need them do not.
      run.isCertain = run.goal == .max && run.left != nil && left <= open.count
      phase = .scanning(run)
      return run
    }
  }

  /// The pages that requests for single parents would need beyond the first of each, judging by the pages so far:
  /// the part of the rest of the list that belongs to known parents.
  private func extraPages(_ left: Int, _ run: Run) -> Int {
    guard run.goal == .max, !run.isCount, rows.rowCount > 0, belonging <= rows.rowCount else { return 0 }
    // At most `left`, because no more rows belong to somebody than there are.
    return rows.rowCount.dividingFullWidth(belonging.multipliedFullWidth(by: left)).quotient
  }

  private func accept(_ step: PageScan.Step, from scan: PageScan) {
    guard case .scanning(var run) = phase, run.scan === scan else { return }
    switch step {
    case .page(let number, let page, let left):
      guard number > run.seen else { return }
      run.seen = number
      run.left = left
      phase = .scanning(run)
      for (key, count) in rows.add(page) where known.contains(key) {
        belonging += count
        if isSatisfied(key) { open.remove(key) }
      }
    case .ended: phase = .complete
    case .refused: phase = .givenUp
    case .dead:
      phase = .idle
      rows = RowsByParent(fields)
      belonging = 0
      open = known.subtracting(answered)
    }
  }
}
