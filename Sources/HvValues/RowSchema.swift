/// The type that a field is declared to have, from which a reader makes the right value of a JSON token.
public indirect enum ValueType: Sendable {
  /// Whatever the text holds.
  case any
  case bool
  case number
  /// A number whose currency stands at this path of the root record; nil where no field tells it.
  case money(currency: FieldPath?)
  /// A number of a currency that is known before.
  case moneyOf(Currency)
  case string
  case day
  case time
  case instant
  case list(ValueType)
  case record(RowSchema)
}

/// The declared fields of one kind of record. Fields that are not declared are read as they come.
public final class RowSchema: Sendable {
  public struct Field: Sendable {
    public let name: String
    public let type: ValueType
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }
  /// Given to the records that are read with it.
  public let origin: Origin?
  public let fields: [Field]
  private let types: [String: ValueType]

  public init(origin: Origin?, fields: [Field]) {
    self.origin = origin
    self.fields = fields
    self.types = Dictionary(fields.map { ($0.name, $0.type) }, uniquingKeysWith: { _, later in later })
  }

  /// The declared type of a field, nil where it is not declared.
  public func type(_ name: String) -> ValueType? { types[name] }

  /// The declared type at the end of a path, nil where a step is not declared.
  public func type(at path: FieldPath) -> ValueType? {
    var current = ValueType.record(self)
    for name in path.names {
      guard case .record(let schema) = current, let next = schema.type(name) else { return nil }
      current = next
    }
    return current
  }

  /// The same fields for records of another origin (other parents).
  public func with(origin: Origin?) -> RowSchema { RowSchema(origin: origin, fields: fields) }
}
