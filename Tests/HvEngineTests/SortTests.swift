import HvCodecs
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvEngine

/// What is sorted in a scratch file comes out as what is sorted in memory does.
@Suite("Sorting more than memory holds")
struct SortTests {
  private static let programs = [
    "given | sort k | get n", "given | sort -k, s | get n", "given | sort s desc, -d", "given | sort d, k",
    "given | sort n desc | first 3", "given | reverse | sort k", "given | sort s | sort -k | get n",
    "given | extend twice: n * 2 | sort -k, twice desc", "given | select k, s, n | sort s, -k",
    "given | sort k | count", "given | sort k | sum n", "given | group by k | sort -length(rows), k | get length(rows)",
    "given | where k != 2 | sort s | enumerate | last 5",
  ]

  @Test("random rows of mixed sources, in few runs and in many", arguments: [0, 20_000])
  func random(memory: Int) async {
    var random = Numbers(state: UInt64(memory) + 3)
    let batches = (0..<(memory == 0 ? 150 : 30)).map { batch(from: $0 * 10, &random) }
    for program in Self.programs {
      let files = Scratches(sortMemory: memory)
      let outside = await evaluate(program, ThingHost(files: files, given: batches))
      let inside = await evaluate(program, ThingHost(given: batches))
      #expect(inside.output.count > 0 && inside.diagnostics.isEmpty, "\(program): \(inside.diagnostics)")
      #expect(outside.output == inside.output, "\(program)")
      #expect(outside.diagnostics.isEmpty, "\(program): \(outside.diagnostics)")
      // Few rows are wanted, so that they are held alone; of groups there are not many.
      if !program.contains("first") && !program.contains("group") { #expect(files.made > 0, "\(program)") }
      // More than 128 runs take a second pass.
      if memory == 0, program == Self.programs[0] { #expect(files.made == 2) }
    }
  }

  @Test("rows come back as they were: text as text, amounts with their currency, blocks as themselves")
  func rows() async throws {
    let page = try JSONPage(
      ndjson: Array("{\"k\":2,\"x\":1.50,\"x\":1.500}\n{\"k\":1, \"x\" : \"2024-01-05\"}".utf8),
      schema: RowSchema(origin: Origin(kind: "thing"), fields: [.init("x", .day)]))
    let money = Value.money(Money(Exact(significand: 250, scale: 2), Currency("EUR") ?? .unknown))
    let other = Value.record(Record(pairs: [("k", Value(3)), ("x", money)]))
    let host = ThingHost(files: Scratches(sortMemory: 0), given: [Batch(page), Batch([other])])
    #expect(
      await evaluate("given | sort -k", host).output
        == [#"{"k":3,"x":2.50}"#, #"{"k":2,"x":1.50,"x":1.500}"#, #"{"k":1,"x":"2024-01-05"}"#])
    #expect(
      await evaluate("given | sort k | each < x > | first 1 | map it + 1d", host).output == ["\"2024-01-06\""])
    #expect(await evaluate("given | where k == 3 | sort k | map \"{x + x}\"", host).output == ["\"5.00\""])
  }

  @Test("keys without an order are the same error, before the first row, wherever they meet")
  func faults() async {
    func rows(_ pairs: [(Value, Value)]) -> Batch {
      Batch(pairs.enumerated().map { .record(Record(pairs: [("a", $1.0), ("b", $1.1), ("n", Value($0))])) })
    }
    let (one, two, text) = (Value(1), Value(2), Value.string("x"))
    let mixed: [[Batch]] = [
      [rows([(one, one)]), rows([(text, one)])], [rows([(one, one), (text, one)])],
      [rows([(one, one), (two, one)]), rows([(one, two), (two, text)])],
      [rows([(one, .list(ValueList([one])))]), rows([(one, .list(ValueList([one])))])],
    ]
    for batches in mixed {
      let inside = await evaluate("given | sort a, b", ThingHost(given: batches))
      let outside = await evaluate("given | sort a, b", ThingHost(files: Scratches(sortMemory: 0), given: batches))
      #expect(inside.diagnostics.count == 1 && inside.output.isEmpty)
      #expect(outside.diagnostics.map(\.code) == inside.diagnostics.map(\.code))
      #expect(outside.diagnostics.map(\.message) == inside.diagnostics.map(\.message))
      #expect(outside.diagnostics.map { $0.primary?.range } == inside.diagnostics.map { $0.primary?.range })
      #expect(outside.output.isEmpty)
    }
    // The first key tells them apart, so that the second is never asked.
    let apart = [rows([(one, one), (two, text)]), rows([(.null, .list(ValueList([])))])]
    let host = ThingHost(files: Scratches(sortMemory: 0), given: apart)
    #expect(await evaluate("given | sort -a, b | get n", host).output == ["1", "0", "0"])
  }

  @Test("what ended the input early is told after its rows, and what the file says at once")
  func failures() async {
    let batches = (0..<5).map { Batch([Value(4 - $0)]) }
    let partial = Diagnostic("E0407", "the rest may not be read", exit: .partial)
    let some = await evaluate(
      "given | sort", ThingHost(files: Scratches(sortMemory: 0), given: batches, failure: partial))
    #expect(some.output == ["0", "1", "2", "3", "4"])
    #expect(some.diagnostics.map(\.code) == ["E0407"])
    let full = await evaluate("given | sort", ThingHost(files: Scratches(sortMemory: 0, room: 8), given: batches))
    #expect(full.output.isEmpty && full.diagnostics.map(\.code) == ["E0517"])
    let damaged = await evaluate(
      "given | sort", ThingHost(files: Scratches(sortMemory: 0, isDamaged: true), given: batches))
    #expect(damaged.output.isEmpty && damaged.diagnostics.map(\.code) == ["E0517"])
    // Without files everything stays in memory.
    let alone = await evaluate("given | sort", ThingHost(files: Scratches(sortMemory: 0, room: nil), given: batches))
    #expect(alone.output == ["0", "1", "2", "3", "4"])
  }

  /// Ten rows: of a page, packed or not, computed, or values; keys that many share, some of them null.
  private func batch(from first: Int, _ random: inout Numbers) -> Batch {
    let rows = (first..<first + 10).map { number in
      (n: number, k: random.below(5), s: ["", "a", "A", "Zoë", "zz"][random.below(5)], d: random.below(3))
    }
    let (byText, kind) = (random.below(2) == 0, random.below(3))
    let text = rows.map { row in
      let s = kind == 0 && row.s == "" ? "" : "\"s\":\"\(row.s)\","
      return "{\"n\":\(row.n),\(s)\"k\":\(row.k == 4 ? "null" : "\(row.k).0"),\"d\":\"2024-01-0\(row.d + 1)\"}"
    }
    if byText, let page = try? JSONPage(ndjson: Array(text.joined(separator: "\n").utf8), schema: Self.schemas[kind]) {
      return Batch(page, selection: random.below(3) == 0 ? [7, 2, 5] : nil)
    }
    let columns = [
      rows.map { Value($0.n) }, rows.map { .string($0.s) }, rows.map { $0.k == 4 ? .null : Value($0.k) },
      rows.map { Day(year: 2024, month: 1, day: $0.d + 1).map(Value.day) ?? .null },
    ]
    let shape = Shape(["n", "s", "k", "d"])
    return kind == 0
      ? Batch(ComputedRows(shape, columns.map { Column(ContiguousArray($0)) }, count: rows.count))
      : Batch(rows.indices.map { row in .record(Record(shape, columns.map { $0[row] })) })
  }

  private static let schemas = [
    RowSchema(origin: Origin(kind: "thing"), fields: [.init("d", .day)]),
    RowSchema(origin: Origin(kind: "thing", parents: [.init(kind: "x", id: 1)]), fields: [.init("d", .day)]),
    RowSchema(origin: nil, fields: [.init("d", .day)]),
  ]
}

/// Scratch files in memory.
private final class Scratches: FileAccess {
  let sortMemory: Int
  /// How many bytes go into one; nil where there are none.
  private let room: Int?
  private let isDamaged: Bool
  private let count = Mutex(0)

  init(sortMemory: Int, room: Int? = .max, isDamaged: Bool = false) {
    self.sortMemory = sortMemory
    self.room = room
    self.isDamaged = isDamaged
  }

  /// How many were made.
  var made: Int { count.withLock { $0 } }

  func scratch() -> (any ScratchFile)? {
    guard let room else { return nil }
    count.withLock { $0 += 1 }
    return Scratch(room, isDamaged)
  }

  private final class Scratch: ScratchFile {
    private let room: Int
    private let isDamaged: Bool
    private var bytes: [UInt8] = []

    init(_ room: Int, _ isDamaged: Bool) {
      self.room = room
      self.isDamaged = isDamaged
    }

    func append(_ more: [UInt8]) throws -> Int64 {
      guard bytes.count + more.count <= room else { throw Diagnostic("E0517", "no room", exit: .failed) }
      defer { bytes += more }
      return Int64(bytes.count)
    }

    func read(at place: Int64, count: Int) -> [UInt8] {
      isDamaged ? [UInt8](repeating: 0xFF, count: count) : Array(bytes[Int(place)..<Int(place) + count])
    }
  }
}
