import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

import class HvValues.Origin

/// One write that is ready: what would be sent, and what its answer means.
struct PlannedWrite: Sendable {
  /// The command, as it is typed.
  let name: String
  let range: SourceRange
  var intent: WriteIntent
  /// Nil for a request that was written out.
  let endpoint: Endpoint?
  /// The record that flowed in.
  var record: Record?
  /// What the answer's records stand below.
  var parents: [Origin.Parent] = []
  /// The fields as they were asked for, before those that change nothing were left out.
  var pairs: [(String, Value)] = []

  /// The records of an answer.
  func answer(_ bytes: [UInt8]) throws -> [Value] {
    guard let endpoint else { return bytes.isEmpty ? [] : [try decoded(bytes, nil)] }
    switch endpoint.answer {
    case .empty: return record.map { [Deletion.row($0, isDone: true)] } ?? []
    case .object(let kind): return [try decoded(bytes, Schemas.rows(of: kind, parents: parents))]
    case .list(let kind, let key):
      guard case .record(let whole) = try decoded(bytes, nil), case .list(let list)? = whole[key]
      else { return [] }
      return list.elements.map { $0.from(Origin(kind: kind, parents: parents)) }
    }
  }

  private func decoded(_ bytes: [UInt8], _ schema: RowSchema?) throws -> Value {
    do { return try JSONReader.value(bytes, schema: schema) } catch {
      throw Diagnostic(
        "E0401", "the change was made, but its answer is no JSON: \(error)", at: range,
        "this request", exit: .failed)
    }
  }

  /// What a dry run hands on: the record as it would be, with null where only the server knows.
  var planned: [Value] {
    guard let endpoint else { return [] }
    switch endpoint.answer {
    case .empty: return record.map { [Deletion.row($0, isDone: false)] } ?? []
    case .list: return []
    case .object(let kind):
      guard let schema = Catalog.schema(kind) else { return [] }
      let changed = record.flatMap { $0.origin?.kind == kind ? $0 : nil }
      var fields: [(String, Value)] =
        changed.map { $0.pairs.map { ($0.key, $0.value) } }
        ?? schema.fields.map { ($0.name, .null) }
      for (name, value) in pairs {
        let own = name.hasSuffix("_id") ? String(name.dropLast(3)) : name
        guard let place = fields.firstIndex(where: { $0.0 == name || $0.0 == own }) else {
          continue
        }
        fields[place].1 =
          fields[place].0 == name
          ? value
          : .record(
            Record(
              pairs: [("id", value), ("name", .null)], origin: Origin(kind: own, isReference: true))
          )
      }
      return [.record(Record(pairs: fields, origin: Origin(kind: kind, parents: parents)))]
    }
  }
}
