package import HvValues

/// One JSON value a line.
package struct NDJSONWriter: RowWriter {
  private var encoding = JSONEncoding()

  package init() {}

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      try encoding.append(index, of: batch, to: &out)
      out.append(Byte.newline)
    }
  }

  package mutating func finish(to out: inout [UInt8]) {}
}
