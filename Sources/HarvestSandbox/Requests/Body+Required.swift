import HvValues

/// Fields that must be there: 422 when absent, null or blank, and when of another type.
extension Body {
  func text(_ name: String) throws(Refusal) -> String {
    guard let value = self[name], !value.isBlank else { throw .required(name) }
    guard let text = value.text else { throw .invalid(name) }
    return text
  }

  func id(_ name: String) throws(Refusal) -> Int64 { try required(name, try optionalID(name)) }

  func day(_ name: String) throws(Refusal) -> Day { try required(name, try optionalDay(name)) }

  func number(_ name: String) throws(Refusal) -> Exact { try required(name, try optionalNumber(name)) }

  func flag(_ name: String) throws(Refusal) -> Bool { try required(name, try optionalFlag(name)) }

  func choice<Choice: RawRepresentable<String>>(_ name: String, _ type: Choice.Type) throws(Refusal) -> Choice {
    try required(name, try optionalChoice(name, type))
  }

  private func required<T>(_ name: String, _ value: T?) throws(Refusal) -> T {
    guard let value else { throw .required(name) }
    return value
  }
}
