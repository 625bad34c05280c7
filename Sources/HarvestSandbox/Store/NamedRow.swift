/// A row whose name no other row of its table has.
protocol NamedRow: StoredRow {
  var name: String { get }
}

extension Client: NamedRow {}
extension HarvestTask: NamedRow {}
extension ExpenseCategory: NamedRow {}
extension ItemCategory: NamedRow {}
extension Role: NamedRow {}

extension Table where Row: NamedRow {
  /// Archived rows keep their names, deleted ones give them up; capitals make no difference.
  /// - Throws: 422 when another row has the name already.
  func requireFreeName(of row: Row) throws(Refusal) {
    let name = row.name.lowercased()
    if contains(where: { $0.id != row.id && $0.name.lowercased() == name }) {
      throw .unprocessable("Name has already been taken")
    }
  }
}
