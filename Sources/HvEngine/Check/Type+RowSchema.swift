package import HvValues

extension RecordType {
  /// The fields as the writers know them, so that a column does not depend on which rows came first.
  package var rowSchema: RowSchema { RowSchema(origin: nil, fields: fields.map { .init($0.name, $0.type.valueType) }) }
}

extension Type {
  fileprivate var valueType: ValueType {
    switch self {
    case .bool: .bool
    case .number: .number
    case .money: .money(currency: nil)
    case .string: .string
    case .day: .day
    case .time: .time
    case .instant: .instant
    case .list(let item): .list(item.valueType)
    case .record(let record) where !record.isOpen: .record(record.rowSchema)
    default: .any
    }
  }
}
