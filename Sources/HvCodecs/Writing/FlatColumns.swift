import HvValues

/// The columns of rows whose nested records are laid flat: `client.name` becomes `client_name`.
///
/// First learn from some rows, then `fix`; after that every row gives one cell a column.
struct FlatColumns {
  private struct Node {
    let name: String
    var children: [Int] = []
    /// Some value here is no record, nor null.
    var hasScalar = false
    var column: Int?
    /// The children that the keys of a shape are, for the shape met last.
    var shape: Shape?
    var slots: [Int] = []
  }

  private var nodes = [Node(name: "")]
  private var index: [Key: Int] = [:]
  private struct Key: Hashable {
    let parent: Int
    let name: String
  }

  /// Records that lie deeper than this stay whole.
  private static let maximumDepth = 32

  /// What the one column of rows is called that are no records.
  static let bare = "value"

  private(set) var names: [String] = []
  private var taken: Set<String> = []
}

// MARK: - Learning

extension FlatColumns {
  mutating func learn(_ row: Value) {
    if case .record(let record) = row {
      learn(record, at: 0, depth: 0)
    } else {
      nodes[child(0, Self.bare)].hasScalar = true
    }
  }

  private mutating func learn(_ record: Record, at node: Int, depth: Int) {
    for (key, value) in record.pairs {
      let child = child(node, key)
      switch value {
      case .null: break
      case .record(let inner) where !inner.values.isEmpty && depth < Self.maximumDepth:
        learn(inner, at: child, depth: depth + 1)
      default: nodes[child].hasScalar = true
      }
    }
  }

  private mutating func child(_ parent: Int, _ name: String) -> Int {
    let key = Key(parent: parent, name: name)
    if let known = index[key] { return known }
    nodes.append(Node(name: name))
    nodes[parent].children.append(nodes.count - 1)
    index[key] = nodes.count - 1
    return nodes.count - 1
  }

  /// Settles the columns. A field that was null in every row gets the columns that the schema says it may fill.
  mutating func fix(_ schema: RowSchema?) throws(WriteFault) {
    try fix(0, "", schema)
  }

  private mutating func fix(_ node: Int, _ prefix: String, _ schema: RowSchema?) throws(WriteFault) {
    if node != 0, nodes[node].children.isEmpty, !nodes[node].hasScalar, let schema {
      for field in schema.fields { _ = child(node, field.name) }
    }
    if node != 0, nodes[node].children.isEmpty || nodes[node].hasScalar {
      guard taken.insert(prefix).inserted else {
        throw WriteFault("two fields would share the column `\(prefix)`; name one of them with `select`")
      }
      nodes[node].column = names.count
      names.append(prefix)
    }
    for child in nodes[node].children {
      var inner: RowSchema?
      if case .record(let declared)? = schema?.type(nodes[child].name) { inner = declared }
      try fix(child, prefix.isEmpty ? nodes[child].name : prefix + "_" + nodes[child].name, inner)
    }
  }
}

// MARK: - Cells

extension FlatColumns {
  /// A key that no column was made for.
  struct UnknownKey: Error { let name: String }

  /// The row's value for each column, null where it has none.
  mutating func cells(_ row: Value) throws(UnknownKey) -> [Value] {
    var cells = [Value](repeating: .null, count: names.count)
    if case .record(let record) = row {
      try fill(&cells, record, at: 0)
    } else {
      try put(row, at: index[Key(parent: 0, name: Self.bare)], Self.bare, &cells)
    }
    return cells
  }

  private mutating func fill(_ cells: inout [Value], _ record: Record, at node: Int) throws(UnknownKey) {
    if nodes[node].shape !== record.shape {
      nodes[node].slots = record.shape.keys.map { index[Key(parent: node, name: $0)] ?? -1 }
      nodes[node].shape = record.shape
    }
    for (slot, value) in record.values.enumerated() {
      let child = nodes[node].slots[slot]
      if case .record(let inner) = value, child >= 0, !nodes[child].children.isEmpty {
        try fill(&cells, inner, at: child)
      } else {
        try put(value, at: child < 0 ? nil : child, record.shape.keys[slot], &cells)
      }
    }
  }

  private func put(_ value: Value, at node: Int?, _ name: String, _ cells: inout [Value]) throws(UnknownKey) {
    if let node, let column = nodes[node].column {
      cells[column] = value
    } else if node == nil || !value.isNull {
      throw UnknownKey(name: name)
    }
  }
}
