@testable import HvSyntax

extension ProgramPrinter {
  mutating func put(_ literal: StringLiteral) {
    switch literal.quote {
    case .single:
      put("'" + (literal.plain ?? "") + "'")
    case .double:
      put("\"")
      put(literal.parts, newline: nil)
      raw("\"")
    case .triple:
      let indent = String(repeating: " ", count: random.below(4))
      put("\"\"\"")
      raw("\n" + indent)
      put(literal.parts, newline: "\n" + indent)
      raw("\n" + indent + "\"\"\"")
    }
  }

  /// Writes text and expressions; a line feed as an escape or, where given, as such.
  private mutating func put(_ parts: [StringLiteral.Part], newline: String?) {
    var last: Unicode.Scalar = " "
    for part in parts {
      switch part {
      case .interpolation(let expression):
        interpolated { $0.put(expression) }
        last = "}"
      case .text(let piece):
        for scalar in piece.unicodeScalars {
          raw(written(scalar, after: last, newline: newline))
          last = scalar
        }
      }
    }
  }

  private mutating func written(_ scalar: Unicode.Scalar, after last: Unicode.Scalar, newline: String?) -> String {
    switch scalar {
    case "\n": return newline ?? "\\n"
    case "\t": return random.once(in: 2) ? "\\t" : "\t"
    case "\\": return "\\\\"
    case "{": return "\\{"
    case "}": return random.once(in: 2) ? "\\}" : "}"
    case "\"": return newline == nil || last == "\"" || random.once(in: 2) ? "\\\"" : "\""
    default:
      if scalar.value < 0x20 || random.once(in: 20) { return "\\u{\(String(scalar.value, radix: 16))}" }
      return String(scalar)
    }
  }
}
