package import HvValues

/// A reader that works in two steps: it cuts whole rows off what comes in, which is quick and goes in order, and each
/// piece is then parsed, several at a time.
package protocol CuttingReader: RowReader {
  /// What waits for the rest of its row.
  var rest: [UInt8] { get }
  /// Takes the next bytes and gives the rows that are whole now, for somebody to parse; nil where there are none.
  mutating func cut(_ chunk: [UInt8]) throws(ReadFault) -> (any RowPiece)?
  /// Takes bytes that begin with `rest`, which then waits no more.
  mutating func cut(goingOn block: consuming [UInt8]) throws(ReadFault) -> (any RowPiece)?
  /// Takes the end of the input and gives what was left.
  mutating func lastCut() throws(ReadFault) -> (any RowPiece)?
  /// The rows of a piece that was parsed. Pieces are handed in in the order in which they were cut.
  mutating func rows(_ parsed: Result<ParsedPiece, ReadFault>) throws(ReadFault) -> Batch?
}

extension CuttingReader {
  package mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch? { try rows(of: cut(chunk)) }

  package mutating func finish() throws(ReadFault) -> Batch? { try rows(of: lastCut()) }

  private mutating func rows(of piece: (any RowPiece)?) throws(ReadFault) -> Batch? {
    guard let piece else { return nil }
    return try rows(piece.parsed())
  }
}

/// Whole rows of a file, which can be parsed at the same time as those before them.
package protocol RowPiece: Sendable {
  /// The rows; the line of a fault is counted from one at the start of the piece.
  func parsed() -> Result<ParsedPiece, ReadFault>
}

/// The rows of a piece, and how many lines end in it.
package struct ParsedPiece: Sendable {
  let source: any RowSource
  let lineEnds: Int
}
