import HvValues

/// Rows that others refer to by their place: a place stays what it is when other rows are deleted.
///
/// As a collection it has the rows that are there, in the order in which they were made; the indices are their places,
/// which may have gaps. Subscripting reaches a deleted row too, so that what still refers to one can be shown.
struct Table<Row: StoredRow>: BidirectionalCollection, MutableCollection, Sendable {
  private var rows: [Row] = []
  private var deleted: Set<Int> = []
  private(set) var lastID: Int64 = 0

  var startIndex: Int { deleted.isEmpty ? 0 : alive(from: 0) }
  var endIndex: Int { rows.count }
  var count: Int { rows.count - deleted.count }
  /// One more than the last place: enough room for a value for each place.
  var places: Int { rows.count }

  func index(after place: Int) -> Int { deleted.isEmpty ? place + 1 : alive(from: place + 1) }

  func index(before place: Int) -> Int {
    var place = place - 1
    while deleted.contains(place) { place -= 1 }
    return place
  }

  private func alive(from place: Int) -> Int {
    var place = place
    while deleted.contains(place) { place += 1 }
    return place
  }

  subscript(place: Int) -> Row {
    get { rows[place] }
    set { rows[place] = newValue }
  }

  func isDeleted(_ place: Int) -> Bool { deleted.contains(place) }

  /// The place of the row with an id, unless it is deleted.
  func place(of id: Int64) -> Int? { firstIndex { $0.id == id } }

  /// An id for a row to come: larger than any that was given, also to rows that are gone.
  func nextID() -> Int64 { lastID + 1 }

  /// - Returns: the place of the new row.
  @discardableResult
  mutating func append(_ row: Row) -> Int {
    rows.append(row)
    lastID = Swift.max(lastID, row.id)
    return rows.count - 1
  }

  mutating func delete(_ place: Int) { deleted.insert(place) }

  /// Something for every place, deleted rows included, to be found by place.
  func byPlace<Result>(_ transform: (Row) throws -> Result) rethrows -> [Result] { try rows.map(transform) }

  mutating func reserveCapacity(_ count: Int) { rows.reserveCapacity(count) }
}

/// Rows that nobody refers to, in the order of their date and, within a day, of their ids.
struct DatedTable<Row: DatedRow>: RandomAccessCollection, MutableCollection, Sendable {
  private var rows: [Row] = []
  private(set) var lastID: Int64 = 0

  var startIndex: Int { 0 }
  var endIndex: Int { rows.count }

  /// Places shift when rows are inserted, moved or deleted. Setting keeps the place: to change a row's date, use `update`.
  subscript(place: Int) -> Row {
    get { rows[place] }
    set { rows[place] = newValue }
  }

  func place(of id: Int64) -> Int? { rows.firstIndex { $0.id == id } }

  func nextID() -> Int64 { lastID + 1 }

  /// Puts a row where its date belongs.
  mutating func insert(_ row: Row) {
    lastID = Swift.max(lastID, row.id)
    if let last = rows.last, Self.isBefore(row, last) {
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Self.isBefore(rows[middle], row) { low = middle + 1 } else { high = middle }
      }
      rows.insert(row, at: low)
    } else {
      rows.append(row)
    }
  }

  /// Replaces a row, which may move it.
  mutating func update(_ place: Int, _ row: Row) {
    if rows[place].spent == row.spent {
      rows[place] = row
    } else {
      rows.remove(at: place)
      insert(row)
    }
  }

  mutating func delete(_ place: Int) { rows.remove(at: place) }

  mutating func deleteAll(where isUnwanted: (Row) -> Bool) { rows.removeAll(where: isUnwanted) }

  /// Changes rows without touching their dates or ids.
  mutating func changeEach(_ change: (inout Row) -> Void) {
    for place in rows.indices { change(&rows[place]) }
  }

  mutating func reserveCapacity(_ count: Int) { rows.reserveCapacity(count) }

  private static func isBefore(_ one: Row, _ other: Row) -> Bool {
    one.spent != other.spent ? one.spent < other.spent : one.id < other.id
  }
}

/// Work of a day.
protocol DatedRow: StoredRow {
  var spent: Day { get }
}
