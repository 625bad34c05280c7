import HvSyntax
package import HvValues

/// The operators of the language on values.
package enum Operators {
  /// `==`: total. A reference or record equals an id or one of its names; everything else equals its own kind.
  package static func areEqual(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.record(let record), .number(let n)), (.number(let n), .record(let record)):
      guard let id = record.id else { return false }
      return n.integer == id
    case (.record(let record), .string(let name)), (.string(let name), .record(let record)):
      return record.answersTo(name)
    case (.record(let x), .record(let y)):
      if let ox = x.origin, let oy = y.origin, ox.kind == oy.kind, let ix = x.id, let iy = y.id { return ix == iy }
      return a == b
    default: return a.equals(b)
    }
  }

  /// `a in b`: false for null.
  package static func isIn(_ a: Value, _ b: Value) throws -> Bool {
    if a.isNull { return false }
    switch b {
    case .null: return false
    case .list(let list): return list.elements.contains { areEqual(a, $0) }
    default: return try b.contains(a)
    }
  }

  static func compare(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Bool {
    guard let order = try a.compared(to: b) else { return false }
    return switch op {
    case .less: order == .less
    case .lessOrEqual: order != .greater
    case .greater: order == .greater
    default: order != .less
    }
  }
}

extension Record {
  /// Whether a person would call this record so: by its exact name or code, or the same ignoring case.
  func answersTo(_ name: String) -> Bool {
    let folded = name.lowercased()
    for key in ["name", "code", "number", "email"] {
      if case .string(let own)? = self[key], own == name || own.lowercased() == folded { return true }
    }
    if case .string(let first)? = self["first_name"], case .string(let last)? = self["last_name"] {
      return "\(first) \(last)".lowercased() == folded
    }
    return false
  }
}
