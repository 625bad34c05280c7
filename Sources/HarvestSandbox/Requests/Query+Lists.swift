/// Parameters with several values.
extension Query {
  /// Ids between commas.
  /// - Throws: 422 unless all are whole numbers.
  func ids(_ name: String) throws(Refusal) -> [Int64]? {
    guard let text = text(name) else { return nil }
    var ids: [Int64] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let id = Int64(part) else { throw .invalid(name) }
      ids.append(id)
    }
    return ids
  }
}
