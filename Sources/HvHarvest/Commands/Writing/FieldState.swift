import HarvestCatalog
import HarvestClient
import HvValues

/// Compares what is asked for a field with what a record has there.
enum FieldState {
  /// The value that a body's field has in a record; nil where the record does not tell.
  static func value(_ field: String, in record: Record) -> Value? {
    if let value = record[field] { return value }
    if field.hasSuffix("_id"), let own = record[String(field.dropLast(3))] {
      guard case .record(let inner) = own else { return own.isNull ? .null : nil }
      return inner["id"]
    }
    return nil
  }

  /// Whether two values mean the same to the API, whatever form they have: read, typed, or kept as JSON.
  static func areSame(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    // Harvest gives back a text that was emptied either way.
    case (.null, .string(let text)), (.string(let text), .null): return text.isEmpty
    case (.bool(let a), .bool(let b)): return a == b
    case (.list(let a), .list(let b)):
      return a.elements.count == b.elements.count
        && zip(a.elements, b.elements).allSatisfy { areSame($0, $1) }
    case (.record(let a), .record(let b)):
      return a.pairs.allSatisfy { key, value in b[key].map { areSame(value, $0) } ?? false }
    default: break
    }
    if let a = amount(a), let b = amount(b) { return a == b }
    if let a = clock(a), let b = clock(b) { return a == b }
    switch (a, b) {
    case (.null, _), (_, .null), (.bool, _), (_, .bool), (.list, _), (_, .list), (.record, _),
      (_, .record):
      return false
    default: return a.text == b.text
    }
  }

  /// Whether a record that was made or changed as asked may hold this: the API rounds amounts, gives lists of names and
  /// ids in its own order, adds to the parts of a record, and tells a file by its name.
  static func holds(_ asked: Value, _ found: Value) -> Bool {
    switch (asked, found) {
    case (.list(let wanted), .list(let list)):
      // A record has more parts than those that were asked for; of names and ids all are asked for.
      let areParts = wanted.elements.contains { if case .record = $0 { true } else { false } }
      if !areParts, wanted.elements.count != list.elements.count { return false }
      var rest = list.elements
      for element in wanted.elements {
        if case .record(let part) = element, let isGone = part["_destroy"], areSame(isGone, .bool(true)) {
          if rest.contains(where: { isPart(part["id"], $0) }) { return false }
          continue
        }
        guard let place = rest.firstIndex(where: { holds(element, $0) }) else { return false }
        rest.remove(at: place)
      }
      return true
    case (.record(let part), .record(let record)):
      return part.pairs.allSatisfy { key, value in
        self.value(key, in: record).map { holds(value, $0) } ?? false
      }
    case (.string(let path), .record(let file)):
      return file["file_name"].map { $0.text == path.split(separator: "/").last.map(String.init) } ?? false
    default: break
    }
    if areSame(asked, found) { return true }
    guard let asked = amount(asked), let found = amount(found) else { return false }
    return (try? asked.rounded(to: 2, .halfUp)) == found
  }

  private static func isPart(_ id: Value?, _ value: Value) -> Bool {
    guard let id, case .record(let record) = value, let own = record["id"] else { return false }
    return areSame(id, own)
  }

  private static func amount(_ value: Value) -> Exact? {
    switch value {
    case .number(let number): number
    case .money(let money): money.amount
    default: nil
    }
  }

  /// `9:00am` and `09:00`.
  private static func clock(_ value: Value) -> ClockTime? {
    switch value {
    case .time(let time): time
    case .string(let text) where text.count <= 7 && text.contains(":"): ClockTime(text)
    default: nil
    }
  }

  /// The fields that a write changes, old and new.
  static func changes(_ intent: WriteIntent) -> [(field: String, old: Value?, new: Value)] {
    intent.asked.pairs.map { name, new in (name, intent.before.flatMap { value(name, in: $0) }, new)
    }
  }
}
