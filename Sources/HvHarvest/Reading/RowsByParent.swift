import HvValues

/// The ids by which a row points to its parent.
struct ParentKey: Hashable, Sendable {
  // Nearly all keys have one id: these need no allocation.
  private let first: Int64?
  private let rest: [Int64]

  init(_ ids: [Int64]) {
    first = ids.first
    rest = ids.count > 1 ? Array(ids.dropFirst()) : []
  }
}

/// The rows of a list, sorted by parent as its pages come. Rows stay in their pages and keep their order.
struct RowsByParent: Sendable {
  private let fields: [FieldPath]
  private var parts: [ParentKey: [Batch]] = [:]
  private var counts: [ParentKey: Int] = [:]
  /// The rows added so far, those without a parent included.
  private(set) var rowCount = 0

  /// - Parameter fields: where a row holds the ids of its parent, as whole numbers.
  init(_ fields: [FieldPath]) { self.fields = fields }

  /// Takes in the next page and tells how many of its rows each parent has.
  mutating func add(_ page: Batch) -> [ParentKey: Int] {
    page.source.prepare(fields)
    let columns = fields.map { page.source.column($0) }
    var rows: [ParentKey: [Int32]] = [:]
    for i in 0..<page.count {
      let index = page.sourceIndex(i)
      var ids: [Int64] = []
      for column in columns { if case .number(let n) = column.values[index], let id = n.integer { ids.append(id) } }
      if ids.count == columns.count { rows[ParentKey(ids), default: []].append(Int32(truncatingIfNeeded: index)) }
    }
    for (key, own) in rows {
      parts[key, default: []].append(own.count == page.count ? page : Batch(page.source, selection: own))
      counts[key, default: 0] += own.count
    }
    rowCount += page.count
    return rows.mapValues(\.count)
  }

  /// How many rows of a parent there are so far.
  func count(_ key: ParentKey) -> Int { counts[key] ?? 0 }

  /// The rows of a parent, a batch a page.
  func batches(_ key: ParentKey) -> [Batch] { parts[key] ?? [] }

  /// Drops the rows of all parents that have fewer than that, and the pages that nobody else needs.
  mutating func keep(atLeast minimum: Int) {
    counts = counts.filter { $0.value >= minimum }
    parts = parts.filter { counts[$0.key] != nil }
  }
}
