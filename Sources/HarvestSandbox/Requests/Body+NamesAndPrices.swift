import HvValues

/// Fields that many kinds of rows have.
extension Body {
  /// Sets a name if the body has one, which must not be blank.
  func setName(_ name: String, _ place: inout String) throws(Refusal) {
    if has(name) { place = try text(name) }
  }

  /// What one hour or unit costs, rounded to so many decimals; nil when absent or null.
  /// - Throws: 422 for negative amounts and what is no number.
  func optionalPrice(_ name: String, decimals: Int) throws(Refusal) -> Exact? {
    guard let price = try optionalNumber(name) else { return nil }
    guard !price.isNegative, let rounded = try? price.rounded(to: decimals, .halfUp) else { throw .invalid(name) }
    return rounded
  }
}
