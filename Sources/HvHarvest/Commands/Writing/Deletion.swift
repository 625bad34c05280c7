import HvEngine
import HvValues
import class HvValues.Shape

/// The row that tells of a deletion, in the place of the record that is gone.
enum Deletion {
  static let type = RecordType(fields: [
    .init("kind", .string), .init("id", .number), .init("name", .string), .init("deleted", .bool),
  ])
  private static let shape = Shape(["kind", "id", "name", "deleted"])

  /// - Parameter isDone: false in a dry run.
  static func row(_ record: Record, isDone: Bool) -> Value {
    var name = Value.null
    for key in ["name", "number", "first_name", "description", "subject"] {
      if case .string(let text)? = record[key] {
        name = .string(text)
        break
      }
    }
    return .record(
      Record(shape, [.string(record.origin?.kind ?? "record"), record["id"] ?? .null, name, .bool(isDone)]))
  }
}
