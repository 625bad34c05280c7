import HvValues
import Testing

@testable import HvCodecs

@Suite("Rows in little room")
struct PackedRowsTests {
  @Test("random rows come out as they went in, whole and by column, in any order", arguments: 0..<20)
  func random(seed: Int) throws {
    var json = RandomJSON(random: Seeded(UInt64(5000 + seed)), duplicates: seed % 4 == 0)
    var store = RowStore()
    var packed = 0
    for _ in 0..<20 {
      let text = "[" + json.rows().joined(separator: ",") + "]"
      let page = try JSONPage(array: bytes(text))
      let selection =
        json.random.chance(50)
        ? nil : (0..<page.count).shuffled(using: &json.random).prefix(5).map { Int32($0) }
      let batch = Batch(page, selection: selection)
      let kept = store.pack(batch)
      if kept.source is PackedRows { packed += 1 }
      #expect(kept.values.map(HvCodecsTests.json) == batch.values.map(HvCodecsTests.json), "\(text)")
      for path in JSONRandomTests.paths.filter({ _ in json.random.chance(8) }) {
        let (theirs, ours) = (page.column(path).picking(selection), kept.source.column(path).picking(kept.selection))
        #expect(
          ours.values.map(HvCodecsTests.json) == theirs.values.map(HvCodecsTests.json), "\(path) of \(text)")
      }
    }
    #expect(packed > 0)
  }

  @Test("amounts have the currency of their own row, where the same text stands in rows of several")
  func currencies() throws {
    let item = RowSchema(origin: nil, fields: [.init("price", .money(currency: FieldPath("client.currency")))])
    let schema = RowSchema(
      origin: Origin(kind: "invoice"),
      fields: [
        .init("amount", .money(currency: FieldPath("client.currency"))), .init("items", .list(.record(item))),
        .init("plain", .money(currency: FieldPath("code"))),
      ])
    let row = { (client: String, code: String) in
      #"{"items":[{"price":1.5}],"amount":2,"plain":3,"client":\#(client),"code":\#(code)}"#
    }
    let euro = #"{"id":1,"currency":"EUR"}"#
    let rows = [
      row(euro, "\"CHF\""), row(#"{"id":2,"currency":"USD"}"#, "null"), row(#"{"id":3}"#, "5"), row("null", "\"EUR\""),
      row(euro, "\"USD\""), #"{"amount":2,"items":[{"price":1.5}]}"#,
    ]
    let page = try JSONPage(array: bytes("[" + rows.joined(separator: ",") + "]"), schema: schema)
    var store = RowStore()
    let kept = store.pack(Batch(page))
    #expect(kept.source is PackedRows)
    for (ours, theirs) in zip(kept.values, Batch(page).values) {
      // The text of money has no currency; equality has.
      #expect(ours == theirs)
      guard case .record(let record) = ours else { continue }
      #expect(record.origin?.kind == "invoice")
    }
    for path in ["amount", "plain", "items"].map({ FieldPath($0) }) {
      #expect(Array(kept.source.column(path).values) == Array(page.column(path).values), "\(path)")
    }
  }

  @Test("what many rows share is decoded once, and kept once")
  func sharing() throws {
    let client = #"{"id":1,"name":"a client with a name that takes room"}"#
    let text = (1...50).map { #"{"id":\#($0),"client":\#(client)}"# }.joined(separator: "\n")
    var store = RowStore()
    let kept = store.pack(Batch(try JSONPage(ndjson: bytes(text))))
    let clients = kept.source.column(FieldPath("client")).values.compactMap { value -> Record? in
      if case .record(let record) = value { record } else { nil }
    }
    #expect(clients.count == 50)
    #expect(clients.allSatisfy { $0 === clients[0] })
  }

  @Test("rows that are no records, or have a key twice, stay on their page", arguments: ["[1]", #"[{"a":1,"a":2}]"#])
  func others(text: String) throws {
    let page = try JSONPage(array: bytes(text))
    var store = RowStore()
    #expect(store.pack(Batch(page)).source === page)
  }
}
