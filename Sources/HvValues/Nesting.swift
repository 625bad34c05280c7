// Letting go of a list frees its elements, theirs, and so on, one stack frame or more a level: a list that a `fold`
// wrapped 300,000 times would exhaust the stack as it dies. So lists and records know how deep they are, and deep ones
// are taken apart in a loop.

enum Nesting {
  /// Up to this depth recursion is harmless on any thread.
  static let shallow: Int32 = 256

  /// How deep a list or record of these values is: 1 for plain values.
  static func depth(of values: [Value]) -> Int32 {
    var deepest: Int32 = 0
    for value in values { deepest = max(deepest, value.depth) }
    // Saturates: what counts is whether it is more than `shallow`.
    return deepest == .max ? deepest : deepest + 1
  }

  /// What is left to take apart.
  struct Remains {
    private var lists: [ValueList] = []
    private var records: [Record] = []

    /// Takes on the deep ones of some values, which the caller then lets go.
    mutating func add(_ values: [Value]) {
      for value in values {
        switch value {
        case .list(let list) where list.depth > shallow: lists.append(list)
        case .record(let record) where record.depth > shallow: records.append(record)
        default: break
        }
      }
    }

    /// Frees everything without recursion, as far as nobody else holds it.
    mutating func free() {
      while true {
        if var list = lists.popLast() {
          if isKnownUniquelyReferenced(&list) { list.moveElements(to: &self) }
        } else if var record = records.popLast() {
          if isKnownUniquelyReferenced(&record) { record.moveValues(to: &self) }
        } else {
          return
        }
      }
    }
  }
}

extension Value {
  fileprivate var depth: Int32 {
    switch self {
    case .list(let list): list.depth
    case .record(let record): record.depth
    default: 0
    }
  }
}
