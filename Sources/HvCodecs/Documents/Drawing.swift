package import HvValues

/// A value that is looked at, not computed with: a chart, a document.
package protocol Drawing: OpaqueValue {
  /// As text for a terminal.
  ///
  /// - Parameter width: the cells of a line.
  func text(width: Int, color: Bool) -> String
  /// As a document, or as one that holds nothing else.
  var document: Document { get }
  /// As parts of another document.
  var parts: [Document.Part] { get }
}

extension Chart: Drawing {
  package func text(width: Int, color: Bool) -> String { text(width: width, color: color, plain: isPlain) }
  package var document: Document {
    // The page has the title, so that the chart needs none.
    let drawn = Chart(kind, labels: labels, series: series, unit: unit, isPlain: isPlain)
    return Document(title: title ?? "Chart", parts: [.chart(title == nil ? self : drawn)])
  }
}

extension Chart {
  package var parts: [Document.Part] { [.chart(self)] }
}

extension Document: Drawing {
  package func text(width: Int, color: Bool) -> String { text(width: Optional(width), color: color) }
  package var document: Document { self }
}

/// Writes drawings: as a page or Markdown where that is the format, else as text.
package struct DrawingWriter: RowWriter {
  private let format: RowFormat
  private let width: Int
  private let color: Bool
  private var count = 0

  /// - Parameter width: the cells of a line of text.
  package init(_ format: RowFormat, width: Int = 80, color: Bool = false) {
    self.format = format
    self.width = width
    self.color = color
  }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      let drawing = try Self.drawing(batch.value(index))
      count += 1
      switch format {
      case .html:
        guard count == 1 else {
          throw WriteFault("a page holds one document; put the charts into one:  report \"…\" < … >")
        }
        out.append(drawing.document.html())
      case .markdown: out.append((count > 1 ? "\n" : "") + drawing.document.markdown())
      default: out.append((count > 1 ? "\n" : "") + drawing.text(width: width, color: color) + "\n")
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) {}

  static func drawing(_ value: Value) throws(WriteFault) -> any Drawing {
    guard case .opaque(let opaque) = value, let drawing = opaque as? any Drawing else {
      throw WriteFault("this is no chart and no document")
    }
    return drawing
  }
}

/// Writes one chart as a picture.
package struct SVGWriter: RowWriter {
  private var count = 0

  package init() {}

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      guard let chart = try DrawingWriter.drawing(batch.value(index)) as? Chart else {
        throw WriteFault("only a chart is a picture")
      }
      count += 1
      guard count == 1 else {
        throw WriteFault("there is a chart for each currency; take one of them with `first 1` or `where`")
      }
      out.append(chart.svg() + "\n")
    }
  }

  package mutating func finish(to out: inout [UInt8]) {}
}
