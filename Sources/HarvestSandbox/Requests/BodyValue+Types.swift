import HvValues

/// What a value is to a reader that wants one type; nil where it is of another.
extension BodyValue {
  /// Null, or the blank text by which form data says so; a reader of text asks only for null.
  var isBlank: Bool {
    switch self {
    case .null: true
    case .text(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }

  var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  var id: Int64? {
    switch self {
    case .number(let number): number.integer
    case .text(let text): Int64(text)
    default: nil
    }
  }

  var number: Exact? {
    switch self {
    case .number(let number): number
    case .text(let text): Exact(text)
    default: nil
    }
  }

  var flag: Bool? {
    switch self {
    case .flag(let flag): flag
    case .text("true"), .text("1"): true
    case .text("false"), .text("0"): false
    default: nil
    }
  }

  /// A date in either spelling, or the UTC day of a datetime.
  var day: Day? { text.flatMap { Day($0) ?? Instant($0)?.day } }

  /// A datetime, or the first moment of a date in UTC.
  var instant: Instant? {
    text.flatMap { text in Instant(text) ?? Day(text).flatMap { Instant(day: $0, secondsOfDay: 0) } }
  }

  /// `14:30` or `2:30pm`.
  var time: ClockTime? { text.flatMap { ClockTime($0) } }

  var list: [BodyValue]? {
    guard case .list(let list) = self else { return nil }
    return list
  }

  var object: Body? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  var file: UploadedFile? {
    guard case .file(let file) = self else { return nil }
    return file
  }

  func choice<Choice: RawRepresentable<String>>(_ type: Choice.Type) -> Choice? {
    text.flatMap { Choice(rawValue: $0) }
  }

  /// A list whose values are all of one type.
  func all<Element>(_ convert: (BodyValue) -> Element?) -> [Element]? {
    guard let list else { return nil }
    var elements: [Element] = []
    for value in list {
      guard let element = convert(value) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
