package import HvValues

/// Writes rows in one format, batch by batch.
///
/// A writer appends to `out`, which the caller empties whenever it likes. Some hold back their first rows to learn what
/// columns there are. `finish` is called once, after the last batch, also where there was none.
package protocol RowWriter {
  mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault)
  mutating func finish(to out: inout [UInt8]) throws(WriteFault)
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
