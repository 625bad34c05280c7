import HvValues

extension Document {
  /// As text for a terminal, without a line end after it.
  ///
  /// - Parameters:
  ///   - width: the cells of a line; nil for no limit, but charts take 80.
  ///   - color: with bold and dim text, and charts in colour.
  package func text(width: Int?, color: Bool) -> String {
    let page = TextPage(width: width, color: color)
    let blocks = [page.heading(title, rule: "═")] + parts.map(page.part)
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}

/// Parts of a document for lines of so many cells.
private struct TextPage {
  let width: Int?
  let color: Bool

  func part(_ part: Document.Part) -> String {
    switch part {
    case .heading(let text, let level): heading(text, rule: level < 2 ? "─" : nil)
    case .paragraph(let text): text.visibleLines.map(wrapped).joined(separator: "\n")
    case .table(let rows, let isOne): table(rows, isOne)
    case .chart(let chart): chart.text(width: width ?? 80, color: color, plain: chart.isPlain)
    case .figure(.string(let text)): text.visibleLines.map(bold).joined(separator: "\n")
    case .figure(let value): bold(value.line)
    }
  }

  private func bold(_ text: String) -> String { text.isEmpty ? "" : Style.bold.applied(to: text, color) }

  func heading(_ text: String, rule: String?) -> String {
    let lines = wrapped(VisibleText.of(text))
    let heading = lines.split(separator: "\n", omittingEmptySubsequences: false).map { bold(String($0)) }
    guard let rule else { return heading.joined(separator: "\n") }
    let width = lines.split(separator: "\n").map { CellWidth.of(String($0)) }.max() ?? 0
    let below = String(repeating: rule, count: width)
    return (heading + [Style.dim.applied(to: below, color)]).joined(separator: "\n")
  }

  private func table(_ rows: [Value], _ isOne: Bool) -> String {
    if rows.isEmpty { return Style.dim.applied(to: isOne ? Value.nothing : Document.noRows, color) }
    var writer = TableWriter(TableOptions(width: width, color: color, shorten: width != nil), one: isOne)
    var out: [UInt8] = []
    writer.write(Batch(rows), to: &out)
    writer.finish(to: &out)
    if let footer = writer.footer { out.append(Style.dim.applied(to: footer, color)) }
    if out.last == Byte.newline { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }

  /// A line cut between words where it is too long, and inside of a word that is itself too long.
  private func wrapped(_ line: String) -> String {
    guard let width, CellWidth.of(line) > width else { return line }
    var result = ""
    var used = 0
    for word in line.split(separator: " ") {
      let cells = CellWidth.of(String(word))
      if used > 0, used + 1 + cells <= width {
        result += " " + word
        used += 1 + cells
        continue
      }
      if used > 0 { result += "\n" }
      used = 0
      for character in word {
        let cells = CellWidth.of(character)
        if used > 0, used + cells > width {
          result += "\n"
          used = 0
        }
        result.append(character)
        used += cells
      }
    }
    return result
  }
}
