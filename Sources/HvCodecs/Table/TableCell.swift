package import HvValues

/// A value as a person reads it in one line: safe to send to a terminal, and measured.
struct TableCell {
  enum Kind { case null, bool, number, instant, text, reference, nested }

  let text: String
  let kind: Kind
  /// In cells of the terminal.
  let width: Int
  /// Of a number, the cells before its point, and those of the point and the decimals; a currency may follow.
  let whole: Int
  let fraction: Int

  init(_ value: Value) {
    kind =
      switch value {
      case .null: .null
      case .bool: .bool
      case .number, .numeral, .money: .number
      case .instant: .instant
      // What has no name of its own tells least.
      case .record(let record): record.label.map { $0.hasPrefix("#") } ?? true ? .nested : .reference
      case .list: .nested
      case .string, .day, .time, .duration, .range, .opaque: .text
      }
    text = value.line
    width = CellWidth.of(text)
    if kind == .number {
      let number = text.utf8.prefix { $0 != Byte.space }
      whole = number.prefix { $0 != Byte.point }.count
      fraction = number.count - whole
    } else {
      (whole, fraction) = (0, 0)
    }
  }
}

extension Value {
  /// What stands for nothing.
  static let nothing = "–"

  /// The value in one line for a person: money with its currency, a reference as its name.
  var line: String { line(depth: 0) }

  private func line(depth: Int) -> String {
    switch self {
    case .null: return Value.nothing
    case .money(let money): return text + (money.currency.code.map { " " + $0 } ?? "")
    case .list(let list):
      guard depth < 3 else { return "[…]" }
      let lines = list.elements.map { $0.line(depth: depth + 1) }
      return depth == 0 ? lines.joined(separator: ", ") : "[" + lines.joined(separator: ", ") + "]"
    case .record(let record):
      if let label = record.label { return label }
      guard depth < 3 else { return "{…}" }
      let lines = record.pairs.map { VisibleText.of($0.key) + ": " + $0.value.line(depth: depth + 1) }
      return "{" + lines.joined(separator: ", ") + "}"
    default: return VisibleText.of(text)
    }
  }
}

extension Record {
  /// How a person calls this thing: its name; nil for a record that is no thing of its own.
  package var label: String? {
    guard let id = self["id"], !id.isNull else { return nil }
    for key in ["name", "number", "code"] {
      if case .string(let name)? = self[key], !name.isEmpty { return VisibleText.of(name) }
    }
    if case .string(let first)? = self["first_name"], case .string(let last)? = self["last_name"] {
      return VisibleText.of(first + " " + last)
    }
    return origin == nil ? nil : "#" + VisibleText.of(id.text)
  }
}
