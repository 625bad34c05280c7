package import HvValues

/// How a table is to look.
package struct TableOptions: Sendable {
  /// The cells of a line; nil for no limit.
  package var width: Int?
  package var color: Bool
  /// Cut long texts with `…` where they do not fit.
  package var shorten: Bool
  /// Show no more rows than this, and count the others.
  package var maxRows: Int?

  package init(width: Int? = nil, color: Bool = false, shorten: Bool = false, maxRows: Int? = nil) {
    self.width = width
    self.color = color
    self.shorten = shorten
    self.maxRows = maxRows
  }
}

/// A table for a person: columns aligned, references by name, nothing in it that could steer the terminal.
///
/// Widths are those of the first rows; later ones keep to them. What a table does not show it says in `footer`.
package struct TableWriter: RowWriter {
  /// How many rows the layout is made from.
  static let surveyed = 500

  private let options: TableOptions
  private let isOne: Bool
  private var layout = TableLayout()
  private var places: [String: Int] = [:]
  /// The columns of the keys of the shape met last.
  private var lastShape: Shape?
  private var lastPlaces: [Int?] = []
  private var waiting: [[TableCell?]] = []
  private var isLaidOut = false
  private var isBare = true
  private var shownRows = 0
  private var hiddenRows = 0
  private var laterFields: [String] = []

  /// - Parameter one: a record is shown one field a line.
  package init(_ options: TableOptions = TableOptions(), one: Bool = false) {
    self.options = options
    isOne = one
  }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) {
    for index in 0..<batch.count {
      if let most = options.maxRows, shownRows >= most {
        hiddenRows += batch.count - index
        return
      }
      shownRows += 1
      let row = batch.value(index)
      if isOne {
        RecordView(options).write(row, to: &out)
        continue
      }
      let cells = cells(row)
      if isLaidOut {
        line(cells, to: &out)
      } else {
        waiting.append(cells)
        if waiting.count == Self.surveyed { flush(to: &out) }
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) {
    if !isOne, !isLaidOut, !waiting.isEmpty { flush(to: &out) }
  }

  /// What was left out, in a line without its end; nil where that is nothing. Read it after `finish`.
  package var footer: String? {
    var parts: [String] = []
    let hidden = layout.hidden
    if isLaidOut, !hidden.isEmpty {
      let named =
        hidden.prefix(Self.namedColumns).joined(separator: ", ") + (hidden.count > Self.namedColumns ? ", …" : "")
      parts.append("\(Self.count(hidden.count, "column")) not shown: \(named)")
    }
    if !laterFields.isEmpty { parts.append("fields of later rows not shown: \(laterFields.joined(separator: ", "))") }
    if hiddenRows > 0 { parts.append("\(Self.count(hiddenRows, "row")) not shown") }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  /// So many columns that are not shown are named.
  private static let namedColumns = 12

  private static func count(_ n: Int, _ noun: String) -> String { "\(n) \(noun)\(n == 1 ? "" : "s")" }
}

// MARK: - Rows

extension TableWriter {
  /// One cell a column of the layout, nil where the row lacks the field or the column is not shown. Columns are added
  /// until the table is laid out.
  private mutating func cells(_ row: Value) -> [TableCell?] {
    guard case .record(let record) = row else {
      let place = self.place(FlatColumns.bare)
      var cells = [TableCell?](repeating: nil, count: layout.columns.count)
      if let place { cells[place] = TableCell(row) }
      return cells
    }
    isBare = false
    if record.shape !== lastShape {
      lastShape = record.shape
      lastPlaces = record.shape.keys.map { place($0) }
    }
    var cells = [TableCell?](repeating: nil, count: layout.columns.count)
    for (place, value) in zip(lastPlaces, record.values) { if let place { cells[place] = TableCell(value) } }
    return cells
  }

  /// The column of a key; nil where it is not shown.
  private mutating func place(_ key: String) -> Int? {
    if let place = places[key] { return isLaidOut && !layout.shown.contains(place) ? nil : place }
    let name = VisibleText.of(key)
    if isLaidOut {
      if !laterFields.contains(name), laterFields.count < 20 { laterFields.append(name) }
      return nil
    }
    places[key] = layout.columns.count
    layout.columns.append(TableLayout.Column(name))
    return layout.columns.count - 1
  }

  private mutating func flush(to out: inout [UInt8]) {
    // Values that are no records need no name above them.
    if isBare { layout.columns = [TableLayout.Column("")] }
    for row in waiting {
      for (place, cell) in row.enumerated() { if let cell { layout.columns[place].add(cell) } }
    }
    layout.fit(options.width, shorten: options.shorten)
    isLaidOut = true
    lastShape = nil
    if !isBare { header(to: &out) }
    for row in waiting { line(row, to: &out) }
    waiting = []
  }

  private func header(to out: inout [UInt8]) {
    var names = ""
    var rule = ""
    for (place, column) in layout.shown.enumerated() {
      let name = layout.columns[column].name
      let padding = TableLayout.Column.spaces(layout.widths[column] - CellWidth.of(name))
      let isLast = place == layout.shown.count - 1
      names += layout.columns[column].isNumeric ? padding + name : isLast ? name : name + padding
      rule += String(repeating: "─", count: layout.widths[column])
      if !isLast {
        names += "  "
        rule += "  "
      }
    }
    out.append(Style.bold.applied(to: names, options.color) + "\n")
    out.append(Style.dim.applied(to: rule, options.color) + "\n")
  }

  private func line(_ cells: [TableCell?], to out: inout [UInt8]) {
    var line = ""
    var spaces = 0
    for column in layout.shown {
      let width = layout.widths[column]
      let cell = column < cells.count ? cells[column] : nil
      guard let cell, !cell.text.isEmpty else {
        spaces += width + TableLayout.gap
        continue
      }
      let aligned = layout.columns[column].aligned(cell, in: width)
      let text = options.shorten ? VisibleText.shortened(aligned, to: width) : aligned
      line += TableLayout.Column.spaces(spaces)
      line += cell.kind == .null ? Style.dim.applied(to: text, options.color) : text
      spaces = max(0, width - CellWidth.of(text)) + TableLayout.gap
    }
    // The spaces after the last cell are left out.
    out.append(line + "\n")
  }
}

/// How a terminal is told to draw text.
enum Style: String {
  case bold = "\u{1B}[1m"
  case dim = "\u{1B}[2m"

  func applied(to text: String, _ isOn: Bool) -> String { isOn ? rawValue + text + "\u{1B}[0m" : text }
}
