import HvValues

/// What the rows of a page have looked like so far: one node for each place that a key was met at.
///
/// Rows of one list resemble each other, so a node remembers which key came after it last time and where its bytes
/// stand. Checking that guess is a comparison of a few words; only a wrong guess is looked up. The projection hangs on
/// the same nodes: a node may fill a column.
struct KeyTree {
  typealias ID = Int32
  static let none: ID = -1
  static let root: ID = 0

  /// What the inner loop reads: plain data.
  struct Node {
    /// Where `"key":` stands in the page, quotes and colon included; no length before it was seen in that form.
    var place = 0
    var length = 0
    /// Where the value ends that stands there; beyond everything where that is not known.
    var end = Int.max
    /// The key that came first in this object, and the one that came after this key in its object.
    var first = KeyTree.none
    var next = KeyTree.none
    /// The object that this is a key of.
    var parent = KeyTree.none
    /// The node that all elements share, where the value is a list.
    var element = KeyTree.none
    /// The column that this value fills.
    var column: Int32 = -1
    /// The columns that values below this one fill; empty for none.
    var below: Range<Int32> = 0..<0
    var kind = ScalarKind.any
    /// The value or something below it fills a column.
    var isRead = false
    var depth: Int32 = 0
    var children: Int32 = 0

    /// `"key":` was met at a place; where its value ends is not known yet.
    mutating func stands(at place: Int, _ length: Int) {
      self.place = place
      self.length = length
      end = .max
    }

    /// Objects here look alike, so that following them in the tree pays.
    @inline(__always)
    var isLearned: Bool { depth < KeyTree.maximumDepth && children < KeyTree.maximumChildren }
  }

  /// What decoding needs besides.
  struct Facts {
    let name: String
    /// How long `"key":` is where it is written as `JSONEncoding` does; -1 where that is not simply the name in quotes.
    let plainLength: Int
    let type: ValueType
    let schema: RowSchema?
    /// Index into `currencies`, for money.
    let currency: Int
    /// The shape of each sequence of keys that was met here, and the one met last.
    var shapes: [[ID]: Shape] = [:]
    var lastKeys: [ID] = []
    var lastShape: Shape?
  }

  private struct Key: Hashable {
    let parent: ID
    let name: String
  }

  /// Objects with more keys than this are maps, not rows: their keys are not learned.
  static let maximumChildren = 256
  private static let maximumNodes = 4096
  private static let maximumDepth = 12
  private static let maximumShapes = 64

  var nodes: ContiguousArray<Node> = []
  var facts: ContiguousArray<Facts> = []
  private(set) var currencies: [CurrencyPath] = []
  /// The currencies that are known before.
  private(set) var fixedCurrencies: [Currency] = []
  private var index: [Key: ID] = [:]

  /// A tree without a root, which only stands in for another.
  init() {}

  init(_ type: ValueType) {
    add("", to: Self.none, type: type)
  }

}

// MARK: - Growing

extension KeyTree {
  /// The child of a node, made where it is missing; `none` where the tree may grow no further.
  mutating func child(_ parent: ID, _ name: String) -> ID {
    let key = Key(parent: parent, name: name)
    if let found = index[key] { return found }
    guard mayGrow(parent) else { return Self.none }
    nodes[Int(parent)].children += 1
    let added = add(name, to: parent, type: facts[Int(parent)].schema?.type(name) ?? .any)
    index[key] = added
    return added
  }

  /// The node that the elements of a list share.
  mutating func element(_ list: ID) -> ID {
    let known = nodes[Int(list)].element
    if known != Self.none || !mayGrow(list) { return known }
    var type = ValueType.any
    if case .list(let declared) = facts[Int(list)].type { type = declared }
    let added = add("", to: list, type: type)
    nodes[Int(list)].element = added
    return added
  }

  /// Forgets where keys stand, those of one object or all: they are now read in other bytes.
  mutating func forgetPlaces(below parent: ID? = nil) {
    for node in nodes.indices where parent == nil || nodes[node].parent == parent { nodes[node].stands(at: 0, 0) }
  }

  private static func plainLength(_ name: String) -> Int {
    let isPlain = name.utf8.allSatisfy { $0 >= Byte.space && $0 < 0x7F && $0 != Byte.quote && $0 != Byte.backslash }
    return isPlain ? name.utf8.count + 3 : -1
  }

  private func mayGrow(_ parent: ID) -> Bool {
    nodes.count < Self.maximumNodes && nodes[Int(parent)].isLearned
  }

  @discardableResult
  private mutating func add(_ name: String, to parent: ID, type: ValueType) -> ID {
    var node = Node()
    node.kind = ScalarKind(type)
    node.parent = parent
    if parent >= 0 { node.depth = nodes[Int(parent)].depth + 1 }
    var schema: RowSchema?
    if case .record(let declared) = type { schema = declared }
    nodes.append(node)
    facts.append(
      Facts(
        name: name, plainLength: Self.plainLength(name), type: type, schema: schema,
        currency: currencyIndex(type)))
    return ID(nodes.count - 1)
  }

  /// Where the currency of a money type stands, as an index into `currencies`; below -1 into `fixedCurrencies`, from
  /// the other side; -1 where nothing tells it.
  mutating func currencyIndex(_ type: ValueType) -> Int {
    if case .moneyOf(let currency) = type {
      let known = fixedCurrencies.firstIndex(of: currency) ?? fixedCurrencies.count
      if known == fixedCurrencies.count { fixedCurrencies.append(currency) }
      return -2 - known
    }
    guard case .money(let path?) = type else { return -1 }
    if let known = currencies.firstIndex(where: { $0.path == path }) { return known }
    currencies.append(CurrencyPath(path))
    return currencies.count - 1
  }
}

// MARK: - Columns

extension KeyTree {
  /// Makes the nodes of these paths fill the columns 0, 1, …; no path may start with another one.
  ///
  /// - Returns: for each column its place in `paths`.
  mutating func project(_ paths: [FieldPath]) -> [Int] {
    for i in nodes.indices {
      nodes[i].column = -1
      nodes[i].below = 0..<0
      nodes[i].isRead = false
    }
    var order: [Int] = []
    fill(Self.root, paths.indices.map { ($0, paths[$0].names[...]) }, &order)
    return order
  }

  /// Depth first, so that the columns below a node are neighbours.
  private mutating func fill(_ node: ID, _ wanted: [(index: Int, rest: ArraySlice<String>)], _ order: inout [Int]) {
    nodes[Int(node)].isRead = !wanted.isEmpty
    let start = Int32(order.count)
    var names: [String] = []
    for (index, rest) in wanted {
      if let name = rest.first {
        if !names.contains(name) { names.append(name) }
      } else {
        nodes[Int(node)].column = Int32(order.count)
        order.append(index)
      }
    }
    guard !names.isEmpty else { return }
    for name in names {
      let below = wanted.filter { $0.rest.first == name }.map { ($0.index, $0.rest.dropFirst()) }
      fill(wantedChild(node, name), below, &order)
    }
    nodes[Int(node)].below = start..<Int32(order.count)
  }

  /// A child that is made even where rows may add no more.
  private mutating func wantedChild(_ parent: ID, _ name: String) -> ID {
    let found = child(parent, name)
    if found != Self.none { return found }
    let added = add(name, to: parent, type: facts[Int(parent)].schema?.type(name) ?? .any)
    index[Key(parent: parent, name: name)] = added
    return added
  }
}

// MARK: - Shapes

extension KeyTree {
  /// The shape of an object whose keys were these children of `node`; nil where a key came twice.
  mutating func shape(_ node: ID, _ keys: [ID]) -> Shape? {
    if let known = facts[Int(node)].shapes[keys] {
      facts[Int(node)].lastKeys = keys
      facts[Int(node)].lastShape = known
      return known
    }
    guard Set(keys).count == keys.count else { return nil }
    let shape = Shape(keys.map { facts[Int($0)].name })
    if facts[Int(node)].shapes.count < Self.maximumShapes { facts[Int(node)].shapes[keys] = shape }
    facts[Int(node)].lastKeys = keys
    facts[Int(node)].lastShape = shape
    return shape
  }
}

/// The type of a value that is no object or list, without what only some types carry.
enum ScalarKind: UInt8 {
  case any, number, money, day, time, instant

  init(_ type: ValueType) {
    self =
      switch type {
      case .number: .number
      case .money, .moneyOf: .money
      case .day: .day
      case .time: .time
      case .instant: .instant
      case .any, .bool, .string, .list, .record: .any
      }
  }
}

/// Where in a root record its currency stands, as the bytes to look for.
struct CurrencyPath {
  let path: FieldPath
  let keys: [[UInt8]]

  init(_ path: FieldPath) {
    self.path = path
    keys = path.names.map { Array($0.utf8) }
  }
}
