import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// Writes that are kept instead of sent: what `plan` gives and `apply` takes.
///
/// As a value it is a record of plain values, so that a file of it can be read by people and changed by programs:
///
///     {"hv_plan": 1, "plan": "5e…", "made_at": …, "server": …, "account": …, "command": …, "writes": [
///       {"operation": "updateTimeEntry", "method": "PATCH", "path": "/time_entries/5", "kind": "time_entry", "id": 5,
///        "record": "time_entry 5, …", "changes": {"notes": {"from": "", "to": "…"}}, "asked": {"notes": "…"},
///        "body": {"notes": "…"}, "before": {…}}]}
struct WritePlan: Sendable {
  /// What `apply` knows it by, so that it is carried out once.
  var name: String
  var madeAt: Instant
  var server: String
  var account: String
  var command: String
  var intents: [WriteIntent]
  var leftOut: [WriteBatch.LeftOut]

  init(_ batch: WriteBatch, _ client: HarvestClient, at now: Instant) {
    let half = { String(UInt64.random(in: .min ... .max), radix: 16) }
    name = half() + half()
    // By the server's clock where it is known: it is compared with the times of its records.
    madeAt = client.serverTime.map { Instant(seconds: $0) } ?? now
    server = client.baseURL.description
    account = client.accountID ?? ""
    command = batch.command
    intents = batch.intents
    leftOut = batch.leftOut
  }

  /// - Throws: `FieldFault` for a write that cannot be kept: that of a file.
  func value() throws -> Value {
    let writes: [Value] = try intents.map { intent in
      var body = Value.null
      switch intent.body {
      case .none: break
      case .json(let bytes): body = (try? JSONReader.value(bytes)) ?? .null
      case .multipart:
        throw FieldFault(message: "a file that is sent cannot be kept in a plan: \(intent.label)")
      }
      let changes = FieldState.changes(intent).map { change in
        (
          change.field,
          Value.record(Record(pairs: [("from", change.old ?? .null), ("to", change.new)]))
        )
      }
      var pairs: [(String, Value)] = [
        ("operation", .string(intent.operation)), ("method", .string(intent.method.rawValue)),
        ("path", .string(intent.path)), ("kind", intent.kind.map { .string($0) } ?? .null),
        ("id", intent.recordID.map { .number(Exact($0)) } ?? .null),
        ("record", .string(intent.label)),
        ("changes", .record(Record(pairs: changes))), ("asked", .record(intent.asked)),
        ("body", body),
        ("before", intent.before.map { .record($0) } ?? .null),
      ]
      if !intent.query.isEmpty {
        pairs.append(("query", .record(Record(pairs: intent.query.map { ($0.0, .string($0.1)) }))))
      }
      return .record(Record(pairs: pairs))
    }
    return .record(
      Record(pairs: [
        ("hv_plan", .number(Exact(1))), ("plan", .string(name)), ("made_at", .instant(madeAt)),
        ("server", .string(server)), ("account", .string(account)), ("command", .string(command)),
        ("writes", .list(ValueList(writes))),
        (
          "left_out",
          .list(
            ValueList(
              leftOut.map {
                .record(
                  Record(pairs: [("record", .string($0.label)), ("reason", .string($0.reason))]))
              }))
        ),
      ]))
  }

  /// Reads what `plan` made.
  ///
  /// - Throws: `FieldFault` where it is no such thing.
  init(_ value: Value) throws {
    func fault(_ what: String) -> FieldFault {
      FieldFault(message: "this is no plan of hv: \(what)")
    }
    guard case .record(let record) = value, record["hv_plan"]?.text == "1" else {
      throw fault("it has no `hv_plan: 1`")
    }
    func text(_ key: String) throws -> String {
      guard let value = record[key], !value.isNull else { throw fault("`\(key)` is missing") }
      return value.text
    }
    name = try text("plan")
    guard let made = Instant(try text("made_at")) else { throw fault("`made_at` is no timestamp") }
    madeAt = made
    server = try text("server")
    account = try record["account"].map { $0.text } ?? text("account")
    command = try text("command")
    leftOut = []
    guard case .list(let writes)? = record["writes"] else { throw fault("`writes` is missing") }
    intents = try writes.elements.enumerated().map { place, value in
      guard case .record(let write) = value,
        let method = write["method"].flatMap({ WriteIntent.Method(rawValue: $0.text) }),
        let operation = write["operation"]?.text, let path = write["path"]?.text,
        path.hasPrefix("/"),
        case .record(let asked)? = write["asked"]
      else { throw fault("write \(place + 1) is not whole") }
      if operation != "raw", let endpoint = Catalog.endpoint(operation),
        endpoint.method.rawValue != method.rawValue
      {
        throw fault("write \(place + 1) is no `\(operation)`")
      }
      if operation != "raw" {
        guard let endpoint = Catalog.endpoint(operation), endpoint.fits(path) else {
          throw fault("write \(place + 1) is no `\(operation)` of \(Diagnostic.clipped(path))")
        }
      }
      var body = WriteIntent.Body.none
      if let content = write["body"], !content.isNull {
        var bytes: [UInt8] = []
        var encoding = JSONEncoding()
        do { try encoding.append(content, to: &bytes) } catch {
          throw fault("the body of write \(place + 1)")
        }
        body = .json(bytes)
      }
      var query: [(String, String)] = []
      if case .record(let given)? = write["query"] {
        query = given.pairs.map { ($0.key, $0.value.text) }
      }
      let before: Record? = if case .record(let record)? = write["before"] { record } else { nil }
      let id: Int64? = if case .number(let number)? = write["id"] { number.integer } else { nil }
      return WriteIntent(
        operation: operation, method: method, path: path, query: query, body: body,
        bucket: path.hasPrefix("/reports/") ? .reports : .general,
        kind: write["kind"].flatMap { $0.isNull ? nil : $0.text }, recordID: id,
        label: write["record"]?.text ?? path,
        before: before, asked: asked)
    }
  }
}
