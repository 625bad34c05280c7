/// The ordered keys of records that look alike, shared between them.
///
/// - Complexity: a look-up is O(1) on average; making one is O(keys).
public final class Shape: Sendable {
  /// The keys in their order, as they were given.
  public let keys: [String]
  private let slots: [String: Int]

  /// Makes a shape; of two equal keys the later one counts.
  public init(_ keys: [String]) {
    self.keys = keys
    var slots = [String: Int](minimumCapacity: keys.count)
    for (i, key) in keys.enumerated() { slots[key] = i }
    self.slots = slots
  }

  /// The place of a key in `keys`, the last one where there are several; nil where there is none.
  public func slot(_ key: String) -> Int? { slots[key] }

  /// How many different keys there are.
  var keyCount: Int { slots.count }
}

/// Where a record from Harvest comes from: its kind, and the parents whose ids its path needs.
public final class Origin: Sendable {
  /// The singular name of the kind: `time_entry`.
  public let kind: String
  /// An embedded `{id, name}` instead of the full object.
  public let isReference: Bool
  /// Kind and id of each parent on the path that it was read from, outermost first.
  public let parents: [Parent]

  /// A record on the path to another, such as the project of a task assignment.
  public struct Parent: Hashable, Sendable {
    /// The singular name of its kind: `project`.
    public let kind: String
    /// Its id in Harvest.
    public let id: Int64
    /// That of its amounts, for what belongs to it and names none.
    public let currency: Currency

    /// Makes a parent; without a currency it has one without a name, which no other record shares but by chance.
    ///
    /// - Parameter currency: nil where it was not read.
    public init(kind: String, id: Int64, currency: Currency? = nil) {
      self.kind = kind
      self.id = id
      self.currency = currency ?? .unnamed(ofRecord: id)
    }
  }

  /// Makes the origin that the records of one kind share where they have the same parents.
  ///
  /// - Parameter parents: outermost first.
  public init(kind: String, isReference: Bool = false, parents: [Parent] = []) {
    self.kind = kind
    self.isReference = isReference
    self.parents = parents
  }
}

/// An ordered set of keys with values; a record from Harvest knows its kind and id.
public final class Record: Sendable {
  /// The keys, which records that look alike can share.
  public let shape: Shape
  /// One value a key of `shape`, in its order.
  @inlinable public var values: [Value] { stored }
  // Safe: nothing changes it but `deinit`, or `Nesting` for a record that nobody else holds.
  @exclusivity(unchecked) @usableFromInline nonisolated(unsafe) private(set) var stored: [Value]
  /// Where in Harvest the record comes from; nil where that is not known.
  public let origin: Origin?
  let depth: Int32

  /// Makes a record; values that are missing are null, surplus ones are dropped.
  public init(_ shape: Shape, _ values: [Value], origin: Origin? = nil) {
    self.shape = shape
    if values.count == shape.keys.count {
      stored = values
    } else {
      stored = (0..<shape.keys.count).map { $0 < values.count ? values[$0] : .null }
    }
    self.origin = origin
    depth = Nesting.depth(of: stored)
  }

  deinit {
    guard depth > Nesting.shallow else { return }
    var remains = Nesting.Remains()
    moveValues(to: &remains)
    remains.free()
  }

  func moveValues(to remains: inout Nesting.Remains) {
    remains.add(stored)
    stored = []
  }

  /// Makes a record from pairs; of two equal keys the later value stands at the earlier place.
  public convenience init(pairs: [(String, Value)], origin: Origin? = nil) {
    var keys: [String] = []
    var values: [Value] = []
    var places: [String: Int] = [:]
    for (key, value) in pairs {
      if let place = places[key] {
        values[place] = value
      } else {
        places[key] = keys.count
        keys.append(key)
        values.append(value)
      }
    }
    self.init(Shape(keys), values, origin: origin)
  }

  /// The value of a key, or nil where there is no such key.
  public subscript(_ key: String) -> Value? { shape.slot(key).map { values[$0] } }

  /// Follows a path through nested records; nil where a key is missing, null where a record on the way is null.
  public subscript(path path: FieldPath) -> Value? {
    var current = Value.record(self)
    for name in path.names {
      switch current {
      case .record(let record):
        guard let next = record[name] else { return nil }
        current = next
      case .null: return .null
      default: return nil
      }
    }
    return current
  }

  /// The `id` field, where it is a whole number.
  public var id: Int64? {
    if case .number(let n)? = self["id"] { n.integer } else { nil }
  }

  /// The keys with their values, in order.
  ///
  /// - Complexity: O(keys).
  public var pairs: [(key: String, value: Value)] { zip(shape.keys, values).map { ($0, $1) } }
}

/// The way to a field through nested records: `client.name`.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  /// One name a level; never empty for a field, empty for the whole item.
  public let names: [String]
  /// Makes a path of one name a level, outermost first; names may hold points.
  public init(_ names: [String]) { self.names = names }
  /// Makes a path of names with points between them; empty names are left out.
  public init(_ dotted: String) { self.names = dotted.split(separator: ".").map(String.init) }
  /// The names with points between them: `client.name`; empty for the whole item.
  public var description: String { names.joined(separator: ".") }
}
