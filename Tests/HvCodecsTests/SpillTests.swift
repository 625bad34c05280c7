import HvValues
import Testing

@testable import HvCodecs

@Suite("Values on their way through a file")
struct SpillTests {
  @Test("random values of every type come back as they were, to the last zero", arguments: 0..<20)
  func random(seed: Int) throws {
    var values = RandomValues(random: Seeded(UInt64(9000 + seed)))
    let made = (0..<200).map { _ in values.value(0) }
    let table = SpillTable()
    var writer = SpillWriter(table)
    for value in made { writer.append(value) }
    var reader = SpillReader(writer.bytes, table)
    for value in made {
      let read = try reader.value()
      #expect(exactly(read) == exactly(value))
      #expect(read == value && read.text == value.text && read.hashValue == value.hashValue, "\(value.text)")
    }
    #expect(reader.isAtEnd)
  }

  @Test("what no random value is")
  func others() throws {
    var deep = Value.null
    for _ in 0..<5000 { deep = .list(ValueList([deep])) }
    let rows = ValueList(Batch([Value(1), Value(2)]))
    let thing = Thing()
    let kept = try copies([deep, .list(rows), .opaque(thing), .range(ValueRange(.opaque(thing), nil))])
    guard case .list(let deepList) = deep, case .list(let copy) = kept[0], case .list(let listed) = kept[1],
      case .opaque(let opaque) = kept[2], case .range(let range) = kept[3], case .opaque(let lower)? = range.lower
    else {
      Issue.record("\(kept.map(\.typeName))")
      return
    }
    // The innermost part of a deep list is the one that was there.
    #expect(copy !== deepList && Self.depth(copy) == 5000)
    #expect(listed === rows && opaque === thing && lower === thing)
    // Keys that are equal as texts, and are not the same.
    let keys = ["é", "e\u{301}", "", "a\u{0}b"]
    let records = keys.map { Value.record(Record(Shape([$0]), [.null])) } + [.record(Record(Shape([]), []))]
    let doubled = Value.record(Record(Shape(["a", "b", "a"]), [Value(1), Value(2), Value(3)]))
    for (before, after) in zip(records + [doubled], try copies(records + [doubled])) {
      #expect(exactly(before) == exactly(after))
    }
  }

  @Test("records share their keys and origins again; ever new keys go along with the records")
  func sharing() throws {
    let origin = Origin(kind: "task", parents: [.init(kind: "project", id: 7)])
    let alike = (0..<3).map { _ in
      Value.record(
        Record(Shape(["id"]), [.null], origin: Origin(kind: origin.kind, parents: origin.parents)))
    }
    let shared = try copies(alike).compactMap { value -> Record? in
      if case .record(let record) = value { record } else { nil }
    }
    #expect(shared.count == 3)
    #expect(shared.allSatisfy { $0.shape === shared[0].shape && $0.origin === shared[0].origin })
    let unlike = (0..<3000).map { Value.record(Record(Shape(["k\($0)", "x"]), [Value($0), .string("y")])) }
    for (before, after) in zip(unlike, try copies(unlike)) { #expect(exactly(before) == exactly(after)) }
  }

  @Test("rows of JSON text come back as text that is typed the same; other rows as values", arguments: 0..<20)
  func rows(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(7000 + seed)), duplicates: seed % 3 == 0)
    let schema = RowSchema(
      origin: Origin(kind: "entry"),
      fields: [.init("name", .day), .init("notes", .time), .init("hours", .money(currency: FieldPath("client.name")))])
    for _ in 0..<4 {
      let page = try JSONPage(
        array: bytes("[" + json.rows().joined(separator: ",") + "]"), schema: seed % 2 == 0 ? schema : nil)
      guard page.count > 0 else { continue }
      var store = RowStore()
      for source in [page, store.pack(Batch(page)).source] {
        let table = SpillTable()
        var writer = SpillWriter(table)
        for index in 0..<source.count { writer.append(index, of: source) }
        // Twice, as in a merge in two passes.
        var (once, again) = (SpillReader(writer.bytes, table), SpillWriter(table))
        while !once.isAtEnd { again.append(try once.row()) }
        #expect(again.bytes == writer.bytes)
        var reader = SpillReader(again.bytes, table)
        var text: [UInt8] = []
        var forms: Set<Int> = []
        while !reader.isAtEnd {
          let row = try reader.row()
          forms.insert(row.form)
          row.append(to: &text)
        }
        #expect(forms == [1])
        let read = try table.source(1, text)
        #expect(read.count == source.count)
        for index in 0..<min(read.count, source.count) {
          #expect(exactly(read.row(index)) == exactly(source.row(index)))
          #expect(written(index, read) == written(index, source))
        }
        for path in JSONRandomTests.paths.filter({ _ in json.random.chance(5) }) {
          #expect(read.column(path).values.map(exactly) == source.column(path).values.map(exactly), "\(path)")
        }
      }
    }
  }

  @Test("bytes that were cut, or are others, are a fault and never end the program", arguments: 0..<20)
  func faults(seed: Int) {
    var values = RandomValues(random: Seeded(UInt64(100 + seed)))
    let table = SpillTable()
    var writer = SpillWriter(table)
    for _ in 0..<10 { writer.append(values.value(0)) }
    var faults = 0
    for _ in 0..<300 {
      var bytes = writer.bytes
      if values.random.chance(50) {
        bytes.removeLast(values.random.below(bytes.count) + 1)
      } else {
        for _ in 0...values.random.below(4) {
          bytes[values.random.below(bytes.count)] = UInt8(values.random.below(256))
        }
      }
      var reader = SpillReader(bytes, table)
      do throws(SpillFault) {
        while !reader.isAtEnd { _ = try reader.value() }
      } catch {
        faults += 1
      }
      reader = SpillReader(bytes, table)
      _ = try? reader.row()
      _ = try? table.source(0, bytes)
    }
    #expect(faults > 0)
  }

  private final class Thing: OpaqueValue {
    let typeName = "thing"
    let text = "a thing"
  }

  private static func depth(_ list: ValueList) -> Int {
    var (depth, current) = (0, Value.list(list))
    while case .list(let inner) = current {
      depth += 1
      current = inner.elements[0]
    }
    return depth
  }

  private func written(_ index: Int, _ source: any RowSource) -> [UInt8] {
    var out: [UInt8] = []
    #expect((source as? any TextRows)?.appendText(index, to: &out) == true)
    return out
  }

  /// Values, written and read again.
  private func copies(_ values: [Value]) throws -> [Value] {
    let table = SpillTable()
    var writer = SpillWriter(table)
    for value in values { writer.append(value) }
    var reader = SpillReader(writer.bytes, table)
    return try values.map { _ in try reader.value() }
  }
}

/// A value with all that equality does not see: decimals, currencies, the order of keys, the characters of texts.
private func exactly(_ value: Value) -> String {
  func number(_ exact: Exact) -> String { "\(exact.significand)/\(exact.scale)" }
  func text(_ string: String) -> String { "\(Array(string.utf8))" }
  switch value {
  case .null: return "null"
  case .bool(let flag): return "\(flag)"
  case .number(let exact): return "number \(number(exact))"
  case .numeral(let numeral): return "numeral \(numeral.text) \(numeral.exact.map(number) ?? "-")"
  case .money(let money): return "money \(number(money.amount)) \(money.currency.packed)"
  case .string(let string): return "string \(text(string))"
  case .day(let day): return "day \(day.daysSinceEpoch)"
  case .time(let time): return "time \(time.minutes)"
  case .instant(let instant): return "instant \(instant.microseconds)"
  case .duration(let span): return "duration \(span.months) \(span.days) \(span.seconds)"
  case .range(let range): return "(\(range.lower.map(exactly) ?? "-") .. \(range.upper.map(exactly) ?? "-"))"
  case .list(let list): return "[\(list.elements.map(exactly).joined(separator: ", "))]"
  case .record(let record):
    let origin = record.origin.map { origin in
      "\(origin.kind) \(origin.isReference) \(origin.parents.map { "\($0.kind) \($0.id) \($0.currency.packed)" })"
    }
    let fields = zip(record.shape.keys, record.values).map { "\(text($0)): \(exactly($1))" }
    return "{\(origin ?? "-"): \(fields.joined(separator: ", "))}"
  case .opaque: return "opaque"
  }
}

/// Values of every type, many of them at an end of their range.
private struct RandomValues {
  var random: Seeded
  private static let integers: [Int64] = [0, 1, -1, 63, 64, -64, -65, 250, 636_709_355, .max, .min, .max - 1]
  private static let texts = [
    "", "a", "exactly fifteen", "a text of more than fifteen bytes", "Zoë", "Zoe\u{308}", "日本語", "👩‍👩‍👧",
    "\u{0}\n\"\\", String(repeating: "long ", count: 100),
  ]
  private static let numerals = [
    "1e5", "-0", "1E-2", "-0.0", String(repeating: "9", count: 60), "0.1234567890123456789",
  ]
  private static let shapes = [
    Shape([]), Shape(["id"]), Shape(["id", "name", "client"]), Shape(["é", "e\u{301}"]), Shape(["a", "b", "a"]),
  ]
  private static let origins = [
    nil, Origin(kind: "task"), Origin(kind: "client", isReference: true),
    Origin(kind: "task", parents: [.init(kind: "project", id: .max, currency: .company), .init(kind: "x", id: -1)]),
  ]

  mutating func value(_ depth: Int) -> Value {
    switch random.below(depth > 4 ? 11 : 14) {
    case 0: return .null
    case 1: return .bool(random.chance(50))
    case 2: return .number(exact())
    case 3:
      let text = random.pick(Self.numerals)
      return .numeral(Numeral(text: text, exact: Exact(text)))
    case 4: return .money(Money(exact(), currency()))
    case 5, 6: return .string(random.pick(Self.texts))
    case 7: return .day(random.pick([.earliest, .latest, Day(daysSinceEpoch: 0), Day(daysSinceEpoch: 20_000)]))
    case 8: return ClockTime(minutes: random.pick([0, 1, 63, 64, 1439])).map(Value.time) ?? .null
    case 9: return .instant(Instant(microseconds: integer()))
    case 10:
      return .duration(
        Span(
          months: Int32(truncatingIfNeeded: integer()), days: Int32(truncatingIfNeeded: integer()), seconds: integer()))
    case 11:
      return .range(
        ValueRange(random.chance(30) ? nil : value(depth + 1), random.chance(30) ? nil : value(depth + 1)))
    case 12: return .list(ValueList((0..<random.below(5)).map { _ in value(depth + 1) }))
    default:
      let shape = random.chance(50) ? random.pick(Self.shapes) : Shape(random.pick(Self.shapes).keys)
      return .record(
        Record(shape, shape.keys.map { _ in value(depth + 1) }, origin: random.pick(Self.origins)))
    }
  }

  private mutating func integer() -> Int64 {
    random.chance(50) ? random.pick(Self.integers) : Int64.random(in: .min ... .max, using: &random)
  }

  private mutating func exact() -> Exact { Exact(significand: integer(), scale: UInt8(random.below(19))) }

  private mutating func currency() -> Currency {
    random.pick([.unknown, .company, .unnamed(ofRecord: 123), Currency("EUR") ?? .unknown, Currency("aaa") ?? .unknown])
  }
}
