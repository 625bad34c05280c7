/// The type that a field is declared to have, from which a reader makes the right value of a JSON token.
public indirect enum ValueType: Sendable {
  /// Whatever the text holds.
  case any
  /// True or false.
  case bool
  /// A plain number, also where it stands in a string, as Harvest sends some decimals.
  case number
  /// A number whose currency stands at this path of the root record; nil where no field tells it.
  case money(currency: FieldPath?)
  /// A number of a currency that is known before.
  case moneyOf(Currency)
  /// A string that stays one, whatever it looks like.
  case string
  /// A date, as `Day` reads it.
  case day
  /// A time of day, as `ClockTime` reads it.
  case time
  /// A timestamp, as `Instant` reads it.
  case instant
  /// A list whose items have this type.
  case list(ValueType)
  /// A record with these fields.
  case record(RowSchema)
}

/// The declared fields of one kind of record. Fields that are not declared are read as they come.
public final class RowSchema: Sendable {
  /// One declared field of a record.
  public struct Field: Sendable {
    /// The key of the field in the record.
    public let name: String
    /// What a reader makes of the value, where that fits; other values are read as they come.
    public let type: ValueType
    /// Declares that the field `name` has this type.
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }
  /// Given to the records that are read with it.
  public let origin: Origin?
  /// The declared fields, in the order they were given.
  public let fields: [Field]
  private let types: [String: ValueType]

  /// Declares the fields of a kind of record; of two with one name, the type of the later one counts.
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
