import HvValues

/// What a body says about an expense (FACTS section 10).
struct ExpenseBody {
  private let body: Body
  private let caller: Caller

  init(_ call: Call) {
    body = call.body
    caller = call.caller
  }

  /// - Throws: 422 for fields that are missing or wrong, and for work that nothing can be spent on; 403 for somebody
  ///   whose expenses the caller may not see.
  func newExpense(_ store: Store) throws(Refusal) -> Expense {
    let project = try Self.place(of: try body.id("project_id"), in: store.projects, "Project")
    let category = try activeCategory(store)
    let spent = try body.day("spent_date")
    var user = caller.user
    if let id = try body.optionalID("user_id") { user = try Self.place(of: id, in: store.users, "User") }
    let unitPrice = store.expenseCategories[category].unitPrice
    var units = Exact(1)
    let cost: Exact
    if let unitPrice {
      units = try amount("units")
      cost = try Self.cost(units, unitPrice)
    } else {
      cost = try amount("total_cost")
    }
    return Expense(
      id: store.expenses.nextID(), created: store.now, updated: store.now, spent: spent,
      userAssignment: try assignment(of: user, project, store), category: category, units: units, totalCost: cost,
      notes: try body.optionalText("notes"), billable: try body.optionalFlag("billable") ?? true,
      receipt: try body.optionalFile("receipt").map(Receipt.init), approval: .unsubmitted)
  }

  /// Changes what is named; never the user.
  ///
  /// - Parameter isLocked: the project and the category stay as they are, without a word about it (FACTS section 10).
  /// - Throws: as for a new expense.
  func change(_ expense: inout Expense, isLocked: Bool, _ store: Store) throws(Refusal) {
    let oldCategory = expense.category
    if !isLocked {
      try changeProject(of: &expense, store)
      if body.has("expense_category_id"), try body.id("expense_category_id") != id(of: oldCategory, store) {
        expense.category = try activeCategory(store)
      }
    }
    try changeCost(of: &expense, isNew: expense.category != oldCategory, store)
    try body.set("spent_date", &expense.spent)
    try body.set("notes", &expense.notes)
    try body.set("billable", &expense.billable)
    if try body.optionalFlag("delete_receipt") ?? false { expense.receipt = nil }
    if let file = try body.optionalFile("receipt") { expense.receipt = Receipt(file) }
  }

  // MARK: Project and category

  private func changeProject(of expense: inout Expense, _ store: Store) throws(Refusal) {
    guard body.has("project_id") else { return }
    let person = store.userAssignments[expense.userAssignment]
    let project = try Self.place(of: try body.id("project_id"), in: store.projects, "Project")
    if project != person.project { expense.userAssignment = try assignment(of: person.user, project, store) }
  }

  /// The place of the assignment of a user to a project.
  /// - Throws: 403 where the caller may not see the user's work there, 422 unless all three are active.
  private func assignment(of user: Int, _ project: Int, _ store: Store) throws(Refusal) -> Int {
    guard caller.sees(user: user, project: project) else { throw .forbidden }
    guard store.users[user].isActive else { throw .unprocessable("User is archived") }
    guard store.projects[project].isActive else { throw .unprocessable("Project is archived") }
    let assignment = store.userAssignments.firstIndex { $0.user == user && $0.project == project && $0.isActive }
    guard let assignment else { throw .unprocessable("User is not assigned to this project") }
    return assignment
  }

  private func activeCategory(_ store: Store) throws(Refusal) -> Int {
    let place = try Self.place(
      of: try body.id("expense_category_id"), in: store.expenseCategories, "Expense category")
    guard store.expenseCategories[place].isActive else { throw .unprocessable("Expense category is archived") }
    return place
  }

  private func id(of category: Int, _ store: Store) -> Int64 { store.expenseCategories[category].id }

  private static func place<Row>(of id: Int64, in rows: Table<Row>, _ name: String) throws(Refusal) -> Int {
    guard let place = rows.place(of: id) else { throw .unprocessable("\(name) not found") }
    return place
  }

  // MARK: Cost

  /// Units count in a category with a price, costs in one without; what belongs to the other is ignored. What is not
  /// named keeps its cost, also where the category's price is another one since, unless the category changes.
  private func changeCost(of expense: inout Expense, isNew: Bool, _ store: Store) throws(Refusal) {
    if let unitPrice = store.expenseCategories[expense.category].unitPrice {
      guard isNew || body.has("units") else { return }
      if body.has("units") { expense.units = try amount("units") }
      expense.totalCost = try Self.cost(expense.units, unitPrice)
    } else {
      if isNew { expense.units = Exact(1) }
      if body.has("total_cost") { expense.totalCost = try amount("total_cost") }
    }
  }

  private static func cost(_ units: Exact, _ unitPrice: Exact) throws(Refusal) -> Exact {
    guard let cost = try? units.multiplied(by: unitPrice).rounded(to: 2, .halfUp), cost <= limit else {
      throw .unprocessable("The total cost is too large")
    }
    return cost
  }

  /// Units or money, to two decimals.
  private func amount(_ name: String) throws(Refusal) -> Exact {
    let amount = try body.number(name)
    guard !amount.isNegative, amount <= Self.limit, let rounded = try? amount.rounded(to: 2, .halfUp) else {
      throw .unprocessable("Invalid \(name): must be from 0 to \(Self.limit)")
    }
    return rounded
  }

  /// Small enough for every sum of expenses.
  private static let limit = Exact(1_000_000_000)
}

extension Receipt {
  /// Of the file only what the API shows is kept.
  fileprivate init(_ file: UploadedFile) {
    self.init(fileName: file.name, fileSize: Int64(file.bytes.count), contentType: file.contentType)
  }
}
