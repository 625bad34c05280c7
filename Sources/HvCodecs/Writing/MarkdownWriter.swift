package import HvValues

/// A table in GitHub's Markdown: references by name, numbers to the right.
///
/// The columns are those of the first rows; a later field that has none is an error, because its values would be lost.
package struct MarkdownWriter: RowWriter {
  static let surveyed = TableWriter.surveyed

  private var waiting: [Value] = []
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var isLaidOut = false
  private var count = 0

  package init() {}

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      let row = batch.value(index)
      if isLaidOut {
        try line(row, to: &out)
      } else {
        waiting.append(row)
        if waiting.count == Self.surveyed { try flush(to: &out) }
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) throws(WriteFault) {
    if !isLaidOut, !waiting.isEmpty { try flush(to: &out) }
  }

  private static func pairs(_ row: Value) -> [(key: String, value: Value)] {
    if case .record(let record) = row { record.pairs } else { [(FlatColumns.bare, row)] }
  }

  private mutating func flush(to out: inout [UInt8]) throws(WriteFault) {
    var numeric: [Bool?] = []
    for row in waiting {
      for (key, value) in Self.pairs(row) {
        if places[key] == nil {
          places[key] = names.count
          names.append(key)
          numeric.append(nil)
        }
        guard let place = places[key], !value.isNull else { continue }
        numeric[place] = TableCell(value).kind == .number && numeric[place] != false
      }
    }
    isLaidOut = true
    out.append("| " + names.map { MarkdownText.escaped(VisibleText.of($0)) }.joined(separator: " | ") + " |\n")
    out.append("| " + numeric.map { $0 == true ? "--:" : "---" }.joined(separator: " | ") + " |\n")
    for row in waiting { try line(row, to: &out) }
    waiting = []
  }

  private mutating func line(_ row: Value, to out: inout [UInt8]) throws(WriteFault) {
    count += 1
    var cells = [String](repeating: "", count: names.count)
    for (key, value) in Self.pairs(row) {
      guard let place = places[key] else {
        throw WriteFault(
          "row \(count) has the field `\(key)`, but the columns are those of the first \(Self.surveyed) rows")
      }
      cells[place] = Self.cell(value)
    }
    out.append("| " + cells.joined(separator: " | ") + " |\n")
  }

  private static func cell(_ value: Value) -> String {
    switch value {
    case .null: return ""
    case .string(let text):
      if VisibleText.isPlain(text) { return MarkdownText.escaped(text) }
      return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        MarkdownText.escaped(VisibleText.of(String($0)))
      }
      .joined(separator: "<br>")
    default: return MarkdownText.escaped(VisibleText.of(value.line))
    }
  }
}
