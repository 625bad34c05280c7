import HvCodecs
package import HvEngine
import HvSyntax
import HvValues
import Synchronization
package import protocol HvEngine.Stage

/// How results are written.
package enum OutputFormat: String, CaseIterable, Sendable {
  case auto, table, json, ndjson, csv, tsv, markdown, html, yaml

  /// What `auto` is where no terminal reads.
  var rows: RowFormat { RowFormat(rawValue: rawValue) ?? .ndjson }
}

/// Where bytes go: standard output, a file, memory.
package protocol ByteSink: AnyObject, Sendable {
  /// Writes all of the bytes. It throws where nobody reads any more.
  func write(_ bytes: [UInt8]) throws
}

/// Writes the results of a program in one format, batch by batch.
package final class ResultWriter: Sendable {
  package struct Options: Sendable {
    package var format: OutputFormat
    /// What `auto` is.
    package var automatic = OutputFormat.ndjson
    /// Width of the terminal in cells; nil writes every column in full.
    package var width: Int?
    package var color: Bool
    /// What is meant for people, such as an explanation, is written as values too: NDJSON was asked for by name.
    package var writesValues = false
    /// Guard cells that a spreadsheet would run as formulas.
    package var guardsFormulas: Bool

    package init(format: OutputFormat, width: Int?, color: Bool, guardsFormulas: Bool = true) {
      self.format = format
      self.width = width
      self.color = color
      self.guardsFormulas = guardsFormulas
    }
  }

  private let sink: any ByteSink
  private let given: Options
  private let settings: Settings?
  /// Shows a line that does not belong to the result: columns left out, say.
  private let note: @Sendable (String) -> Void

  /// - Parameter settings: what programs change of the options; nil where they cannot.
  package init(
    _ sink: any ByteSink, _ options: Options, settings: Settings? = nil,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.sink = sink
    given = options
    self.settings = settings
    self.note = note
  }

  /// The options that hold now.
  private var options: Options {
    var options = given
    if let values = settings?.values {
      options.format = OutputFormat(rawValue: values.format) ?? options.format
      options.color = values.color
      options.writesValues = options.format == .ndjson
    }
    if options.format == .auto { options.format = options.automatic }
    return options
  }

  /// Results are tables now.
  package var writesTables: Bool { options.format == .table }

  /// The cells of a line, where a terminal reads.
  var width: Int? { options.width }
  var usesColor: Bool { options.color }

  /// A line of text, from `print` and `help`.
  func line(_ text: String) throws {
    let isPart = page.withLock { page in
      page?.add([.paragraph(text)])
      return page != nil
    }
    if !isPart { try sink.write(Array((text + "\n").utf8)) }
  }

  /// What several results make together.
  private struct Page {
    var parts: [Document.Part] = []
    /// The one document that is all of it.
    var document: Document?

    mutating func add(_ more: [Document.Part]) {
      parts += more
      document = nil
    }
  }

  /// The page that is being made; nil where each result is written by itself.
  private let page = Mutex<Page?>(nil)

  /// Several results are to come: a page of HTML holds them all.
  func begin() { if options.format == .html { page.withLock { $0 = Page() } } }

  /// All results are there.
  func finish(title: String) throws {
    let made = page.withLock { page in
      defer { page = nil }
      return page
    }
    guard let made else { return }
    try sink.write(Array((made.document ?? Document(title: title, parts: made.parts)).html().utf8))
  }

  /// A result becomes parts of the page.
  private func add(_ values: [Value], isOne: Bool) {
    page.withLock { page in
      for case .opaque(let opaque) in values {
        guard let drawing = opaque as? any Drawing else { continue }
        let isFirst = page?.parts.isEmpty == true
        page?.add(drawing.parts)
        if isFirst { page?.document = drawing as? Document }
      }
      switch values.first {
      // An empty result of an `if` says nothing.
      case nil, .opaque?: break
      case .record?: page?.add([.table(rows: values, isOne: isOne)])
      case let value?: page?.add(isOne ? [.figure(value)] : [.table(rows: values, isOne: false)])
      }
    }
  }

  package func flush() throws { try sink.write([]) }

  /// An explanation: as a value where JSON was asked for, else as text.
  func write(_ explanation: Explanation) throws {
    guard options.format == .json || options.writesValues else {
      return try line(explanation.text(width: options.width))
    }
    var writer: any RowWriter = options.format == .json ? JSONWriter(one: true) : NDJSONWriter()
    var out: [UInt8] = []
    try writer.write(Batch([explanation.value]), to: &out)
    try writer.finish(to: &out)
    try sink.write(out)
  }

  /// Something was written that the next table must not run into.
  private let needsGap = Mutex(false)

  /// Pulls a result and writes it. Rows are written as they come.
  ///
  /// - Parameters:
  ///   - title: of a page.
  ///   - wrote: told how many rows have been written, each time.
  package func write(
    _ plan: Plan, _ stage: any Stage, title: String = "hv", wrote: (Int) -> Void = { _ in }
  ) async throws {
    if plan.isSilent {
      while try await stage.next(.max) != nil { try Task.checkCancellation() }
      return
    }
    if page.withLock({ $0 != nil }) {
      let values = try await stage.drain()
      wrote(values.count)
      return add(values, isOne: !plan.flow.many)
    }
    var writer = rowWriter(plan.flow, title: title)
    var out: [UInt8] = []
    var hasRows = false
    // Tables, drawings and pages stand apart.
    let standsApart = [.table, .markdown].contains(options.format) && (plan.flow.many || plan.flow.item.isDrawing)
    do {
      while let batch = try await stage.next(.max) {
        try Task.checkCancellation()
        if !hasRows, needsGap.withLock({ $0 }), standsApart { out.append(0x0A) }
        try writer.write(batch, to: &out) { out in
          try sink.write(out)
          out.removeAll(keepingCapacity: true)
        }
        if !out.isEmpty {
          try sink.write(out)
          // What there is shows at once: on a terminal, and to the one who reads the pipe and may have seen enough.
          try flush()
          out.removeAll(keepingCapacity: true)
        }
        wrote(batch.count)
        hasRows = true
      }
    } catch {
      // What has come so far is shown, also what a table held back to measure its columns.
      if hasRows {
        try? writer.finish(to: &out)
        try? sink.write(out)
      }
      if let fault = error as? WriteFault {
        throw Diagnostic("E0504", fault.message, at: plan.range, "this result", exit: .failed)
      }
      throw error
    }
    if !hasRows, plan.mayBeNothing { return }
    try writer.finish(to: &out)
    try sink.write(out)
    needsGap.withLock { $0 = standsApart && hasRows }
    if let text = (writer as? TableWriter)?.footer {
      try flush()
      note(text)
    }
  }

  private func rowWriter(_ flow: Flow, title: String) -> any RowWriter {
    if flow.item.isDrawing {
      return DrawingWriter(options.format.rows, width: options.width ?? 80, color: options.color)
    }
    guard options.format != .table else {
      return TableWriter(
        TableOptions(width: options.width, color: options.color, shorten: options.width != nil), one: !flow.many)
    }
    var schema: RowSchema?
    if case .record(let record) = flow.item, !record.isOpen { schema = record.rowSchema }
    return options.format.rows.writer(
      isOne: !flow.many, schema, guarded: options.guardsFormulas, title: title)
  }
}
