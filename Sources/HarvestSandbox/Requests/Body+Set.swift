import HvValues

/// Changes of a row, as PATCH means them: an absent field leaves the place alone and a value sets it.
///
/// Null empties a place that may be empty and is refused for others (422), as is a value of another type. Blank text
/// is a value to a text and null to all others; a place that must not be blank is read with `text` instead.
extension Body {
  func set(_ name: String, _ place: inout String) throws(Refusal) { try put(name, try optionalText(name), &place) }
  func set(_ name: String, _ place: inout String?) throws(Refusal) { try put(name, try optionalText(name), &place) }

  func set(_ name: String, _ place: inout Int64) throws(Refusal) { try put(name, try optionalID(name), &place) }
  func set(_ name: String, _ place: inout Int64?) throws(Refusal) { try put(name, try optionalID(name), &place) }

  func set(_ name: String, _ place: inout Bool) throws(Refusal) { try put(name, try optionalFlag(name), &place) }
  func set(_ name: String, _ place: inout Bool?) throws(Refusal) { try put(name, try optionalFlag(name), &place) }

  func set(_ name: String, _ place: inout Exact) throws(Refusal) { try put(name, try optionalNumber(name), &place) }
  func set(_ name: String, _ place: inout Exact?) throws(Refusal) { try put(name, try optionalNumber(name), &place) }

  func set(_ name: String, _ place: inout Day) throws(Refusal) { try put(name, try optionalDay(name), &place) }
  func set(_ name: String, _ place: inout Day?) throws(Refusal) { try put(name, try optionalDay(name), &place) }

  func set<Choice: RawRepresentable<String>>(_ name: String, _ place: inout Choice) throws(Refusal) {
    try put(name, try optionalChoice(name, Choice.self), &place)
  }

  func set<Choice: RawRepresentable<String>>(_ name: String, _ place: inout Choice?) throws(Refusal) {
    try put(name, try optionalChoice(name, Choice.self), &place)
  }

  private func put<T>(_ name: String, _ value: T?, _ place: inout T) throws(Refusal) {
    guard has(name) else { return }
    guard let value else { throw .required(name) }
    place = value
  }

  private func put<T>(_ name: String, _ value: T?, _ place: inout T?) throws(Refusal) {
    if has(name) { place = value }
  }
}
