import HvValues

/// One pass over rows that checks the grammar, learns how rows look, and fills columns.
///
/// Columns fill as rows go by: a column is padded with null when a later row reaches it, and at the end.
struct RowParser {
  /// What lasts from one walk over the same bytes to the next.
  struct Memory {
    var tree = KeyTree()
    var strings = StringCache()
  }

  var cursor: JSONCursor
  var memory: Memory
  /// The columns that the tree's nodes fill, and their paths.
  var columns: [ContiguousArray<Value>] = []
  var columnPaths: [FieldPath] = []
  /// The row that is read, and where it starts.
  var row = 0
  var rowStart = 0
  /// The currencies at the tree's currency paths, and the row start that each was read for.
  var currencies: [Currency] = []
  var currencyRows: [Int] = []

  init(_ cursor: JSONCursor, _ memory: Memory) {
    self.cursor = cursor
    self.memory = memory
  }

  @inline(__always)
  var tree: KeyTree {
    _read { yield memory.tree }
    _modify { yield &memory.tree }
  }

  /// Checks the row at the cursor and fills its columns. `depth` counts the containers around it.
  mutating func row(_ index: Int, depth: Int) throws(ScanFault) {
    row = index
    rowStart = cursor.at
    try member(KeyTree.root, depth: depth)
  }

  /// Checks a value at its node.
  private mutating func member(_ node: KeyTree.ID, depth: Int) throws(ScanFault) {
    let known = tree.nodes[Int(node)]
    if known.column >= 0 {
      store(try value(node, depth: depth), in: Int(known.column))
      return
    }
    // A key may come twice; then nothing of its first value may stay.
    if known.isRead { clear(known.below) }
    if cursor.byte == Byte.openBrace, known.isLearned || known.isRead {
      try object(node, depth: depth)
    } else {
      try cursor.skipValue(depth: depth)
    }
  }

  private mutating func object(_ node: KeyTree.ID, depth: Int) throws(ScanFault) {
    guard depth < JSONCursor.maximumDepth else { throw cursor.fault(.depth, at: cursor.at) }
    cursor.at &+= 1
    cursor.skipSpace()
    if cursor.byte == Byte.closeBrace {
      cursor.at &+= 1
      return
    }
    var previous = KeyTree.none
    while true {
      let steps = memory.tree.nodes.withUnsafeBufferPointer {
        MemberSteps(cursor, $0.baseAddress.unsafelyUnwrapped, in: node, after: previous, at: cursor.at)
      }
      cursor.at = steps.at
      if steps.isClosed { return }
      previous = steps.previous
      cursor.skipSpace()
      let start = cursor.at
      let newlines = cursor.newlines
      let child = steps.member != KeyTree.none ? steps.member : try key(node, after: previous)
      cursor.skipSpace()
      if child == KeyTree.none {
        try cursor.skipValue(depth: depth &+ 1)
      } else if tree.nodes[Int(child)].column >= 0 {
        store(try value(child, depth: depth &+ 1), in: Int(tree.nodes[Int(child)].column))
      } else if tree.nodes[Int(child)].isRead {
        try member(child, depth: depth &+ 1)
      } else {
        switch cursor.byte {
        case Byte.quote: try cursor.skipString()
        case Byte.minus, Byte.zero...Byte.nine: try cursor.skipNumber()
        case Byte.openBrace: try member(child, depth: depth &+ 1)
        case Byte.openBracket: try cursor.skipValue(depth: depth &+ 1)
        default: try cursor.skipWord()
        }
      }
      if child != KeyTree.none, tree.nodes[Int(child)].place == start, cursor.newlines == newlines {
        tree.nodes[Int(child)].end = cursor.at
      }
      cursor.skipSpace()
      let next = cursor.byte
      cursor.at &+= 1
      if next == Byte.comma {
        cursor.skipSpace()
        previous = child
        continue
      }
      guard next == Byte.closeBrace else {
        throw cursor.fault(.comma(closing: Byte.closeBrace), at: cursor.at &- 1)
      }
      return
    }
  }

  @inline(__always)
  private mutating func store(_ value: consuming Value, in column: Int) {
    if columns[column].count > row {
      columns[column][row] = value
    } else {
      while columns[column].count < row { columns[column].append(.null) }
      columns[column].append(value)
    }
  }

  private mutating func clear(_ below: Range<Int32>) {
    for column in below where columns[Int(column)].count > row { columns[Int(column)][row] = .null }
  }

  /// Gives every column exactly one value a row.
  mutating func finish(rows: Int) {
    for column in columns.indices {
      let surplus = columns[column].count - rows
      if surplus > 0 { columns[column].removeLast(surplus) }
      while columns[column].count < rows { columns[column].append(.null) }
    }
  }
}

// MARK: - Keys

extension RowParser {
  /// How many keys may be left out before the guess is given up.
  private static let hops = 3

  /// Steps over a key and its colon; `none` for a key that the tree does not hold.
  @inline(__always)
  mutating func key(_ parent: KeyTree.ID, after previous: KeyTree.ID) throws(ScanFault) -> KeyTree.ID {
    let guess = previous == KeyTree.none ? tree.nodes[Int(parent)].first : tree.nodes[Int(previous)].next
    if guess != KeyTree.none, stands(guess) { return guess }
    return try otherKey(parent, after: previous, guess)
  }

  /// Steps over the key of this node if it stands at the cursor as it did before.
  @inline(__always)
  private mutating func stands(_ node: KeyTree.ID) -> Bool {
    let length = tree.nodes[Int(node)].length
    let place = tree.nodes[Int(node)].place
    let at = cursor.at
    guard length > 0, at &+ length <= cursor.end else { return false }
    if length >= 8 {
      var here = 0
      while here &+ 8 < length {
        if cursor.word(at &+ here) != cursor.word(place &+ here) { return false }
        here &+= 8
      }
      // The last word overlaps the one before.
      if cursor.word(at &+ length &- 8) != cursor.word(place &+ length &- 8) { return false }
    } else if length >= 4 {
      if cursor.half(at) != cursor.half(place) { return false }
      if cursor.half(at &+ length &- 4) != cursor.half(place &+ length &- 4) { return false }
    } else {
      for here in 0..<length where cursor.byte(at &+ here) != cursor.byte(place &+ here) { return false }
    }
    cursor.at = at &+ length
    return true
  }

  /// Steps over the key of this node if it stands at the cursor, and notes that it is written there: in these bytes it
  /// was not met before.
  private mutating func learns(_ node: KeyTree.ID) -> Bool {
    let length = tree.facts[Int(node)].plainLength
    let start = cursor.at
    guard length > 0, start &+ length <= cursor.end, cursor.byte == Byte.quote,
      cursor.byte(start &+ length &- 2) == Byte.quote, cursor.byte(start &+ length &- 1) == Byte.colon,
      tree.facts[Int(node)].name.utf8.elementsEqual(cursor.bytes(start &+ 1..<start &+ length &- 2))
    else { return false }
    tree.nodes[Int(node)].stands(at: start, length)
    cursor.at = start &+ length
    return true
  }

  /// A key that was not the guess: one that comes soon after it, or one that is looked up.
  @inline(never)
  private mutating func otherKey(
    _ parent: KeyTree.ID, after previous: KeyTree.ID, _ guess: KeyTree.ID
  ) throws(ScanFault) -> KeyTree.ID {
    if guess != KeyTree.none, tree.nodes[Int(guess)].length == 0, learns(guess) { return guess }
    var later = guess
    for _ in 0..<Self.hops where later != KeyTree.none {
      later = tree.nodes[Int(later)].next
      if later != KeyTree.none, stands(later) { return later }
    }
    let start = cursor.at
    guard cursor.byte == Byte.quote else { throw cursor.fault(.key, at: start) }
    let escaped = try cursor.skipString()
    let close = cursor.at
    let name = escaped ? cursor.unescaped(start &+ 1..<close &- 1) : cursor.plain(start &+ 1..<close &- 1)
    try cursor.skipColon()
    let child = tree.child(parent, name)
    guard child != KeyTree.none else { return child }
    if !escaped, cursor.at == close &+ 1 {
      tree.nodes[Int(child)].stands(at: start, cursor.at &- start)
    }
    if previous == KeyTree.none {
      tree.nodes[Int(parent)].first = child
    } else if previous != child {
      tree.nodes[Int(previous)].next = child
    }
    return child
  }
}

extension RowParser.Memory {
  /// The memory of rows of this type, before any was seen.
  init(_ type: ValueType) { tree = KeyTree(type) }
}
