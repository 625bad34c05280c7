import HvValues

/// How cells are set apart, for reading and writing alike.
package enum CSVFormat: Sendable {
  /// RFC 4180: a cell that needs it stands in double quotes.
  case csv(delimiter: UInt8)
  /// Tabs between cells, no quotes; `\t`, `\n`, `\r` and `\\` stand for what a cell cannot hold.
  case tsv

  package static let csv = CSVFormat.csv(delimiter: Byte.comma)

  var delimiter: UInt8 {
    switch self {
    case .csv(let delimiter): delimiter
    case .tsv: Byte.tab
    }
  }

  var isQuoted: Bool { if case .csv = self { true } else { false } }
}

/// The apostrophe that keeps a spreadsheet from running a cell as a formula.
///
/// A text gets one if it starts like a formula, or if it would be mistaken for a text that got one; so the reader can
/// take off exactly those.
enum FormulaGuard {
  static func isNeeded(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    switch cell.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), Byte.tab, Byte.newline, Byte.carriageReturn: return true
    case Byte.plus, Byte.minus:
      // A number is no formula, with either sign.
      let rest = UnsafeBufferPointer(rebasing: cell.dropFirst())
      return rest.first == Byte.minus || Value(number: rest) == nil
    case Byte.apostrophe:
      let rest = cell.drop { $0 == Byte.apostrophe }
      return isNeeded(UnsafeBufferPointer(rebasing: rest))
    default: return false
    }
  }

  static func isGuarded(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.first == Byte.apostrophe && isNeeded(UnsafeBufferPointer(rebasing: cell.dropFirst()))
  }
}
