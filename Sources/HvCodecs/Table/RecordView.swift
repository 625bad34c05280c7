import HvValues

/// One value over several lines: a record with a field a line, lists of records as tables below their field.
struct RecordView {
  private static let maximumDepth = 6
  private let options: TableOptions

  init(_ options: TableOptions) { self.options = options }

  func write(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .record(let record) where !record.values.isEmpty: write(record, indent: 0, to: &out)
    case .list(let list) where list.hasRecords: table(list, indent: 0, to: &out)
    default: out.append(lines(value, indent: 0) + "\n")
    }
  }

  private func write(_ record: Record, indent: Int, to out: inout [UInt8]) {
    let names = record.pairs.map { VisibleText.of($0.key) }
    let width = names.map(CellWidth.of).max() ?? 0
    for (name, value) in zip(names, record.values) {
      let label = String(repeating: " ", count: indent) + Style.bold.applied(to: name, options.color)
      switch value {
      case .record(let inner) where inner.label == nil && !inner.values.isEmpty && indent < 2 * Self.maximumDepth:
        out.append(label + "\n")
        write(inner, indent: indent + 2, to: &out)
      case .list(let list) where list.hasRecords && indent < 2 * Self.maximumDepth:
        out.append(label + "\n")
        table(list, indent: indent + 2, to: &out)
      default:
        let gap = String(repeating: " ", count: width - CellWidth.of(name) + TableLayout.gap)
        let lines = lines(value, indent: indent + width + TableLayout.gap)
        out.append(label + (lines.isEmpty ? "" : gap + lines) + "\n")
      }
    }
  }

  private func table(_ list: ValueList, indent: Int, to out: inout [UInt8]) {
    var options = options
    options.width = options.width.map { max(1, $0 - indent) }
    var writer = TableWriter(options)
    var text: [UInt8] = []
    writer.write(Batch(list.elements), to: &text)
    writer.finish(to: &text)
    if let footer = writer.footer { text.append(footer + "\n") }
    for line in text.split(separator: Byte.newline) {
      out.append(String(repeating: " ", count: indent))
      out += line
      out.append(Byte.newline)
    }
  }

  /// A value in its own words; a reference with its id; the lines of a text below each other.
  private func lines(_ value: Value, indent: Int) -> String {
    switch value {
    case .null: return Style.dim.applied(to: value.line, options.color)
    case .string(let text):
      return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        VisibleText.of(String($0))
      }
      .joined(separator: "\n" + String(repeating: " ", count: indent))
    case .record(let record):
      guard let label = record.label, let id = record["id"], !label.hasPrefix("#") else { return value.line }
      return label + "  " + Style.dim.applied(to: "#" + VisibleText.of(id.text), options.color)
    default: return value.line
    }
  }
}

extension ValueList {
  fileprivate var hasRecords: Bool {
    elements.contains { element in
      guard case .record(let record) = element else { return false }
      return record.label == nil || record.origin?.isReference != true
    }
  }
}
