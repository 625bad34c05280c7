import Foundation
import HvValues
import Testing

@testable import HvCodecs

@Suite("Random JSON")
struct JSONRandomTests {
  static let paths = RandomJSON.keys.flatMap { outer in
    [[decoded(outer)]] + RandomJSON.keys.map { [decoded(outer), decoded($0)] }
  }.map { FieldPath($0) }

  /// The name that a key of the generator stands for.
  static func decoded(_ key: String) -> String {
    guard case .string(let name)? = try? read("\"\(key)\"") else { return key }
    return name
  }

  @Test("a column is the field of each row", arguments: 0..<20)
  func columns(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(seed)), duplicates: true)
    for _ in 0..<10 {
      let text = "[" + json.rows().joined(separator: ",") + "]"
      let asked = try JSONPage(array: bytes(text))
      let wanted = Self.paths.filter { _ in json.random.chance(8) } + (json.random.chance(5) ? [FieldPath([])] : [])
      let projected = try JSONPage(array: bytes(text), project: wanted)
      let prepared = try JSONPage(array: bytes(text))
      prepared.prepare(wanted)
      let rows = ValueRows((0..<asked.count).map(asked.row))
      for path in wanted {
        let expected = rows.column(path).values.map(HvCodecsTests.json)
        for page in [asked, projected, prepared] {
          #expect(page.column(path).values.map(HvCodecsTests.json) == expected, "\(path) of \(text)")
        }
      }
    }
  }

  @Test("Foundation reads the same", arguments: 0..<20)
  func foundation(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(1000 + seed)))
    for _ in 0..<10 {
      let text = "[" + json.rows().joined(separator: ",") + "]"
      let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8))
      #expect(isSame(try read(text), theirs), "\(text)")
      let page = try JSONPage(array: bytes(text))
      #expect(isSame(.list(ValueList((0..<page.count).map(page.row))), theirs), "\(text)")
    }
  }

  private func isSame(_ ours: Value, _ theirs: Any) -> Bool {
    switch ours {
    case .null: return theirs is NSNull
    case .bool(let flag): return theirs as? Bool == flag
    case .number, .numeral:
      // Foundation turns a decimal number into a Double less exactly than the standard library does.
      guard let number = (theirs as? NSNumber)?.doubleValue, let own = Double(ours.text) else { return false }
      return abs(number - own) <= abs(own) * 1e-12
    case .string(let text): return theirs as? String == text
    case .list(let list):
      guard let elements = theirs as? [Any], elements.count == list.elements.count else { return false }
      return zip(list.elements, elements).allSatisfy(isSame)
    case .record(let record):
      guard let members = theirs as? [String: Any], members.count == record.values.count else { return false }
      return record.pairs.allSatisfy { pair in members[pair.key].map { isSame(pair.value, $0) } ?? false }
    default: return false
    }
  }

  @Test("on damaged text, checking, projecting and decoding agree, and nothing traps", arguments: 0..<30)
  func damaged(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(2000 + seed)), duplicates: true)
    var refused = 0
    for _ in 0..<40 {
      var text = bytes("[" + json.rows().joined(separator: ",") + "]")
      for _ in 0...json.random.below(2) {
        guard !text.isEmpty else { break }
        let place = json.random.below(text.count)
        switch json.random.below(4) {
        case 0: text.remove(at: place)
        case 1: text[place] = UInt8(truncatingIfNeeded: json.random.next())
        case 2: text.insert(json.random.pick(bytes("{}[]\",:0\\u \n")), at: place)
        default: text.removeLast(text.count - place)
        }
      }
      let wanted = Self.paths.filter { _ in json.random.chance(5) }
      let isRead = (try? JSONReader.value(text)).map { if case .list = $0 { true } else { false } } ?? false
      let isChecked = (try? JSONPage(array: text)) != nil
      let isProjected = (try? JSONPage(array: text, project: wanted)) != nil
      #expect(isRead == isChecked && isChecked == isProjected, "\(String(decoding: text, as: UTF8.self))")
      if !isRead { refused += 1 }
    }
    #expect(refused > 0)
  }
}

@Suite("Rows written without decoding them")
struct TranscodingTests {
  @Test("the text is what encoding would write, from a page and from a shelf", arguments: 0..<30)
  func random(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(7000 + seed)))
    let client = RowSchema(origin: nil, fields: [.init("id", .day), .init("name", .time), .init("hours", .instant)])
    let schema = RowSchema(
      origin: nil,
      fields: [
        .init("hours", .number), .init("notes", .time), .init("id", .money(currency: nil)), .init("name", .day),
        .init("é", .instant), .init("client", .list(.record(client))), .init("a longer key", .record(client)),
      ])
    var store = RowStore()
    for round in 0..<20 {
      let text = "[" + json.rows().joined(separator: ",") + "]"
      let page = try JSONPage(array: bytes(text), schema: round % 2 == 0 ? schema : nil)
      for source in [page, store.pack(Batch(page)).source] {
        for index in 0..<source.count {
          var out: [UInt8] = []
          #expect((source as? any TextRows)?.appendText(index, to: &out) == true)
          #expect(
            String(decoding: out, as: UTF8.self) == HvCodecsTests.json(page.row(index)), "row \(index) of \(text)")
        }
      }
    }
  }

  @Test(
    "what encoding writes in another way is written so",
    arguments: [
      (#"{ "a" : [ 1 , {"b": "x y"} ] }"#, #"{"a":[1,{"b":"x y"}]}"#),
      (#"{"\u0061":"\u00e9\/\n\u0001"}"#, #"{"a":"é/\n\u0001"}"#),
      ("{\"a\":\"\u{7F}\u{85}ä\"}", #"{"a":"\u007f\u0085ä"}"#),
      (
        #"{"t":"3:00pm","u":"2024-01-15T09:00:00+02:00","n":"1.50","d":"2024-01-15"}"#,
        #"{"t":"15:00","u":"2024-01-15T07:00:00Z","n":1.50,"d":"2024-01-15"}"#
      ),
      (
        #"{"a":1.0,"b":-0,"c":1E5,"d":123456789012345678901234567890}"#,
        #"{"a":1.0,"b":-0,"c":1E5,"d":123456789012345678901234567890}"#
      ),
      ("{}", "{}"), ("[ ]", "[]"), ("7", "7"),
    ])
  func unlike(text: String, expected: String) throws {
    let schema = RowSchema(
      origin: nil, fields: [.init("t", .time), .init("u", .instant), .init("n", .number), .init("d", .day)])
    let page = try JSONPage(array: bytes("[" + text + "]"), schema: schema)
    var out: [UInt8] = []
    #expect(page.appendText(0, to: &out))
    #expect(String(decoding: out, as: UTF8.self) == expected)
    #expect(HvCodecsTests.json(page.row(0)) == expected)
  }
}
