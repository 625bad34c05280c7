import HarvestCatalog
import HvValues

extension Field {
  /// Where a value is not what the field declares.
  ///
  /// - Parameter mayLack: the whole object is known from others than its maker, so that keys may be missing.
  func problems(_ value: Value?, at path: String, mayLack: Bool) -> [String] {
    guard let value else { return mayLack || evidence != .documented ? [] : ["\(path) is missing"] }
    if value.isNull { return nullable ? [] : ["\(path) is null"] }
    return problems(value, type, path, mayLack)
  }

  private func problems(_ value: Value, _ type: FieldType, _ path: String, _ mayLack: Bool) -> [String] {
    switch (type, value) {
    case (.any, _): return []
    case (.id, .number(let number)), (.integer, .number(let number)):
      return number.integer == nil ? ["\(path) is no whole number: \(number)"] : []
    case (.decimal, .number), (.boolean, .bool), (.string, .string), (.decimalString, .string), (.date, .day),
      (.datetime, .instant), (.time, .time), (.money, .money):
      return []
    case (.choice(let spellings), .string(let text)):
      return spellings.contains(text) ? [] : ["\(path) cannot be “\(text)”"]
    case (.list(let items), .list(let list)):
      return list.elements.flatMap { element in items.flatMap { problems(element, $0, path, mayLack) } }
    case (.object, .record(let record)):
      return Catalog.fields(within: self).flatMap {
        $0.problems(record[$0.name], at: path + "." + $0.name, mayLack: mayLack)
      }
    default:
      return ["\(path) is \(type), this is \(value.typeName): \(value.text)"]
    }
  }
}
