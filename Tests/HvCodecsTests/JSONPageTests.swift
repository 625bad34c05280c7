import HvValues
import Testing

@testable import HvCodecs

@Suite("A page of rows")
struct JSONPageTests {
  static let reference = RowSchema(
    origin: Origin(kind: "client", isReference: true), fields: [.init("id", .number), .init("name", .string)])
  static let item = RowSchema(origin: nil, fields: [.init("price", .money(currency: FieldPath("client.currency")))])
  static let schema = RowSchema(
    origin: Origin(kind: "time_entry"),
    fields: [
      .init("spent_date", .day), .init("created_at", .instant), .init("started_time", .time), .init("hours", .number),
      .init("billable", .bool), .init("billable_rate", .money(currency: FieldPath("client.currency"))),
      .init("cost_rate", .money(currency: nil)), .init("client", .record(reference)),
      .init("items", .list(.record(item))),
    ])

  static let answer = #"""
    {"time_entries":[
      {"id":1,"spent_date":"2024-01-15","hours":2.50,"billable_rate":100.0,"cost_rate":50,"started_time":"3:00pm",
       "created_at":"2024-01-15T09:00:00Z","client":{"id":7,"name":"Acme","currency":"EUR"},"billable":true,
       "items":[{"price":1.5},{"price":null}],"new":[1]},
      {"id":2,"spent_date":"soon","hours":"1.25","billable_rate":null,"client":null,"billable":"yes","created_at":5}
    ],"per_page":100,"links":{"next":null},"total_entries":2}
    """#

  func page(project: [FieldPath] = []) throws -> JSONPage {
    try JSONPage(bytes: bytes(Self.answer), collection: "time_entries", schema: Self.schema, project: project)
  }

  @Test("rows, and what stands beside them")
  func envelope() throws {
    let page = try page()
    #expect(page.count == 2)
    #expect(json(.record(page.envelope)) == #"{"per_page":100,"links":{"next":null},"total_entries":2}"#)
    #expect(String(decoding: page.rawRow(1), as: UTF8.self).hasPrefix(#"{"id":2,"spent_date":"soon""#))
  }

  @Test("fields have their declared types")
  func types() throws {
    guard case .record(let row) = try page().row(0), case .record(let client)? = row["client"] else {
      Issue.record("no record")
      return
    }
    #expect(row["spent_date"] == Day("2024-01-15").map(Value.day))
    #expect(row["created_at"] == Instant("2024-01-15T09:00:00Z").map(Value.instant))
    #expect(row["started_time"] == ClockTime("15:00").map(Value.time))
    #expect(row["hours"]?.text == "2.50")
    #expect(row["billable_rate"] == .money(Money(Exact(100), Currency("EUR") ?? .unknown)))
    #expect(row["cost_rate"] == .money(Money(Exact(50), .unknown)))
    #expect(row.origin?.kind == "time_entry")
    #expect(client.origin?.isReference == true)
    // Inside of a list the currency is still that of the root.
    guard case .list(let items)? = row["items"], case .record(let item)? = items.elements.first else {
      Issue.record("no items")
      return
    }
    #expect(item["price"] == .money(Money(Exact(significand: 15, scale: 1), Currency("EUR") ?? .unknown)))
  }

  @Test("what does not fit its type is kept as it is")
  func misfits() throws {
    #expect(
      json(try page().row(1))
        == #"{"id":2,"spent_date":"soon","hours":1.25,"billable_rate":null,"client":null,"billable":"yes","created_at":5}"#
    )
  }

  static let paths = [
    "", "id", "client", "client.name", "client.currency", "billable_rate", "items", "items.price", "new", "none",
    "id.x",
  ]

  @Test("a column is the field of each row, however it was asked for")
  func columns() throws {
    let paths = Self.paths.map { FieldPath($0) }
    let asked = try page()
    let prepared = try page()
    prepared.prepare(paths)
    let projected = try page(project: paths)
    for path in paths {
      let expected = (0..<2).map { json(ValueRows([asked.row($0)]).column(path).values[0]) }
      for page in [asked, prepared, projected] { #expect(page.column(path).values.map(json) == expected, "\(path)") }
    }
    #expect(asked.column(FieldPath("id")) === asked.column(FieldPath("id")))
  }

  @Test("the list may come last, twice, empty, or not at all")
  func shapes() throws {
    func count(_ text: String) throws -> Int {
      let page = try JSONPage(bytes: bytes(text), collection: "tasks", project: [FieldPath("id")])
      #expect(page.column(FieldPath("id")).values.count == page.count)
      return page.count
    }
    #expect(try count(#"{"page":1,"tasks":[{"id":1}]}"#) == 1)
    #expect(try count(#"{"tasks":[{"id":1},{"id":2}],"tasks":[{"id":3}]}"#) == 1)
    #expect(try count(#"{"tasks":[]}"#) == 0)
    #expect(try count(#"{"tasks":[1,null,"x",{"id":1}]}"#) == 4)
    for text in ["{}", #"{"tasks":null}"#, #"{"tasks":{}}"#, "[]", "", #"{"tasks":[]} x"#, #"{"tasks":[{]}"#] {
      #expect(throws: JSONFault.self, "\(text)") { try count(text) }
    }
  }

  @Test("one row a line: blank lines are none, and a row ends with its line")
  func lines() throws {
    let page = try JSONPage(ndjson: bytes("{\"a\":1}\n\n  \r\n[2]\r\n3"))
    #expect((0..<page.count).map { json(page.row($0)) } == [#"{"a":1}"#, "[2]", "3"])
    for text in ["{\"a\":1} {\"a\":2}", "{\"a\":\n1}", "1 2", "{\"a\":1}\n{", "1,2"] {
      #expect(throws: JSONFault.self, "\(text)") { try JSONPage(ndjson: bytes(text)) }
    }
  }

  @Test("objects that are maps with ever new keys cost no more than their text")
  func maps() throws {
    let rows = (0..<300).map { row in
      "{" + (0..<40).map { "\"key\(row * 40 + $0)\":{\"v\":\($0)}" }.joined(separator: ",") + ",\"id\":\(row)}"
    }
    let page = try JSONPage(
      ndjson: bytes(rows.joined(separator: "\n")), project: [FieldPath("id"), FieldPath("key11999.v")])
    #expect(page.column(FieldPath("id")).values.map(\.text) == (0..<300).map { String($0) })
    #expect(page.column(FieldPath("key11999.v")).values.last.map(json) == "39")
    #expect(json(page.row(299)) == rows[299])
  }

  @Test("several tasks may read one page")
  func concurrency() async throws {
    let rows = (0..<500).map {
      "{\"id\":\($0),\"name\":\"a name of more than fifteen bytes \($0 % 7)\",\"n\":{\"x\":\($0)}}"
    }
    let page = try JSONPage(ndjson: bytes(rows.joined(separator: "\n")))
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let columns = ["id", "name", "n.x"].map { page.column(FieldPath($0)).values }
          let same = (0..<page.count).filter { json(page.row($0)) == rows[$0] && columns[0][$0] == columns[2][$0] }
          return same.count
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sums == 2000)
  }
}
