package import HvValues

/// Rows as a page with one table: references by name, numbers aligned at their point.
///
/// The columns are those of the first rows; a later field that has none is an error, because its values would be lost.
package struct HTMLWriter: RowWriter {
  static let surveyed = TableWriter.surveyed

  private let title: String
  private let isOne: Bool
  /// Once the first rows have told the columns.
  private var table: HTMLTable?
  private var waiting: [Value] = []
  private var count = 0

  /// - Parameter one: the rows are at most one, which is shown a field a line.
  package init(title: String = "hv", one: Bool = false) {
    self.title = title
    isOne = one
  }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      let row = batch.value(index)
      count += 1
      if isOne {
        guard count == 1 else { throw WriteFault("a single value was to be written, but there are more") }
        out.append(HTMLPage.start(title) + HTMLPage.value(row, caption: title, number: 1))
      } else if let table {
        try append(row, table, to: &out)
      } else {
        waiting.append(row)
        if waiting.count == Self.surveyed { try flush(to: &out) }
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) throws(WriteFault) {
    if count == 0 {
      out.append(HTMLPage.start(title) + HTMLPage.note(isOne ? Value.nothing : Document.noRows))
    } else if !isOne {
      if table == nil { try flush(to: &out) }
      out.append(HTMLPage.tableEnd + HTMLPage.note("\(count) row\(count == 1 ? "" : "s")"))
    }
    out.append(HTMLPage.end)
  }

  private mutating func flush(to out: inout [UInt8]) throws(WriteFault) {
    let table = HTMLTable(waiting)
    self.table = table
    out.append(HTMLPage.start(title, isWide: table.isWide) + HTMLPage.box(title, "t1") + table.head)
    let rows = waiting
    waiting = []
    count -= rows.count
    for row in rows {
      count += 1
      try append(row, table, to: &out)
    }
  }

  private func append(_ row: Value, _ table: HTMLTable, to out: inout [UInt8]) throws(WriteFault) {
    do throws(HTMLTable.UnknownField) {
      out.append(try table.row(row))
    } catch {
      throw WriteFault(
        "row \(count) has the field `\(error.name)`, but the columns are those of the first \(Self.surveyed) rows")
    }
  }
}

// MARK: - Tables

/// The columns of rows in a page.
///
/// Made from some rows; after that every row gives a line.
struct HTMLTable {
  private struct Column {
    let name: String
    /// Nil as long as nothing is in it.
    var isNumeric: Bool?
    /// The most characters from the point on.
    var fraction = 0
    var hasUnit = false
    /// In cells of a terminal, which is near enough.
    var width = 0
  }

  /// A field that no column was made for.
  struct UnknownField: Error { let name: String }

  private var columns: [Column] = []
  private var places: [String: Int] = [:]
  /// How deep the rows lie in other values.
  private let depth: Int

  init(_ rows: [Value], depth: Int = 0) {
    self.depth = depth
    for row in rows { learn(row) }
  }

  /// The fields of a row; one that is no record has one.
  static func fields(of row: Value) -> [(key: String, value: Value)] {
    if case .record(let record) = row { record.pairs } else { [(FlatColumns.bare, row)] }
  }

  /// The rows, the first one with every field of the later ones.
  static func complete(_ rows: [Value]) -> [Value] {
    guard let first = rows.first else { return rows }
    var all = fields(of: first).map { ($0.key, $0.value) }
    var known = Set(all.map(\.0))
    for row in rows.dropFirst() {
      for (key, _) in fields(of: row) where known.insert(key).inserted { all.append((key, .null)) }
    }
    return [.record(Record(pairs: all))] + rows.dropFirst()
  }

  private mutating func learn(_ row: Value) {
    for (key, value) in Self.fields(of: row) {
      let place = places[key] ?? columns.count
      if place == columns.count {
        places[key] = place
        columns.append(Column(name: key, width: CellWidth.of(VisibleText.of(key))))
      }
      if value.isNull { continue }
      let cell = TableCell(value)
      columns[place].isNumeric = cell.kind == .number && columns[place].isNumeric != false
      columns[place].width = max(columns[place].width, min(cell.width, HTMLCell.longText))
      columns[place].fraction = max(columns[place].fraction, cell.fraction)
      if case .money(let money) = value, money.currency != .unknown { columns[place].hasUnit = true }
    }
  }

  /// Whether a sheet of paper is too narrow for it, unless it lies across.
  var isWide: Bool { columns.reduce(0) { $0 + $1.width + TableLayout.gap } > 110 }

  /// Head and rows; the rows are those that the table was made from, so that they have no unknown field.
  func lines(_ rows: [Value]) -> String { head + rows.map { (try? row($0)) ?? "" }.joined() }

  var head: String {
    let cells = columns.map { column in
      (column.isNumeric == true ? #"<th scope="col" class="n">"# : #"<th scope="col">"#)
        + HTMLText.escaped(column.name) + "</th>"
    }
    return "<thead><tr>" + cells.joined() + "</tr></thead>\n<tbody>\n"
  }

  func row(_ row: Value) throws(UnknownField) -> String {
    var cells = [String](repeating: "<td></td>", count: columns.count)
    for (key, value) in Self.fields(of: row) {
      guard let place = places[key] else { throw UnknownField(name: key) }
      cells[place] = cell(value, columns[place])
    }
    return "<tr>" + cells.joined() + "</tr>\n"
  }

  private func cell(_ value: Value, _ column: Column) -> String {
    let isNumeric = column.isNumeric == true
    if value.isNull { return #"<td class="\#(isNumeric ? "n z" : "z")">"# + Value.nothing + "</td>" }
    let cell = TableCell(value)
    guard isNumeric, cell.kind == .number else { return HTMLCell(value, depth: depth).element("td") }
    let number = cell.text.prefix(cell.whole + cell.fraction)
    return #"<td class="n">"# + number + padding(cell.fraction, column.fraction)
      + (column.hasUnit ? HTMLText.unit(cell.text.dropFirst(number.count + 1)) : "") + "</td>"
  }

  /// The point and the zeros that a number lacks take room, so that all points stand below each other. They are seen,
  /// copied and read by nobody.
  private func padding(_ fraction: Int, _ longest: Int) -> String {
    guard fraction < longest else { return "" }
    let zeros = String(repeating: "0", count: longest - max(1, fraction))
    return #"<i data-p="\#(fraction == 0 ? "." : "")\#(zeros)"></i>"#
  }
}

// MARK: - Values

/// What stands in a cell of a page.
struct HTMLCell {
  /// Records and lists in each other are shown as such down to here, below in one line.
  private static let maximumDepth = 6
  /// A longer text may be broken into lines.
  static let longText = 32

  private(set) var content = ""
  private var style: String?

  /// - Parameters:
  ///   - isOpen: there is room for what lies in the value; else it can be opened.
  init(_ value: Value, depth: Int = 0, isOpen: Bool = false) {
    switch value {
    case .null:
      content = Value.nothing
      style = "z"
    case .string(let text):
      let lines = text.visibleLines
      content = HTMLText.isLink(text) ? HTMLText.link(text) : lines.map(HTMLText.escaped).joined(separator: "\n")
      if lines.count > 1 || Self.isLong(text) { style = "w" }
    case .day, .time, .instant, .duration:
      content = value.text
      style = "d"
    case .money(let money):
      content = value.text + (money.currency.code.map(HTMLText.unit) ?? "")
    case .record(let record) where depth < Self.maximumDepth && record.label == nil && !record.values.isEmpty:
      content = Self.table(record, depth: depth + 1, isOpen: isOpen)
    case .record(let record) where isOpen && record.label.map { !$0.hasPrefix("#") } == true:
      content = "<bdi>" + HTMLText.escaped(value.line) + "</bdi>"
      if let id = record["id"] { content += #" <span class="z">#"# + HTMLText.escaped(id.text) + "</span>" }
    case .list(let list) where depth < Self.maximumDepth && list.elements.contains(where: \.isNested):
      content = Self.list(list.elements, depth: depth + 1)
      if !isOpen {
        let count = list.elements.count
        content = "<details><summary>\(count) item\(count == 1 ? "" : "s")</summary>\(content)</details>"
      }
    default:
      let line = value.line
      content = HTMLText.escaped(line)
      if Self.isLong(line) { style = "w" }
    }
  }

  /// A word, a key say, is broken only where it is longer than any line.
  private static func isLong(_ text: String) -> Bool {
    let width = CellWidth.of(text)
    return width > longText && text.contains(" ") || width > 2 * longText
  }

  func element(_ name: String) -> String {
    "<" + name + (style.map { #" class="\#($0)""# } ?? "") + ">" + content + "</" + name + ">"
  }

  private static func table(_ record: Record, depth: Int, isOpen: Bool) -> String {
    let lines = record.pairs.map { line($0.key, $0.value, depth: depth, isOpen: isOpen) }
    return "<table>\n<tbody>\n" + lines.joined() + "</tbody>\n</table>"
  }

  /// A field of a record.
  static func line(_ name: String, _ value: Value, depth: Int, isOpen: Bool) -> String {
    #"<tr><th scope="row">"# + HTMLText.escaped(name) + "</th>"
      + HTMLCell(value, depth: depth, isOpen: isOpen).element("td") + "</tr>\n"
  }

  private static func list(_ elements: [Value], depth: Int) -> String {
    if elements.allSatisfy(\.isRecord) {
      return "<table>\n" + HTMLTable(elements, depth: depth).lines(elements) + "</tbody>\n</table>"
    }
    return "<ul>" + elements.map { HTMLCell($0, depth: depth).element("li") }.joined() + "</ul>"
  }
}

extension Value {
  fileprivate var isRecord: Bool { if case .record = self { true } else { false } }

  /// Whether a value in a list does not say itself in a word: a list, or a record that is no mere reference.
  fileprivate var isNested: Bool {
    switch self {
    case .list: true
    case .record(let record): record.label == nil || record.origin?.isReference != true
    default: false
    }
  }
}

extension ValueList {
  /// The elements, where they are records and more than references.
  var records: [Value]? {
    elements.contains(where: \.isNested) && elements.allSatisfy(\.isRecord) ? elements : nil
  }
}

// MARK: - Text

enum HTMLText {
  /// Text that a page shows as it is, in one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unit(_ code: some StringProtocol) -> String { #" <span class="u">"# + code + "</span>" }

  /// Whether a whole text is an address of the web, of characters that mean nothing else.
  static func isLink(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://"))
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0...Byte.space, Byte.quote, UInt8(ascii: "<"), UInt8(ascii: ">"), Byte.backslash, UInt8(ascii: "^"),
          UInt8(ascii: "`"), Byte.openBrace, UInt8(ascii: "|"), Byte.closeBrace, 0x7F...:
          false
        default: true
        }
      }
  }

  static func link(_ address: String) -> String {
    #"<a href="\#(escaped(address))" rel="noopener noreferrer">"# + escaped(address) + "</a>"
  }
}
