import HvValues

/// Fields that may be missing: nil when absent or null, 422 when of another type.
///
/// Blank text is null to all but `optionalText`, because form data has no other spelling of null.
extension Body {
  /// Blank text is kept: it clears a note.
  func optionalText(_ name: String) throws(Refusal) -> String? {
    guard let value = self[name], value != .null else { return nil }
    guard let text = value.text else { throw .invalid(name) }
    return text
  }

  func optionalID(_ name: String) throws(Refusal) -> Int64? { try read(name) { $0.id } }

  func optionalDay(_ name: String) throws(Refusal) -> Day? { try read(name) { $0.day } }

  func optionalInstant(_ name: String) throws(Refusal) -> Instant? { try read(name) { $0.instant } }

  func optionalTime(_ name: String) throws(Refusal) -> ClockTime? { try read(name) { $0.time } }

  func optionalNumber(_ name: String) throws(Refusal) -> Exact? { try read(name) { $0.number } }

  func optionalFlag(_ name: String) throws(Refusal) -> Bool? { try read(name) { $0.flag } }

  func optionalChoice<Choice: RawRepresentable<String>>(
    _ name: String, _ type: Choice.Type
  ) throws(Refusal) -> Choice? {
    try read(name) { $0.choice(type) }
  }

  func optionalList(_ name: String) throws(Refusal) -> [BodyValue]? { try read(name) { $0.list } }

  /// A list of ids, all or none.
  func optionalIDs(_ name: String) throws(Refusal) -> [Int64]? { try read(name) { $0.all { $0.id } } }

  /// A list of texts, all or none.
  func optionalTexts(_ name: String) throws(Refusal) -> [String]? { try read(name) { $0.all { $0.text } } }

  /// A list of objects, all or none.
  func optionalObjects(_ name: String) throws(Refusal) -> [Body]? { try read(name) { $0.all { $0.object } } }

  func optionalObject(_ name: String) throws(Refusal) -> Body? { try read(name) { $0.object } }

  func optionalFile(_ name: String) throws(Refusal) -> UploadedFile? { try read(name) { $0.file } }

  private func read<T>(_ name: String, _ convert: (BodyValue) -> T?) throws(Refusal) -> T? {
    guard let value = self[name], !value.isBlank else { return nil }
    guard let converted = convert(value) else { throw .invalid(name) }
    return converted
  }
}
