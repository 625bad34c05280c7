// HvValues: what flows through a pipeline. Plain data: no I/O, no Foundation, no Harvest, no language.
//
// Start at `Value`; then `Exact` (numbers), `Record` and `Batch` (a page of rows).

import Synchronization

/// One value of the language.
///
/// The enum stays within 24 bytes (a test holds it), so that rows of values are cheap to copy; whatever is larger
/// stands behind one class reference.
public enum Value: Sendable {
  /// No value, as of a field that is empty; equal only to itself.
  case null
  /// True or false.
  case bool(Bool)
  /// A number that prints as it came, or a calculated one.
  case number(Exact)
  /// A number that was read in a form that `Exact` would print differently, or that it cannot hold.
  case numeral(Numeral)
  /// An amount with its currency.
  case money(Money)
  /// Text of Unicode characters.
  case string(String)
  /// A date without a time of day or a zone.
  case day(Day)
  /// A time of day, to the minute.
  case time(ClockTime)
  /// A timestamp: a moment, to the microsecond.
  case instant(Instant)
  /// A duration: months, days and seconds.
  case duration(Span)
  /// All from one value to another, both included.
  case range(ValueRange)
  /// Values in order, of any types.
  case list(ValueList)
  /// Keys with values, in order.
  case record(Record)
  /// A block or another thing that only the engine knows.
  case opaque(any OpaqueValue)
}

/// A value that only a layer above knows: a block, an error.
public protocol OpaqueValue: AnyObject, Sendable {
  /// The word for its type in messages: `block`, `error`.
  var typeName: String { get }
  /// How it is shown.
  var text: String { get }
}

/// A list of values, shared by reference.
public final class ValueList: Sendable {
  /// The elements in their order, which no code can change.
  @inlinable public var elements: [Value] { rows?.values ?? stored }
  /// How many elements there are.
  @inlinable public var count: Int { rows?.batch.count ?? stored.count }
  /// One element; of rows that are not decoded yet, only this one is, and it is not kept.
  ///
  /// - Parameter index: in `0..<count`.
  @inlinable public func element(_ index: Int) -> Value { rows?.batch.value(index) ?? stored[index] }
  /// The elements as rows.
  package var batch: Batch { rows?.batch ?? Batch(stored) }
  /// Whether the elements are rows of a source, which may not be decoded yet.
  package var standsOnRows: Bool { rows != nil }
  /// Elements that are rows of a source, and are decoded when somebody wants them whole.
  @usableFromInline let rows: ListedRows?
  // Safe: nothing changes it but `deinit`, or `Nesting` for a list that nobody else holds.
  @exclusivity(unchecked) @usableFromInline nonisolated(unsafe) private(set) var stored: [Value]
  let depth: Int32

  /// Takes the elements, and notes how deep they are nested.
  ///
  /// - Complexity: O(elements).
  public init(_ elements: [Value]) {
    stored = elements
    rows = nil
    depth = Nesting.depth(of: elements)
  }

  /// A list of the rows of a batch, which stay as they are until somebody reads `elements`.
  package init(_ batch: Batch) {
    stored = []
    rows = ListedRows(batch)
    // Nobody knows before they are decoded.
    depth = .max
  }

  deinit {
    guard depth > Nesting.shallow else { return }
    var remains = Nesting.Remains()
    moveElements(to: &remains)
    remains.free()
  }

  func moveElements(to remains: inout Nesting.Remains) {
    remains.add(stored)
    stored = []
    rows?.move(to: &remains)
  }
}

/// The rows that a list stands for, decoded at most once.
@usableFromInline
final class ListedRows: Sendable {
  @usableFromInline let batch: Batch
  private let decoded = Mutex<[Value]?>(nil)

  init(_ batch: Batch) { self.batch = batch }

  @usableFromInline var values: [Value] {
    decoded.withLock { decoded in
      if let decoded { return decoded }
      let made = batch.values
      decoded = made
      return made
    }
  }

  func move(to remains: inout Nesting.Remains) {
    let values = decoded.withLock { decoded in
      defer { decoded = nil }
      return decoded
    }
    if let values { remains.add(values) }
  }
}

/// A range with both ends included; a missing end is open.
public final class ValueRange: Sendable {
  /// The lower end, itself in the range; nil where it is open. An end that is `.null` lets nothing in.
  public let lower: Value?
  /// The upper end, itself in the range; nil where it is open. An end that is `.null` lets nothing in.
  public let upper: Value?
  /// Takes two ends as they are: whether they go together shows when something is looked for between them.
  public init(_ lower: Value?, _ upper: Value?) {
    self.lower = lower
    self.upper = upper
  }
}

/// A number kept as its text, because it came from outside in a form of its own (`1e5`, 40 digits).
public final class Numeral: Sendable {
  /// The number as it came, in the grammar of JSON.
  public let text: String
  /// The number, where 64 bits and 18 decimals hold it.
  public let exact: Exact?
  /// Keeps a text with the number that it was found to be; neither is checked against the other.
  public init(text: String, exact: Exact?) {
    self.text = text
    self.exact = exact
  }
}

extension Value {
  /// A number from an integer.
  public init(_ integer: Int) { self = .number(Exact(integer)) }

  /// The word for the type in messages and in `describe`.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .number, .numeral: "number"
    case .money: "money"
    case .string: "string"
    case .day: "date"
    case .time: "time"
    case .instant: "timestamp"
    case .duration: "duration"
    case .range: "range"
    case .list: "list"
    case .record: "record"
    case .opaque(let value): value.typeName
    }
  }

  /// Whether it is null; an empty string, list or record is not.
  public var isNull: Bool { if case .null = self { true } else { false } }
}
