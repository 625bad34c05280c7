package import HvValues

/// Reads a single JSON value.
package enum JSONReader {
  /// The value that the bytes hold, with nothing but white space around it.
  package static func value(_ bytes: [UInt8], schema: RowSchema? = nil) throws(JSONFault) -> Value {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) -> Value in
      let memory = RowParser.Memory(schema.map(ValueType.record) ?? .any)
      var parser = RowParser(JSONCursor(UnsafeRawBufferPointer(buffer)), memory)
      do throws(ScanFault) {
        parser.cursor.skipSpace()
        parser.rowStart = parser.cursor.at
        let value = try parser.value(KeyTree.root, depth: 0)
        parser.cursor.skipSpace()
        guard parser.cursor.at == parser.cursor.end else { throw ScanFault(.trailing, at: parser.cursor.at) }
        return value
      } catch {
        throw error.fault
      }
    }
  }
}
