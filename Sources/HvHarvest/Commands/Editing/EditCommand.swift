import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

import class HvValues.Origin

/// `… | edit`: records as a sheet in the person's editor, whose changes become a plan.
struct EditCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "edit",
      "Opens the records that flow in as a sheet in $EDITOR; what was changed there is shown, agreed to and sent.",
      input: .required, buffering: .holdsAll, gives: "what the server answers, one a record",
      examples: [])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard host.allows(site), let input = site.input else { return nil }
    guard case .record(let record) = input.item, let kind = record.kind,
      let resource = Catalog.resource(ofKind: kind),
      let update = Catalog.endpoints(of: resource.name).first(where: {
        $0.action == .update && $0.variantOf == nil
      })
    else {
      site.error(
        "E0212",
        "`edit` needs records of Harvest that can be changed, this is \(input.item.phrase)",
        at: site.wordRange,
        "not here", help: ["for example  time_entries this week | edit"])
      return nil
    }
    let (host, range) = (host, site.range)
    var stage = PlannedStage(
      "edit", at: site.range, Flow(.record(record), many: true), buffering: .holdsAll,
      reads: .everything
    ) { upstream, frame, _ in
      let run = frame.run
      return AnswersStage {
        var records: [Record] = []
        for case .record(let record) in try await upstream?.drain() ?? [] { records.append(record) }
        guard !records.isEmpty else { return ([], nil) }
        return try await EditRun(kind: kind, update: update, host: host, run: run, range: range)
          .edit(records)
      }
    }
    stage.hasEffects = true
    return stage
  }
}

/// One sheet, from the editor to the plan.
struct EditRun {
  let kind: String
  let update: Endpoint
  let host: HarvestHost
  let run: Run
  let range: SourceRange

  func edit(_ records: [Record]) async throws -> (values: [Value], failure: (any Error)?) {
    let sheet = EditSheet(kind: kind, records, update.body)
    var text = sheet.text
    let untouched = text
    while true {
      guard let edited = host.editText(text) else {
        throw Diagnostic(
          "E0421", "no editor could be run", at: range, "here",
          help: ["EDITOR or VISUAL names one, and hv has to run at a terminal"], exit: .failed)
      }
      if edited + "\n" == untouched || edited == untouched { return ([], nil) }
      do {
        return try await send(try await writes(sheet.changes(in: edited), sheet))
      } catch let fault as EditSheet.Fault {
        // Saved again as it was, it is given up.
        if edited + "\n" == text || edited == text {
          throw Diagnostic(
            "E0421", "line \(fault.line): \(fault.message)", at: range, "given up", exit: .failed)
        }
        text = Self.noting(fault, in: edited)
      }
    }
  }

  /// The text with a fault above the line that it is about.
  private static func noting(_ fault: EditSheet.Fault, in text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .filter {
        !$0.hasPrefix("# ! ")
      }
    let before = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(
      max(0, fault.line - 1)
    ).filter {
      $0.hasPrefix("# ! ")
    }.count
    let place = min(lines.count, max(0, fault.line - 1 - before))
    lines.insert("# ! \(fault.message)", at: place)
    return lines.joined(separator: "\n") + "\n"
  }

  private func send(_ writes: [PlannedWrite]) async throws -> (
    values: [Value], failure: (any Error)?
  ) {
    guard !writes.isEmpty else { return ([], nil) }
    let batch = WriteBatch(command: run.statement, [], isBulk: true)
    return try await host.apply(batch, writes, as: "edit", run: run, at: range)
  }

  private func writes(_ changes: [EditSheet.Change], _ sheet: EditSheet) async throws
    -> [PlannedWrite]
  {
    var spelling = FieldSpelling(host: host)
    if kind == "time_entry", let mode = try await locating(range, { try await host.timerMode() }) {
      spelling.uses24Hours = mode.uses24Hours
    }
    let endpoints = Catalog.endpoints(of: update.resource)
    var writes: [PlannedWrite] = []
    for change in changes {
      do { writes.append(try await write(change.kind, sheet, endpoints, spelling)) } catch let diagnostic as Diagnostic
        where ["E0421", "E0305", "E0306"].contains(diagnostic.code)
      {
        // The person mends it where it stands.
        throw EditSheet.Fault(
          line: change.line, message: ([diagnostic.message] + diagnostic.help.prefix(1)).joined(separator: "; "))
      }
    }
    return writes
  }

  private func write(
    _ change: EditSheet.Change.Kind, _ sheet: EditSheet, _ endpoints: [Endpoint], _ spelling: FieldSpelling
  ) async throws -> PlannedWrite {
    switch change {
    case .update(let place, let cells):
      return try write(update, sheet.records[place], try await fields(cells, sheet, spelling))
    case .delete(let place):
      guard let delete = endpoints.first(where: { $0.action == .delete }) else {
        throw Diagnostic("E0421", "the API deletes no \(kind.words) records", at: range, "here", exit: .failed)
      }
      return try write(delete, sheet.records[place], [])
    case .create(let like, let cells):
      guard let create = endpoints.first(where: { $0.action == .create && $0.variantOf == nil }) else {
        throw Diagnostic("E0421", "the API makes no \(kind.words) records", at: range, "here", exit: .failed)
      }
      let given = try await fields(cells, sheet, spelling)
      var pairs: [(String, Value)] = []
      for field in create.body where field.fixed == nil && field.type != .file {
        if let typed = given.first(where: { $0.0 == field.name }) {
          pairs.append(typed)
        } else if let like, let value = FieldState.value(field.name, in: sheet.records[like]), !value.isNull {
          pairs.append((field.name, try await spelled(field.spelled(value), field, spelling)))
        } else if field.required {
          throw Diagnostic("E0421", "a new \(kind.words) needs `\(field.word)`", at: range, "here", exit: .failed)
        }
      }
      return try write(create, nil, pairs, parent: like.map { sheet.records[$0] })
    }
  }

  private func fields(
    _ cells: [(column: Int, text: String)], _ sheet: EditSheet, _ spelling: FieldSpelling
  ) async throws
    -> [(String, Value)]
  {
    var pairs: [(String, Value)] = []
    for cell in cells {
      guard let field = sheet.columns[cell.column].field else { continue }
      let value: Value =
        cell.text.isEmpty ? (field.type == .string ? .string("") : .null) : .string(cell.text)
      pairs.append((field.name, try await spelled(value, field, spelling)))
    }
    return pairs
  }

  private func spelled(_ value: Value, _ field: BodyField, _ spelling: FieldSpelling) async throws
    -> Value
  {
    do { return try await locating(range) { try await spelling.spell(value, as: field) } } catch let
      fault as FieldFault
    {
      throw Diagnostic("E0421", fault.message, at: range, "nothing was written", exit: .failed)
    }
  }

  private func write(
    _ endpoint: Endpoint, _ record: Record?, _ pairs: [(String, Value)], parent: Record? = nil
  ) throws -> PlannedWrite {
    let command = WriteCommand(
      name: endpoint.verb, endpoint: endpoint,
      subject: record == nil ? .nothing : .record(kind: kind), host: host)
    var path = endpoint.path
    if let record { path = endpoint.path(try command.ids(of: record, at: range)) }
    if record == nil, let parent, !endpoint.pathParameters.isEmpty {
      path = endpoint.path(
        Array(
          try WriteCommand(name: "", endpoint: update, subject: .record(kind: kind), host: host)
            .ids(of: parent, at: range).dropLast()))
    }
    let asked = Record(pairs: pairs)
    let intent = WriteIntent(
      operation: endpoint.operation, method: endpoint.method.written, path: path,
      body: endpoint.body.isEmpty ? .none : Reversal.body(asked), bucket: endpoint.bucket.name,
      kind: kind,
      recordID: record?.id,
      label: record.map(WriteLabel.of) ?? WriteLabel.ofNew(kind, pairs, below: nil),
      before: record, asked: asked)
    return PlannedWrite(
      name: endpoint.verb, range: range, intent: intent, endpoint: endpoint, record: record,
      parents: record?.origin?.parents ?? [], pairs: pairs)
  }
}
