extension Value {
  /// `item in self`: whether a range or a list holds an item; false where either is null.
  ///
  /// An end that a range lacks is open. A timestamp is in a range of dates when its day in UTC is; items of a list are
  /// compared by `equals`. Faults: neither range nor list (`in` does not search strings), types without an order.
  public func contains(_ item: Value) throws(ValueFault) -> Bool {
    if item.isNull || isNull { return false }
    switch self {
    case .range(let range):
      do throws(ValueFault) {
        if let lower = range.lower {
          guard let order = try lower.compared(to: item), order != .greater else { return false }
        }
        if let upper = range.upper {
          guard let order = try upper.compared(to: item), order != .less else { return false }
        }
        return true
      } catch {
        guard case .types = error.code else { throw ValueFault(error.code, .contain) }
        throw ValueFault(.types(item.typeName, typeName), .contain)
      }
    case .list(let list): return list.elements.contains { $0.equals(item) }
    default: throw ValueFault(.types(item.typeName, typeName), .contain)
    }
  }
}
