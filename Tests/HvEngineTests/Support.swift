import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// A world with one list of things, and nothing of Harvest.
final class ThingHost: Host {
  /// Five things, in pages of two, and how many pages were asked for.
  static let things = """
    {"id": 1, "name": "Ash", "is_active": true, "hours": 2.50, "on": "2024-01-05", "owner": {"id": 7, "name": "Kim"}, "tags": ["a", "b"]}
    {"id": 2, "name": "Birch", "is_active": false, "hours": 0.1, "on": "2024-01-15", "owner": {"id": 8, "name": "Lee"}, "tags": []}
    {"id": 3, "name": "cedar", "is_active": true, "hours": null, "on": "2024-02-01", "owner": null, "tags": ["c"]}
    {"id": 4, "name": "Elm", "is_active": true, "hours": 0.2, "on": "2024-02-29", "owner": {"id": 7, "name": "Kim"}, "tags": ["a"]}
    {"id": 5, "name": "Fir", "is_active": false, "hours": 8, "on": "2024-03-01", "owner": {"id": 8, "name": "Lee"}, "tags": null}
    """

  static let owner = RecordType(
    kind: "person", isReference: true, fields: [.init("id", .number), .init("name", .string)])
  static let type = RecordType(
    kind: "thing",
    fields: [
      .init("id", .number), .init("name", .string), .init("is_active", .bool), .init("hours", .number),
      .init("on", .day),
      .init("owner", .record(owner)), .init("tags", .list(.string)),
    ])
  private static let schema = RowSchema(
    origin: Origin(kind: "thing"),
    fields: [
      .init("on", .day),
      .init("owner", .record(RowSchema(origin: Origin(kind: "person", isReference: true), fields: []))),
    ])

  /// What the command `given` gives, and the error that comes after it.
  private let given: [Batch]
  private let failure: Diagnostic?

  init(files: any FileAccess = NoFiles(), given: [Batch] = [], failure: Diagnostic? = nil) {
    self.files = files
    self.given = given
    self.failure = failure
  }

  func command(_ name: String) -> (any Command)? {
    switch name {
    case "things": Things()
    case "given": Given(batches: given, failure: failure)
    default: nil
    }
  }
  var commandNames: [String] { ["things", "given"] }
  func kind(_ name: String) -> Kind? {
    switch name {
    case "thing": Kind(name: "thing", collection: "things", type: Self.type, relations: [:])
    case "person": Kind(name: "person", collection: nil, type: Self.owner, relations: [:])
    default: nil
    }
  }
  func hasNames(_ kind: String) -> Bool { kind == "person" }
  func id(of name: String, kind: String, at range: SourceRange) async throws -> Int64 {
    switch name {
    case "Kim": return 7
    case "Lee": return 8
    default: throw NameFault(name: name, kind: kind, reason: .unknown(alike: [])).diagnostic(at: range)
    }
  }
  let settings = Settings()
  let files: any FileAccess

  struct Things: Command {
    let signature = Signature("things", "Five things.", input: .none, examples: [])
    func plan(_ site: CallSite) -> PlannedStage? {
      PlannedStage("things", at: site.range, Flow(.record(ThingHost.type), many: true)) { _, _, needed in
        let lines = ThingHost.things.split(separator: "\n").map(String.init)
        let pages = [lines[0...1], lines[2...3], lines[4...4]].map { Array($0.joined(separator: "\n").utf8) }
        var batches: [Batch] = []
        for page in pages {
          var reader = NDJSONReader(schema: ThingHost.schema, project: needed.all ? [] : Array(needed.paths))
          for batch in [try? reader.read(page), try? reader.finish()] { if let batch { batches.append(batch) } }
        }
        return BatchStage(batches)
      }
    }
  }
}

extension ThingHost {
  /// `given`: batches as a test makes them.
  private struct Given: Command {
    let batches: [Batch]
    let failure: Diagnostic?
    let signature = Signature("given", "Rows of a test.", input: .none, examples: [])

    func plan(_ site: CallSite) -> PlannedStage? {
      let (batches, failure) = (batches, failure)
      return PlannedStage("given", at: site.range, Flow(.any, many: true)) { _, _, _ in
        let rows = BatchStage(batches)
        return ClosureStage { demand in
          if let batch = try await rows.next(demand) { return batch }
          if let failure { throw failure }
          return nil
        }
      }
    }
  }
}

/// What a program writes as NDJSON, and what is reported.
func evaluate(
  _ text: String, _ host: ThingHost = ThingHost()
) async -> (output: [String], diagnostics: [Diagnostic]) {
  let clock = Clock(
    today: Day(year: 2024, month: 2, day: 29) ?? Day(daysSinceEpoch: 0), now: Instant(seconds: 1_709_200_000))
  let session = Session(host: host, clock: clock)
  let (program, diagnostics) = session.check(SourceText(name: "test", text))
  guard let program else { return ([], diagnostics) }
  let printed = Lines()
  let run = Run(host: host, clock: clock) { printed.add($0) }
  do {
    try await session.run(program, run) { step, stage, _ in
      guard case .output(let plan) = step, let stage else { return }
      var writer = NDJSONWriter()
      while let batch = try await stage.next(.max) {
        var bytes: [UInt8] = []
        if !plan.isSilent { try writer.write(batch, to: &bytes) }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { printed.add(String(line)) }
      }
    }
  } catch let error as Diagnostic { return (printed.all, diagnostics + [error]) } catch {
    return (printed.all, diagnostics + [Diagnostic("E0500", "\(error)")])
  }
  return (printed.all, diagnostics)
}
