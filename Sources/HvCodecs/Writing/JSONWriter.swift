package import HvValues

/// One JSON document: a list with an element a line, or a single value.
package struct JSONWriter: RowWriter {
  private var encoding = JSONEncoding()
  private let isOne: Bool
  private var count = 0

  /// - Parameter one: the rows are at most one, which is written as it is, over several lines; no row is null.
  package init(one: Bool = false) { isOne = one }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      if isOne {
        guard count == 0 else { throw WriteFault("a single value was to be written, but there are more") }
        try encoding.appendPretty(batch.value(index), to: &out)
      } else {
        out.append(count == 0 ? "[\n  " : ",\n  " as StaticString)
        try encoding.append(index, of: batch, to: &out)
      }
      count += 1
    }
  }

  package mutating func finish(to out: inout [UInt8]) {
    if isOne {
      out.append(count == 0 ? "null\n" : "\n" as StaticString)
    } else {
      out.append(count == 0 ? "[]\n" : "\n]\n" as StaticString)
    }
  }
}
