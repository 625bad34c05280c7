package import HvValues

/// Writes rows in one format, batch by batch.
///
/// A writer appends to `out`, which the caller empties whenever it likes. Some hold back their first rows to learn what
/// columns there are. `finish` is called once, after the last batch, also where there was none.
package protocol RowWriter {
  mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault)
  mutating func finish(to out: inout [UInt8]) throws(WriteFault)
}

extension RowWriter {
  /// Writes a batch a few rows at a time, so that it is not all in `out` at once where its rows are large: groups with
  /// thousands of rows in them.
  ///
  /// - Parameter empty: takes out what is there, whenever that is much.
  package mutating func write(
    _ batch: Batch, to out: inout [UInt8], emptying empty: (inout [UInt8]) throws -> Void
  ) throws {
    let step = batch.count <= 64 ? 1 : 64
    for start in stride(from: 0, to: batch.count, by: step) {
      let rows = start..<min(start + step, batch.count)
      try write(rows.count == batch.count ? batch : batch.picking(rows.map { Int32($0) }), to: &out)
      if out.count > 1 << 20 { try empty(&out) }
    }
  }
}

/// Rows that a format cannot hold.
package struct WriteFault: Error, Hashable, CustomStringConvertible {
  package let message: String
  package init(_ message: String) { self.message = message }
  package var description: String { message }
}

extension [UInt8] {
  /// Appends the UTF-8 of a text.
  @inline(__always)
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
