import HvCodecs
import HvValues

/// All rows of a stream, kept in little room until they are handed on, in any order.
struct HeldRows {
  /// Where a row is.
  struct Place {
    fileprivate let source: Int32
    fileprivate let row: Int32
  }

  private var store = RowStore()
  private var sources: [any RowSource] = []
  /// One a row, in the order of arrival unless somebody changes it.
  var places: [Place] = []

  /// Roughly how many bytes it takes, if all rows were packed; with what it takes to sort them.
  var size: Int { store.size + places.count * (MemoryLayout<Place>.stride + 3 * MemoryLayout<Int>.stride) }

  /// Adds the rows of a batch. With `packs` they are put in little room, for which their text is walked once more.
  mutating func append(_ batch: Batch, packs: Bool = true) {
    let batch = packs ? store.pack(batch) : batch
    for index in 0..<batch.count {
      places.append(
        Place(
          source: Int32(truncatingIfNeeded: sources.count),
          row: Int32(truncatingIfNeeded: batch.sourceIndex(index))))
    }
    sources.append(batch.source)
  }

  /// Lets go of all rows but those in `places`.
  mutating func forgetOthers() {
    var kept: [Int32: [Int]] = [:]
    for (index, place) in places.enumerated() { kept[place.source, default: []].append(index) }
    var remaining: [any RowSource] = []
    for (source, indices) in kept.sorted(by: { $0.key < $1.key }) {
      let batch = store.pack(Batch(sources[Int(source)], selection: indices.map { places[$0].row }))
      for (number, index) in indices.enumerated() {
        places[index] = Place(
          source: Int32(truncatingIfNeeded: remaining.count),
          row: Int32(truncatingIfNeeded: batch.sourceIndex(number)))
      }
      remaining.append(batch.source)
    }
    sources = remaining
  }

  /// Some of the rows, as one batch.
  func batch(_ places: some Sequence<Place>) -> Batch { Batch(GatheredRows(sources, places.map { $0 })) }

  /// The source that a row was read with, and its place there.
  func origin(_ place: Place) -> (source: any RowSource, index: Int) {
    var found = (sources[Int(place.source)], Int(place.row))
    while let gathered = found.0 as? GatheredRows, let inner = gathered.origin(found.1) { found = inner }
    return found
  }

  /// Rows beside others; nil where there is none.
  func rows(_ places: [Place?]) -> GatheredRows { GatheredRows(sources, places) }
}

/// Rows that stand in many sources.
final class GatheredRows: TextRows {
  private let sources: [any RowSource]
  private let places: [HeldRows.Place?]

  init(_ sources: [any RowSource], _ places: [HeldRows.Place?]) {
    self.sources = sources
    self.places = places
  }

  func picking(_ picked: [Int32]?) -> GatheredRows {
    picked.map { picked in GatheredRows(sources, picked.map { places[Int($0)] }) } ?? self
  }

  /// The source of a row, and its place there; nil where there is no row.
  func origin(_ index: Int) -> (source: any RowSource, index: Int)? {
    places[index].map { (sources[Int($0.source)], Int($0.row)) }
  }

  var count: Int { places.count }
  func prepare(_ paths: [FieldPath]) {}

  func row(_ index: Int) -> Value {
    places[index].map { sources[Int($0.source)].row(Int($0.row)) } ?? .null
  }

  func appendText(_ index: Int, to out: inout [UInt8]) -> Bool {
    guard let place = places[index], let text = sources[Int(place.source)] as? any TextRows else { return false }
    return text.appendText(Int(place.row), to: &out)
  }

  func column(_ path: FieldPath) -> Column {
    // Only the rows that are meant, not all of their sources.
    if path.names.isEmpty { return Column(ContiguousArray((0..<count).map(row))) }
    var known: [Int32: Column] = [:]
    var last: (source: Int32, column: Column)?
    var values: ContiguousArray<Value> = []
    values.reserveCapacity(places.count)
    for place in places {
      guard let place else {
        values.append(.null)
        continue
      }
      if last?.source != place.source {
        let column = known[place.source] ?? sources[Int(place.source)].column(path)
        known[place.source] = column
        last = (place.source, column)
      }
      values.append(last?.column.values[Int(place.row)] ?? .null)
    }
    return Column(values)
  }
}
