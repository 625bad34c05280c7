import HarvestCatalog
import HvEngine
import HvValues
import class HvValues.Origin

/// The catalog's objects as the engine's types and as the readers' schemas.
enum Schemas {
  /// Embedded objects are followed this deep; the API's own objects need three.
  private static let maximumDepth = 6

  static func type(of schema: ObjectSchema) -> RecordType {
    RecordType(kind: schema.name, fields: schema.fields.map { field($0, depth: 0) })
  }

  private static func field(_ field: Field, depth: Int) -> RecordType.Field {
    let choices: [String] = if case .choice(let spellings) = field.type { spellings } else { [] }
    return RecordType.Field(field.name, type(of: field, depth: depth), note: field.note, choices: choices)
  }

  private static func type(of field: Field, depth: Int) -> Type { type(of: field.type, field, depth) }

  private static func type(of type: FieldType, _ field: Field, _ depth: Int) -> Type {
    switch type {
    case .id, .integer, .decimal: return .number
    case .boolean: return .bool
    case .string, .choice, .decimalString, .file: return .string
    case .date: return .day
    case .datetime: return .instant
    case .time: return .time
    case .money: return .money
    case .any: return .any
    case .list(let items): return .list(items.first.map { self.type(of: $0, field, depth) } ?? .any)
    case .object(let kind):
      guard depth < maximumDepth, let fields = fields(of: kind, in: field) else { return .record(.unknown) }
      return .record(
        RecordType(
          kind: field.reference ?? kind, isReference: field.reference != nil,
          fields: fields.map { self.field($0, depth: depth + 1) }))
    }
  }

  /// The fields that an object has in this place.
  private static func fields(of kind: String, in field: Field) -> [Field]? {
    field.embedded.isEmpty ? Catalog.schema(kind)?.fields : field.embedded
  }

  /// How rows of a kind are read, as records that know their parents.
  static func rows(of kind: String, parents: [Origin.Parent] = []) -> RowSchema? {
    guard let schema = Catalog.schema(kind) else { return nil }
    return RowSchema(
      origin: Origin(kind: kind, parents: parents),
      fields: schema.fields.map { .init($0.name, valueType(of: $0.type, $0, parents.last, depth: 0)) })
  }

  private static func valueType(of type: FieldType, _ field: Field, _ parent: Origin.Parent?, depth: Int) -> ValueType {
    switch type {
    case .id, .integer, .decimal: return .number
    case .boolean: return .bool
    case .string, .choice, .decimalString, .file: return .string
    case .date: return .day
    case .datetime: return .instant
    case .time: return .time
    case .money(.path(let path)): return .money(currency: FieldPath(path))
    // Of a part of a record, that record is what is read; else it is the one on the way to this one.
    case .money(.parent(let path)) where depth > 0: return .money(currency: FieldPath(path))
    case .money(.parent): return parent.map { .moneyOf($0.currency) } ?? .money(currency: nil)
    case .money(.company): return .moneyOf(.company)
    case .money(.unknown): return .money(currency: nil)
    case .any: return .any
    case .list(let items): return .list(items.first.map { valueType(of: $0, field, parent, depth: depth) } ?? .any)
    case .object(let kind):
      guard depth < maximumDepth, let fields = fields(of: kind, in: field) else { return .any }
      return .record(
        RowSchema(
          origin: Origin(kind: field.reference ?? kind, isReference: field.reference != nil),
          fields: fields.map { .init($0.name, valueType(of: $0.type, $0, parent, depth: depth + 1)) }))
    }
  }
}

extension Record {
  /// That of its amounts, where it tells it.
  var currency: Currency? {
    guard case .string(let code)? = self["currency"] else { return nil }
    return Currency(code)
  }
}
