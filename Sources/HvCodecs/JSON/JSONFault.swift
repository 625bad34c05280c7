/// Bytes that are no JSON, or not the JSON that was expected.
package struct JSONFault: Error, Hashable, CustomStringConvertible {
  /// The offset in the bytes, from zero, where reading stopped.
  package let offset: Int
  /// What was expected there, in words.
  package let message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  package var description: String { "\(message) (at byte \(offset))" }
}

/// What a cursor throws: small and trivial, so that throwing costs the hot loops nothing. Turned into a `JSONFault` at
/// the border of the target.
struct ScanFault: Error {
  enum Problem {
    case end, value, key, colon
    case comma(closing: UInt8)
    case control, escape, number, word
    case depth, list, line, lines, trailing
  }

  let at: Int
  let problem: Problem

  init(_ problem: Problem, at: Int) {
    self.at = at
    self.problem = problem
  }

  var fault: JSONFault { JSONFault(offset: at, message: message) }

  private var message: String {
    switch problem {
    case .end: "the JSON ends too early"
    case .value: "expected a value"
    case .key: "expected a key in double quotes"
    case .colon: "expected `:` after the key"
    case .comma(closing: Byte.closeBrace): "expected `,` or `}`"
    case .comma: "expected `,` or `]`"
    case .control: "a control character in a string must be escaped"
    case .escape: "no such escape in a string"
    case .number: "malformed number"
    case .word: "expected true, false or null"
    case .depth: "nested deeper than \(JSONCursor.maximumDepth) levels"
    case .list: "expected a list of rows"
    case .line: "expected the end of the line after a value"
    case .lines: "a row must stand on one line"
    case .trailing: "unexpected text after the value"
    }
  }
}

/// The bytes that JSON and CSV give a meaning to.
enum Byte {
  static let tab: UInt8 = 0x09
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let apostrophe: UInt8 = 0x27
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let nine: UInt8 = 0x39
  static let colon: UInt8 = 0x3A
  static let openBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let closeBracket: UInt8 = 0x5D
  static let openBrace: UInt8 = 0x7B
  static let closeBrace: UInt8 = 0x7D

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero <= 9 }
}
