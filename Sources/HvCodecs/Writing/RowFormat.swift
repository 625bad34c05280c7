package import HvValues

/// The formats that rows are written in.
package enum RowFormat: String, CaseIterable, Sendable {
  case csv, html, json, markdown, ndjson, table, tsv, yaml

  /// The format that a file name's ending tells.
  package init?(ending: String) {
    switch ending.lowercased() {
    case "jsonl": self = .ndjson
    case "md": self = .markdown
    case "htm": self = .html
    case "yml": self = .yaml
    case "txt": self = .table
    case let ending: self.init(rawValue: ending)
    }
  }

  /// - Parameters:
  ///   - isOne: what is written is one item, not a list of them.
  ///   - schema: the columns of fields that are null in every row.
  ///   - guarded: cells that a spreadsheet would run as formulas are marked as text.
  ///   - title: of a page.
  package func writer(isOne: Bool, _ schema: RowSchema?, guarded: Bool = true, title: String = "hv") -> any RowWriter {
    switch self {
    case .csv: CSVWriter(.csv, guarded: guarded, schema: schema)
    case .tsv: CSVWriter(.tsv, guarded: guarded, schema: schema)
    case .html: HTMLWriter(title: title, one: isOne)
    case .json: JSONWriter(one: isOne)
    case .markdown: MarkdownWriter()
    case .ndjson: NDJSONWriter()
    case .table: TableWriter(one: isOne)
    case .yaml: YAMLWriter(one: isOne)
    }
  }
}
