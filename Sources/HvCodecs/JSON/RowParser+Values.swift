import HvValues

extension RowParser {
  /// The value at the cursor, decoded whole.
  mutating func value(_ node: KeyTree.ID, depth: Int) throws(ScanFault) -> Value {
    cursor.skipSpace()
    switch cursor.byte {
    case Byte.quote:
      return try string(tree.nodes[Int(node)].kind, currency: tree.facts[Int(node)].currency)
    case Byte.minus, Byte.zero...Byte.nine:
      return try number(tree.nodes[Int(node)].kind, currency: tree.facts[Int(node)].currency)
    case Byte.openBrace: return try record(node, depth: depth)
    case Byte.openBracket: return try list(node, depth: depth)
    default: return try word()
    }
  }

  private mutating func record(_ node: KeyTree.ID, depth: Int) throws(ScanFault) -> Value {
    let start = cursor.at
    let last = tree.facts[Int(node)].lastKeys
    var values: [Value] = []
    values.reserveCapacity(last.count)
    // Written down only once they differ from the keys of the object before.
    var keys: [KeyTree.ID]?
    var previous = KeyTree.none
    var more = try enter(Byte.closeBrace, depth: depth)
    while more {
      let child = try key(node, after: previous)
      if child == KeyTree.none {
        cursor.at = start
        return try looseRecord(tree.facts[Int(node)].schema, depth: depth)
      }
      if keys != nil {
        keys?.append(child)
      } else if values.count >= last.count || last[values.count] != child {
        keys = last.prefix(values.count) + [child]
      }
      values.append(try value(child, depth: depth &+ 1))
      previous = child
      more = try another(Byte.closeBrace)
    }
    let shape: Shape?
    if keys == nil, values.count == last.count, let known = tree.facts[Int(node)].lastShape {
      shape = known
    } else {
      shape = tree.shape(node, keys ?? Array(last.prefix(values.count)))
    }
    let schema = tree.facts[Int(node)].schema
    guard let shape else {
      cursor.at = start
      return try looseRecord(schema, depth: depth)
    }
    return .record(Record(shape, values, origin: schema?.origin))
  }

  private mutating func list(_ node: KeyTree.ID, depth: Int) throws(ScanFault) -> Value {
    let element = tree.element(node)
    if element == KeyTree.none { return try looseList(tree.facts[Int(node)].type, depth: depth) }
    var elements: [Value] = []
    var more = try enter(Byte.closeBracket, depth: depth)
    while more {
      elements.append(try value(element, depth: depth &+ 1))
      more = try another(Byte.closeBracket)
    }
    return .list(ValueList(elements))
  }
}

// MARK: - Values outside the tree

extension RowParser {
  /// The value at the cursor, decoded whole and without the tree: what is too deep or too varied for it.
  mutating func looseValue(_ type: ValueType, depth: Int) throws(ScanFault) -> Value {
    cursor.skipSpace()
    switch cursor.byte {
    case Byte.quote: return try string(ScalarKind(type), currency: tree.currencyIndex(type))
    case Byte.minus, Byte.zero...Byte.nine: return try number(ScalarKind(type), currency: tree.currencyIndex(type))
    case Byte.openBrace:
      if case .record(let schema) = type { return try looseRecord(schema, depth: depth) }
      return try looseRecord(nil, depth: depth)
    case Byte.openBracket: return try looseList(type, depth: depth)
    default: return try word()
    }
  }

  private mutating func looseRecord(_ schema: RowSchema?, depth: Int) throws(ScanFault) -> Value {
    var pairs: [(String, Value)] = []
    var more = try enter(Byte.closeBrace, depth: depth)
    while more {
      let name = try looseKey()
      pairs.append((name, try looseValue(schema?.type(name) ?? .any, depth: depth &+ 1)))
      more = try another(Byte.closeBrace)
    }
    return .record(Record(pairs: pairs, origin: schema?.origin))
  }

  private mutating func looseList(_ type: ValueType, depth: Int) throws(ScanFault) -> Value {
    var elements: [Value] = []
    var elementType = ValueType.any
    if case .list(let declared) = type { elementType = declared }
    var more = try enter(Byte.closeBracket, depth: depth)
    while more {
      elements.append(try looseValue(elementType, depth: depth &+ 1))
      more = try another(Byte.closeBracket)
    }
    return .list(ValueList(elements))
  }

  /// A key, with its colon.
  mutating func looseKey() throws(ScanFault) -> String {
    guard cursor.byte == Byte.quote else { throw cursor.fault(.key, at: cursor.at) }
    let start = cursor.at &+ 1
    let escaped = try cursor.skipString()
    let range = start..<cursor.at &- 1
    try cursor.skipColon()
    return escaped ? cursor.unescaped(range) : cursor.plain(range)
  }
}

// MARK: - Steps in containers

extension RowParser {
  /// Steps into a container; false if it is empty, and then over it.
  mutating func enter(_ closing: UInt8, depth: Int) throws(ScanFault) -> Bool {
    guard depth < JSONCursor.maximumDepth else { throw cursor.fault(.depth, at: cursor.at) }
    cursor.at &+= 1
    cursor.skipSpace()
    guard cursor.byte == closing else { return true }
    cursor.at &+= 1
    return false
  }

  /// Steps to the next member of a container; false at its end, and then over it.
  @inline(__always)
  mutating func another(_ closing: UInt8) throws(ScanFault) -> Bool {
    cursor.skipSpace()
    let next = cursor.byte
    guard next == Byte.comma || next == closing else { throw cursor.fault(.comma(closing: closing), at: cursor.at) }
    cursor.at &+= 1
    if next == Byte.comma { cursor.skipSpace() }
    return next == Byte.comma
  }
}
