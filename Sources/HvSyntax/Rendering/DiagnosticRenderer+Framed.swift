// The framed form: a header, the quoted source with its labels, then help, notes, the row, the blocks and the progress.

extension DiagnosticRenderer {
  /// The most blocks listed around a failure; a deep recursion shows its innermost and its outermost.
  private static let mostFrames = 8

  /// Draws one diagnostic.
  func framed(_ diagnostic: Diagnostic, in sources: SourceMap, _ palette: Palette) -> String {
    let quotes = SourceQuote.quotes(diagnostic, in: sources, width: width, wraps: wraps, palette)
    let indent = String(repeating: " ", count: (quotes.map(\.gutter).max() ?? 1) + 1)
    var out = header(diagnostic, palette) + quotes.map(\.text).joined()

    func remark(_ title: String, _ text: String) {
      let first = "\(indent)= \(title): "
      let lines = safeLines(text, palette).flatMap { wrapped($0, width - first.count) }
        .joined(separator: "\n" + String(repeating: " ", count: first.count))
      out += "\(indent)\(palette.paint("=", .frame)) \(palette.paint(title, .bold)): \(lines)\n"
    }
    for help in diagnostic.help { remark("help", help) }
    if diagnostic.help.isEmpty {
      for fix in diagnostic.fixIts { if let words = describe(fix, in: sources) { remark("help", words) } }
    }
    for note in diagnostic.notes { remark("note", note) }
    if !diagnostic.code.isEmpty { remark("more", "help \(diagnostic.code)") }

    for line in context(diagnostic, in: sources) {
      out += safeLines(line, palette).flatMap { wrapped($0, width - indent.count) }.map { indent + $0 + "\n" }.joined()
    }
    return out
  }

  /// `error[E0207]: message`.
  private func header(_ diagnostic: Diagnostic, _ palette: Palette) -> String {
    let code = diagnostic.code.isEmpty ? "" : "[\(diagnostic.code)]"
    let title = palette.safe(diagnostic.severity.rawValue + code)
    let message = safeLines(diagnostic.message, palette)
      .flatMap { wrapped($0, width - diagnostic.severity.rawValue.count - diagnostic.code.count - 4) }
      .joined(separator: "\n  ")
    return palette.paint(title, palette.ink(diagnostic.severity)) + palette.paint(": \(message)", .bold) + "\n"
  }

  /// What is known about a failure at run time: the row, the blocks, what had been done.
  private func context(_ diagnostic: Diagnostic, in sources: SourceMap) -> [String] {
    var lines: [String] = []
    if let row = diagnostic.row { lines.append(row) }
    let frames = diagnostic.frames
    for (index, frame) in frames.enumerated() {
      if frames.count > Self.mostFrames, index >= Self.mostFrames - 1, index < frames.count - 1 {
        if index == Self.mostFrames - 1 { lines.append("inside \(frames.count - Self.mostFrames) more blocks") }
        continue
      }
      var line = "inside `\(frame.word)`"
      if let place = sources.place(frame.range.start) { line += " at \(place)" }
      if let item = frame.item { line += ", for \(item)" }
      lines.append(line)
    }
    if let progress = diagnostic.progress { lines.append(progress) }
    return lines
  }

  /// A fix-it in words, for a diagnostic that gives no other help.
  private func describe(_ fix: Diagnostic.FixIt, in sources: SourceMap) -> String? {
    guard let source = sources.text(at: fix.range.start) else { return nil }
    let old = source.text(fix.range)
    if old.isEmpty { return "insert `\(fix.replacement)`" }
    if fix.replacement.isEmpty { return "remove `\(old)`" }
    return "replace `\(old)` with `\(fix.replacement)`"
  }

  /// A line broken between words, where that is wanted.
  private func wrapped(_ line: String, _ room: Int) -> [String] {
    guard wraps, room >= 20, DisplayText.width(line) > room else { return [line] }
    var lines = [""]
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = lines[lines.count - 1].isEmpty ? String(word) : lines[lines.count - 1] + " " + word
      if DisplayText.width(longer) <= room || lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private func safeLines(_ text: String, _ palette: Palette) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { palette.safe(String($0)) }
  }
}
