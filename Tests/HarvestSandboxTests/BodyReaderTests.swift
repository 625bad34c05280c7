import HvValues
import Testing

@testable import HarvestSandbox

/// The typed readers of a body, and what PATCH makes of its fields.
struct BodyReaderTests {
  private enum Mode: String { case net30 = "net 30", custom }

  private static let body = Body([
    "null": .null, "blank": .text(" "), "empty": .text(""), "text": .text("x"), "yes": .flag(true), "no": .text("0"),
    "seven": .number(7), "half": .number(5, 1), "seven_text": .text("7"), "half_text": .text("0.5"),
    "whole": .number(700, 2), "day": .text("2026-01-31"), "short_day": .text("20260131"),
    "moment": .text("2026-01-31T23:30:00-02:00"), "time": .text("2:30pm"), "mode": .text("net 30"),
    "ids": .list([.number(1), .text("2")]), "mixed": .list([.number(1), .object([:])]), "object": .object(["a": .null]),
    "objects": .list([.object(["a": .null])]), "file": .file(UploadedFile(name: "f", contentType: "t", bytes: [])),
    "huge": .text("1e400"), "no_day": .text("2026-02-30"),
  ])

  /// Reads a field with each reader and says what came of it: nil where the reader refuses the type.
  @Test(
    arguments: [
      ("text", ["text: x"]), ("yes", ["flag: true"]), ("no", ["text: 0", "id: 0", "number: 0", "flag: false"]),
      ("seven", ["id: 7", "number: 7"]), ("half", ["number: 0.5"]), ("seven_text", ["text: 7", "id: 7", "number: 7"]),
      ("half_text", ["text: 0.5", "number: 0.5"]), ("whole", ["id: 7", "number: 7.00"]),
      ("day", ["text: 2026-01-31", "day: 2026-01-31", "instant: 2026-01-31T00:00:00Z"]),
      (
        "short_day",
        ["text: 20260131", "id: 20260131", "number: 20260131", "day: 2026-01-31", "instant: 2026-01-31T00:00:00Z"]
      ),
      ("moment", ["text: 2026-01-31T23:30:00-02:00", "day: 2026-02-01", "instant: 2026-02-01T01:30:00Z"]),
      ("time", ["text: 2:30pm", "time: 14:30"]), ("mode", ["text: net 30", "choice: net30"]),
      ("ids", ["list: 2", "ids: [1, 2]"]), ("mixed", ["list: 2"]), ("object", ["object: a"]),
      ("objects", ["list: 1", "objects: 1"]), ("file", ["file: f"]), ("huge", ["text: 1e400"]),
      ("no_day", ["text: 2026-02-30"]),
    ])
  func types(name: String, accepted: [String]) {
    let body = Self.body
    let readers: [(String, () throws -> String?)] = [
      ("text", { try body.optionalText(name) }),
      ("id", { try body.optionalID(name).map { "\($0)" } }),
      ("number", { try body.optionalNumber(name).map { "\($0)" } }),
      ("flag", { try body.optionalFlag(name).map { "\($0)" } }),
      ("day", { try body.optionalDay(name).map { "\($0)" } }),
      ("instant", { try body.optionalInstant(name).map { "\($0)" } }),
      ("time", { try body.optionalTime(name).map { "\($0)" } }),
      ("choice", { try body.optionalChoice(name, Mode.self).map { "\($0)" } }),
      ("list", { try body.optionalList(name).map { "\($0.count)" } }),
      ("ids", { try body.optionalIDs(name).map { "\($0)" } }),
      ("objects", { try body.optionalObjects(name).map { "\($0.count)" } }),
      ("object", { try body.optionalObject(name).map { $0.names.joined() } }),
      ("file", { try body.optionalFile(name)?.name }),
    ]
    var results: [String] = []
    for (type, read) in readers {
      let refused = refusal { results.append("\(type): \(try read() ?? "nil")") }
      #expect(refused == nil || refused == Refused(422, "Invalid \(name) parameter"))
    }
    #expect(results == accepted)
  }

  @Test func lists() throws {
    let body = Body([
      "emails": .list([.text("a"), .text("b")]), "mixed": .list([.text("a"), .null]), "none": .list([]),
    ])
    #expect(try body.optionalTexts("emails") == ["a", "b"])
    #expect(try body.optionalTexts("none") == [])
    #expect(refusal { try body.optionalTexts("mixed") } == Refused(422, "Invalid mixed parameter"))
  }

  @Test(arguments: ["absent", "null", "blank", "empty"])
  func required(name: String) throws {
    let body = Self.body
    let required = Refused(422, "\(name) is required")
    #expect(refusal { try body.text(name) } == required)
    #expect(refusal { try body.id(name) } == required)
    #expect(refusal { try body.day(name) } == required)
    #expect(refusal { try body.number(name) } == required)
    #expect(refusal { try body.flag(name) } == required)
    #expect(refusal { try body.choice(name, Mode.self) } == required)
    #expect(try body.optionalID(name) == nil)
    #expect(try body.optionalObjects(name) == nil)
  }

  @Test func requiredValues() throws {
    let body = Self.body
    #expect(try body.text("text") == "x")
    #expect(try body.id("seven") == 7)
    #expect(try body.day("day").description == "2026-01-31")
    #expect(try body.number("half").description == "0.5")
    #expect(try body.flag("no") == false)
    #expect(try body.choice("mode", Mode.self) == .net30)
    #expect(refusal { try body.text("seven") } == Refused(422, "Invalid seven parameter"))
    #expect(refusal { try body.id("half") } == Refused(422, "Invalid half parameter"))
  }

  /// Blank text clears a note, where other types take it for null.
  @Test func blankText() throws {
    #expect(try Self.body.optionalText("empty") == "")
    #expect(try Self.body.optionalText("null") == nil)
    #expect(try Self.body.optionalText("absent") == nil)
  }

  /// A row with a place of each type.
  private struct Row: Equatable {
    var name = "a"
    var notes: String? = "n"
    var active = false
    var shown: Bool? = false
    var units = Exact(1)
    var rate: Exact? = Exact(1)
    var spent = Day.earliest
    var ends: Day? = .earliest
    var client: Int64 = 1
    var parent: Int64? = 1
    var mode = Mode.custom
    var term: Mode? = .custom

    mutating func change(_ body: Body) throws(Refusal) {
      try body.set("name", &name)
      try body.set("notes", &notes)
      try body.set("active", &active)
      try body.set("shown", &shown)
      try body.set("units", &units)
      try body.set("rate", &rate)
      try body.set("spent", &spent)
      try body.set("ends", &ends)
      try body.set("client", &client)
      try body.set("parent", &parent)
      try body.set("mode", &mode)
      try body.set("term", &term)
    }
  }

  @Test func absentFieldsChangeNothing() throws {
    var row = Row()
    try row.change(Body(["other": .null]))
    #expect(row == Row())
  }

  @Test func valuesAreSet() throws {
    var row = Row()
    try row.change(
      Body([
        "name": .text(""), "notes": .text(""), "active": .flag(true), "shown": .text("1"), "units": .number(25, 1),
        "rate": .text("9.99"), "spent": .text("2026-01-31"), "ends": .text("20260201"), "client": .number(7),
        "parent": .text("8"), "mode": .text("net 30"), "term": .text("net 30"),
      ]))
    let expected = Row(
      name: "", notes: "", active: true, shown: true, units: Exact(significand: 25, scale: 1),
      rate: Exact(significand: 999, scale: 2), spent: try #require(Day("2026-01-31")),
      ends: Day("2026-02-01"), client: 7, parent: 8, mode: .net30, term: .net30)
    #expect(row == expected)
  }

  @Test func nullEmptiesWhatMayBeEmpty() throws {
    var row = Row()
    try row.change(
      Body(["notes": .null, "shown": .null, "rate": .null, "ends": .text(""), "parent": .null, "term": .null]))
    #expect(row == Row(notes: nil, shown: nil, rate: nil, ends: nil, parent: nil, term: nil))
  }

  @Test(arguments: ["name", "active", "units", "spent", "client", "mode"])
  func nullIsRefusedElsewhere(name: String) {
    #expect(refusal { try changed(name, .null) } == Refused(422, "\(name) is required"))
  }

  @Test(
    arguments: [
      "name", "notes", "active", "shown", "units", "rate", "spent", "ends", "client", "parent", "mode", "term",
    ])
  func wrongTypesAreRefused(name: String) {
    #expect(refusal { try changed(name, .list([])) } == Refused(422, "Invalid \(name) parameter"))
  }

  private func changed(_ name: String, _ value: BodyValue) throws(Refusal) -> Row {
    var row = Row()
    try row.change(Body([name: value]))
    return row
  }
}
