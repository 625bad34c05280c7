import HvValues

/// The decoded query parameters of a request; of two with the same name the last one counts.
struct Query {
  private let values: [String: String]

  init(_ text: Substring) {
    var values: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      values[PercentCoding.decode(name)] = PercentCoding.decode(pair.dropFirst(name.count).dropFirst())
    }
    self.values = values
  }

  /// The names present, in alphabetical order.
  var names: [String] { values.keys.sorted() }

  func text(_ name: String) -> String? { values[name] }

  /// - Throws: 422 unless the value is a whole number.
  func id(_ name: String) throws(Refusal) -> Int64? {
    guard let text = values[name] else { return nil }
    guard let id = Int64(text) else { throw .invalid(name) }
    return id
  }

  /// - Throws: 422 unless the value is `true` or `false`.
  func flag(_ name: String) throws(Refusal) -> Bool? {
    switch values[name] {
    case nil: nil
    case "true": true
    case "false": false
    default: throw .invalid(name)
    }
  }

  /// - Throws: 422 unless the value is one of the cases' spellings.
  func choice<Choice: RawRepresentable<String>>(_ name: String, _ type: Choice.Type) throws(Refusal) -> Choice? {
    guard let text = values[name] else { return nil }
    guard let choice = Choice(rawValue: text) else { throw .invalid(name) }
    return choice
  }

  /// A date in either spelling, or the UTC day of a datetime.
  /// - Throws: 422 for anything else.
  func day(_ name: String) throws(Refusal) -> Day? {
    guard let text = values[name] else { return nil }
    guard let day = Day(text) ?? Instant(text)?.day else { throw .invalid(name) }
    return day
  }

  /// A datetime, or the first moment of a date in UTC.
  /// - Throws: 422 for anything else.
  func instant(_ name: String) throws(Refusal) -> Instant? {
    guard let text = values[name] else { return nil }
    guard let instant = Instant(text) ?? Day(text).flatMap({ Instant(day: $0, secondsOfDay: 0) }) else {
      throw .invalid(name)
    }
    return instant
  }
}
