import HvValues

/// The columns that one walk over the rows is to fill.
struct Projection {
  /// What is read from the bytes: none starts with another one.
  let paths: [FieldPath]
  /// What is taken out of the values of a shorter path.
  let derived: [(path: FieldPath, from: FieldPath, rest: FieldPath)]

  init(_ wanted: [FieldPath]) {
    var paths: [FieldPath] = []
    var derived: [(FieldPath, FieldPath, FieldPath)] = []
    for path in wanted.sorted(by: { $0.names.count < $1.names.count }) {
      if let whole = paths.first(where: { path.names.starts(with: $0.names) }) {
        if whole != path { derived.append((path, whole, FieldPath(Array(path.names.dropFirst(whole.names.count))))) }
      } else {
        paths.append(path)
      }
    }
    self.paths = paths
    self.derived = derived
  }
}

extension RowParser {
  /// Makes the walks that follow fill the columns of a projection.
  mutating func project(_ projection: Projection) {
    columnPaths = tree.project(projection.paths).map { projection.paths[$0] }
    columns = Array(repeating: [], count: columnPaths.count)
  }

  /// Takes the columns that were filled.
  mutating func finish(_ projection: Projection, rows: Int) -> [FieldPath: Column] {
    finish(rows: rows)
    var result: [FieldPath: Column] = [:]
    for (path, values) in zip(columnPaths, columns) { result[path] = Column(values) }
    for (path, whole, rest) in projection.derived {
      guard let values = result[whole]?.values else { continue }
      result[path] = ValueRows(Array(values)).column(rest)
    }
    project(Projection([]))
    return result
  }

  /// Reads a row for its columns that was checked before, so that it cannot fail.
  mutating func checkedRow(_ index: Int, at place: Int) {
    cursor.at = place
    do throws(ScanFault) { try row(index, depth: 0) } catch {}
  }

  /// A row that was checked before, decoded whole.
  mutating func wholeRow(at place: Int) -> Value {
    cursor.at = place
    rowStart = place
    do throws(ScanFault) { return try value(KeyTree.root, depth: 0) } catch { return .null }
  }
}
