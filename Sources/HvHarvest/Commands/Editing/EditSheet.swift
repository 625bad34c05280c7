import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues

/// Records as lines that a person edits: one a line, with the fields that can be changed between bars.
///
///     #   id        | spent_date | hours | project      | task   | notes
///         636709355 | 2026-11-23 | 2.00  | Acme/Website | Design | Sketches
struct EditSheet: Sendable {
  struct Column: Sendable {
    /// Nil for what is shown only, so that one knows whose record it is.
    let field: BodyField?
    let word: String
    /// Its text for each record.
    let texts: [String]
  }

  /// What a line of the saved sheet asks for.
  struct Change: Sendable {
    enum Kind: Sendable {
      case update(record: Int, [(column: Int, text: String)])
      case delete(record: Int)
      /// Another one: like a record, or from nothing.
      case create(like: Int?, [(column: Int, text: String)])
    }
    let kind: Kind
    /// Counted from 1.
    let line: Int
  }

  /// What is wrong with a line.
  struct Fault: Error {
    let line: Int
    let message: String
  }

  let kind: String
  let records: [Record]
  let columns: [Column]

  /// - Parameter fields: those of the body that changes a record.
  init(kind: String, _ records: [Record], _ fields: [BodyField]) {
    self.kind = kind
    self.records = records
    let people = records.map { $0[path: FieldPath("user.name")] ?? .null }
    let whose =
      Set(people.map(\.text)).count > 1 ? [Column(field: nil, word: "(user)", texts: people.map(Self.text))] : []
    columns =
      whose
      + fields.compactMap { field in
        guard field.fixed == nil, field.children.isEmpty, Self.isSimple(field.type) else { return nil }
        let values = records.map { Self.value(field, in: $0) }
        // A field that no record tells of, or that is empty everywhere, would only make the lines longer.
        guard values.contains(where: { $0 != nil }) else { return nil }
        let isUsed = values.contains { $0.map { !$0.isNull } ?? false } || ["notes", "hours"].contains(field.name)
        return isUsed ? Column(field: field, word: field.word, texts: values.map { Self.text($0 ?? .null) }) : nil
      }
  }

  private static func isSimple(_ type: FieldType) -> Bool {
    switch type {
    case .list, .object, .file, .any: false
    default: true
    }
  }

  /// What is shown of a field: of a record that it points to, the name.
  private static func value(_ field: BodyField, in record: Record) -> Value? {
    if field.reference != nil, field.name.hasSuffix("_id"),
      case .record(let target)? = record[String(field.name.dropLast(3))]
    {
      guard let name = target["name"], !name.isNull else { return target["id"] }
      // A project is told from others of its name by its client.
      if field.reference == "project", let client = record[path: FieldPath("client.name")],
        !client.isNull
      {
        return .string("\(client.text)/\(name.text)")
      }
      return name
    }
    return FieldState.value(field.name, in: record)
  }

  private static func text(_ value: Value) -> String {
    let text = value.isNull ? "" : value.text
    let isPlain =
      !text.contains { $0.isNewline || $0 == "|" || $0 == "\"" || $0 == "\\" || $0 == "\t" }
      && text.first != " " && text.last != " "
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for character in text {
      switch character {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n", "\r\n", "\r": out += "\\n"
      case "\t": out += "\\t"
      default: out.append(character)
      }
    }
    return out + "\""
  }

  // MARK: the text

  /// The sheet as it is edited.
  ///
  /// - Parameter faults: what was wrong with it before.
  var text: String {
    let words = ["id"] + columns.map(\.word)
    let cells = records.indices.map { place in
      [records[place].id.map(String.init) ?? ""] + columns.map { $0.texts[place] }
    }
    var widths = words.map { DisplayText.width($0) }
    for row in cells {
      for (i, cell) in row.enumerated() { widths[i] = min(60, max(widths[i], DisplayText.width(cell))) }
    }
    func line(_ mark: String, _ row: [String]) -> String {
      var out = mark
      for (i, cell) in row.enumerated() {
        let isLast = i + 1 == row.count
        out += cell
        if !isLast { out += String(repeating: " ", count: max(0, widths[i] - DisplayText.width(cell))) + " | " }
      }
      return out
    }
    var lines = [
      "# \(records.count) \(kind.words) records, one a line. Change what stands between the bars, then save and leave.",
      "#   d before a line deletes the record, + begins a new one (without an id);",
      "#   a line that is there twice is another record like it, so that hours can be split;",
      "#   a line that is taken out stays as it is. A text with a bar or a line break stands in quotes.",
      line("#   ", words),
    ]
    lines += cells.map { line("    ", $0) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads the saved sheet.
  ///
  /// - Throws: `Fault` for the first line that is not understood.
  func changes(in text: String) throws(Fault) -> [Change] {
    var changes: [Change] = []
    var seen: Set<Int> = []
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var line = raw.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.first == "#" { continue }
      let number = index + 1
      var mark: Character?
      if let first = line.first, "d+".contains(first),
        line.dropFirst().first.map({ $0 == " " || $0 == "|" }) ?? true
      {
        mark = first
        line = line.dropFirst()
      }
      let cells = try self.cells(line, number)
      guard cells.count == columns.count + 1 else {
        throw Fault(
          line: number,
          message: "it has \(cells.count) columns instead of \(columns.count + 1): id, "
            + columns.map(\.word).joined(separator: ", "))
      }
      if mark == "+" {
        guard cells[0].isEmpty else {
          throw Fault(line: number, message: "a new record has no id: `+` and then `|`")
        }
        let given = columns.indices.compactMap { cells[$0 + 1].isEmpty ? nil : ($0, cells[$0 + 1]) }
        changes.append(Change(kind: .create(like: nil, given.filter { columns[$0.0].field != nil }), line: number))
        continue
      }
      guard let id = Int64(cells[0]), let place = records.firstIndex(where: { $0.id == id }) else {
        throw Fault(
          line: number,
          message: cells[0].isEmpty
            ? "the id is missing; a new record begins with `+`"
            : "there is no record \(cells[0]) here")
      }
      let changed = columns.indices.compactMap { column -> (Int, String)? in
        let cell = cells[column + 1]
        return cell == plain(columns[column].texts[place]) ? nil : (column, cell)
      }
      if let fixed = changed.first(where: { columns[$0.0].field == nil }) {
        throw Fault(line: number, message: "`\(columns[fixed.0].word)` is shown only, and cannot be changed")
      }
      if mark == "d" {
        guard seen.insert(place).inserted else {
          throw Fault(
            line: number,
            message: "record \(id) stands here already; one of its lines can be deleted only")
        }
        changes.append(Change(kind: .delete(record: place), line: number))
      } else if seen.insert(place).inserted {
        if !changed.isEmpty { changes.append(Change(kind: .update(record: place, changed), line: number)) }
      } else {
        changes.append(Change(kind: .create(like: place, changed), line: number))
      }
    }
    return changes
  }

  /// The text of a cell as it is meant.
  private func plain(_ shown: String) -> String {
    guard let cells = try? cells(Substring(shown), 0), cells.count == 1 else { return shown }
    return cells[0]
  }

  private func cells(_ line: Substring, _ number: Int) throws(Fault) -> [String] {
    var cells: [String] = []
    var rest = line
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" }
      var cell = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        var isClosed = false
        while let character = rest.popFirst() {
          if character == "\"" {
            isClosed = true
            break
          }
          guard character == "\\" else {
            cell.append(character)
            continue
          }
          switch rest.popFirst() {
          case "n"?: cell += "\n"
          case "t"?: cell += "\t"
          case let other?: cell.append(other)
          case nil: break
          }
        }
        guard isClosed else { throw Fault(line: number, message: "a quote is not closed") }
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard rest.isEmpty || rest.first == "|" else {
          throw Fault(
            line: number,
            message: "behind a text in quotes a bar is expected, found `\(rest.prefix(20))`")
        }
      } else {
        cell = String(rest.prefix { $0 != "|" })
        rest = rest.dropFirst(cell.count)
        while let last = cell.last, last == " " || last == "\t" || last == "\r" {
          cell.removeLast()
        }
      }
      cells.append(cell)
      guard rest.first == "|" else { return cells }
      rest = rest.dropFirst()
    }
  }
}
