import CScan
import HvValues
import Synchronization

/// The text that packed rows of one schema share.
///
/// Thread-safe: rows are packed by one stage while others may be decoded.
final class PackedShelf: Sendable {
  /// A sequence of keys that rows have.
  struct Layout {
    let keys: [KeyTree.ID]
    let shape: Shape
    /// What is written before each value: `{"id":`, `,"name":`.
    let texts: [[UInt8]]

    init(_ keys: [KeyTree.ID], _ tree: KeyTree) {
      self.keys = keys
      let names = keys.map { tree.facts[Int($0)].name }
      shape = Shape(names)
      texts = names.enumerated().map { place, name in
        var text: [UInt8] = [place == 0 ? Byte.openBrace : Byte.comma]
        JSONEncoding.append(string: name, to: &text)
        text.append(Byte.colon)
        return text
      }
    }
  }

  struct Contents {
    /// The text of the fields, each with a line end after it.
    var text: [UInt8] = []
    var layouts: [Layout] = []
    var layoutPlaces: [[KeyTree.ID]: Int] = [:]
    var memory: RowParser.Memory
    fileprivate var known = KnownTexts()
    fileprivate var containers: ContiguousArray<DecodedContainer> = []
  }

  /// That of the rows, from which their fields have their types.
  let schema: RowSchema?
  private let contents: Mutex<Contents>

  init(_ schema: RowSchema?) {
    self.schema = schema
    contents = Mutex(Contents(memory: RowParser.Memory(schema.map(ValueType.record) ?? .any)))
  }

  /// Roughly how many bytes it takes.
  var size: Int { contents.withLock { $0.text.count + $0.known.size } }

  /// What comes next goes on another one, because a long text takes twice its room while it grows.
  var isFull: Bool { contents.withLock { $0.text.count > 6 << 20 } }

  /// Runs a walk over the bytes of a page with what the shelf knows of rows.
  func filling<Result: Sendable>(
    from bytes: [UInt8], _ body: (inout RowParser, inout Contents) -> Result
  ) -> Result {
    contents.withLock { contents in
      bytes.withUnsafeBufferPointer { buffer in
        contents.memory.tree.forgetPlaces(below: KeyTree.root)
        var parser = RowParser(JSONCursor(UnsafeRawBufferPointer(buffer)), RowParser.Memory())
        swap(&parser.memory, &contents.memory)
        defer { swap(&parser.memory, &contents.memory) }
        return body(&parser, &contents)
      }
    }
  }

  /// Decodes from the shelf's own text.
  func reading<Result: Sendable>(_ body: (inout PackedReader) -> Result) -> Result {
    contents.withLock { contents in
      var text: [UInt8] = []
      swap(&text, &contents.text)
      defer { swap(&text, &contents.text) }
      return text.withUnsafeBufferPointer { buffer in
        var reader = PackedReader(
          parser: RowParser(JSONCursor(UnsafeRawBufferPointer(buffer)), RowParser.Memory()),
          layouts: contents.layouts)
        swap(&reader.parser.memory, &contents.memory)
        swap(&reader.containers, &contents.containers)
        defer {
          swap(&reader.parser.memory, &contents.memory)
          swap(&reader.containers, &contents.containers)
        }
        return body(&reader)
      }
    }
  }
}

extension PackedShelf.Contents {
  /// More text than a place can tell.
  private static let maximumText = Int(UInt32.max)

  /// The place of a text, which is added where it is not there yet; nil where there is no room.
  mutating func place(of range: Range<Int>, in cursor: JSONCursor, _ field: KeyTree.ID) -> UInt32? {
    guard text.count + range.count + 1 < Self.maximumText else { return nil }
    let bytes = cursor.bytes(range)
    if let place = known.place(of: bytes, cursor, range, in: text, field) { return place }
    let place = UInt32(text.count)
    text.append(contentsOf: bytes)
    text.append(Byte.newline)
    known.add(place, field)
    return place
  }

  /// The place of a layout in `layouts`, made where it is new; nil where a key comes twice.
  mutating func layout(_ keys: [KeyTree.ID], _ tree: KeyTree) -> Int? {
    if let known = layoutPlaces[keys] { return known }
    guard Set(keys).count == keys.count, layouts.count < UInt16.max else { return nil }
    layouts.append(PackedShelf.Layout(keys, tree))
    layoutPlaces[keys] = layouts.count - 1
    return layouts.count - 1
  }
}

/// Finds texts that came before, with a table in which a later text takes the place of an earlier one.
private struct KnownTexts {
  private struct Entry {
    var place: UInt32 = 0
    var length: UInt32 = 0
  }
  /// Of the texts of one field: how many were looked up, and found.
  private struct Rate {
    var asked = 0
    var found = 0
  }
  /// The sizes of the table, as powers of two: the next one comes when half of it was written. There may be thousands
  /// of shelves with a few rows.
  private static let bits = [8, 12, 16]
  /// After so many texts, those of a field of which fewer than a quarter came before are not looked up any more: an id,
  /// the time of a change.
  private static let trial = 512
  /// Longer texts always are: a record of which there are some thousands takes its time to come again.
  private static let short = 32

  private var entries: ContiguousArray<Entry> = []
  private var added = 0
  private var rates: ContiguousArray<Rate> = []
  /// Where the text that was not found goes.
  private var slot = -1
  private var length = 0

  mutating func place(
    of bytes: UnsafeRawBufferPointer, _ cursor: JSONCursor, _ range: Range<Int>, in text: [UInt8], _ field: KeyTree.ID
  ) -> UInt32? {
    while rates.count <= Int(field) { rates.append(Rate()) }
    slot = -1
    let rate = rates[Int(field)]
    if bytes.count <= Self.short, rate.asked >= Self.trial, rate.found < rate.asked / 4 { return nil }
    rates[Int(field)].asked += 1
    grow()
    length = bytes.count
    slot = Int(
      truncatingIfNeeded: Self.hash(cursor, range, field) >> (UInt64.bitWidth - entries.count.trailingZeroBitCount))
    let entry = entries[slot]
    guard Int(entry.length) == length, Self.stands(bytes, at: Int(entry.place), in: text) else { return nil }
    rates[Int(field)].found += 1
    return entry.place
  }

  mutating func add(_ place: UInt32, _ field: KeyTree.ID) {
    guard slot >= 0, length <= Int(UInt32.max) else { return }
    entries[slot] = Entry(place: place, length: UInt32(length))
    added += 1
  }

  /// How many bytes the table takes.
  var size: Int { entries.count * MemoryLayout<Entry>.stride }

  /// Makes a larger table where that pays. What the old one knew is forgotten: it comes again, if it does.
  private mutating func grow() {
    guard added >= entries.count / 2, let bits = Self.bits.first(where: { 1 << $0 > entries.count }) else { return }
    entries = ContiguousArray(repeating: Entry(), count: 1 << bits)
    added = 0
  }

  private static func stands(_ bytes: UnsafeRawBufferPointer, at place: Int, in text: [UInt8]) -> Bool {
    text.withUnsafeBytes { text in
      let known = UnsafeRawBufferPointer(rebasing: text[place..<place + bytes.count])
      guard let a = known.baseAddress, let b = bytes.baseAddress else { return true }
      return hv_are_same(a, b, bytes.count) != 0
    }
  }

  private static func hash(_ cursor: JSONCursor, _ range: Range<Int>, _ field: KeyTree.ID) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count) ^ UInt64(truncatingIfNeeded: field) << 32
    var here = range.lowerBound
    while here + 8 <= range.upperBound {
      hash = (hash ^ cursor.word(here)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      here += 8
    }
    while here < range.upperBound {
      hash = (hash ^ UInt64(cursor.byte(here))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      here += 1
    }
    return hash &* 0xC2B2_AE3D_27D4_EB4F
  }
}

/// A record or list that many rows share, decoded.
struct DecodedContainer {
  var place = UInt32.max
  var node = KeyTree.none
  /// Those of the row for which it was decoded: amounts in it may have them.
  var currencies: [Currency] = []
  var value = Value.null
}
