import HvValues

/// `/expenses`: one's own, those of teammates, those of projects that one manages.
enum Expenses {
  static let handlers: [String: Handler] = [
    "listExpenses": .read(list),
    "retrieveExpense": .read(retrieve),
    "createExpense": .write(create),
    "updateExpense": .write(update),
    "deleteExpense": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let query = call.query
    let wanted = try WorkFilter(query)
    let isBilled = try query.flag("is_billed")
    let approval = try query.choice("approval_status", ApprovalStatus.self)
    let since = try query.instant("updated_since")
    let from = try query.day("from")
    let to = try query.day("to")
    return try call.list(store.expenses) { expense in
      wanted.matches(store.userAssignments[expense.userAssignment], call.caller, store)
        && (isBilled == nil || isBilled == (expense.invoice != nil))
        && (approval ?? expense.approval) == expense.approval && (since ?? expense.updated) <= expense.updated
        && (from ?? expense.spent) <= expense.spent && (to ?? expense.spent) >= expense.spent
    } write: { expense, json in
      write(expense, store, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    answer(store.expenses[try place(call, store)], call, store)
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let expense = try ExpenseBody(call).newExpense(store)
    store.expenses.insert(expense)
    return answer(expense, call, store)
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try place(call, store)
    var expense = store.expenses[place]
    try ExpenseBody(call).change(&expense, isLocked: isLocked(expense, store), store)
    expense.updated = store.now
    store.expenses.update(place, expense)
    return answer(expense, call, store)
  }

  /// As for time: administrators may delete what is approved, but nobody what is invoiced or belongs to an archived
  /// project or person.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try place(call, store)
    let expense = store.expenses[place]
    if expense.invoice != nil || !call.caller.isAdministrator, let reason = Store.lockedReason(expense) {
      throw .unprocessable(reason)
    }
    if isArchived(expense, store) { throw .unprocessable("The project or person of this expense is archived") }
    store.expenses.delete(place)
    return []
  }

  /// The place of the path's expense.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  private static func place(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.place(in: store.expenses) { expense in
      let person = store.userAssignments[expense.userAssignment]
      return call.caller.sees(user: person.user, project: person.project)
    }
  }

  private static func isLocked(_ expense: Expense, _ store: Store) -> Bool {
    Store.lockedReason(expense) != nil || isArchived(expense, store)
  }

  private static func isArchived(_ expense: Expense, _ store: Store) -> Bool {
    let person = store.userAssignments[expense.userAssignment]
    return !store.projects[person.project].isActive || !store.users[person.user].isActive
  }

  private static func answer(_ expense: Expense, _ call: Call, _ store: Store) -> [UInt8] {
    call.object { write(expense, store, &$0) }
  }

  private static func write(_ expense: Expense, _ store: Store, _ json: inout JSONWriter) {
    let assignment = store.userAssignments[expense.userAssignment]
    let project = store.projects[assignment.project]
    json.field("id", expense.id)
    json.field("notes", expense.notes)
    json.field("total_cost", expense.totalCost)
    json.field("units", expense.units)
    json.field("is_closed", expense.approval == .approved)
    json.field("approval_status", expense.approval.rawValue)
    json.field("is_locked", isLocked(expense, store))
    json.field("is_billed", expense.invoice != nil)
    json.field("locked_reason", Store.lockedReason(expense))
    json.field("spent_date", expense.spent)
    json.field("created_at", expense.created)
    json.field("updated_at", expense.updated)
    json.field("billable", expense.billable)
    writeReceipt(expense, store, &json)
    Users.embed(store.users[assignment.user], &json)
    json.object("user_assignment") { UserAssignments.writeOwnFields(assignment, &$0) }
    Projects.embed(project, &json)
    writeCategory(store.expenseCategories[expense.category], &json)
    Clients.embed(store.clients[project.client], currency: true, &json)
    writeInvoice(expense, store, &json)
  }

  private static func writeReceipt(_ expense: Expense, _ store: Store, _ json: inout JSONWriter) {
    guard let receipt = expense.receipt else { return json.null("receipt") }
    json.object("receipt") { json in
      json.field("url", "https://\(store.company.domain)/expenses/\(expense.id)/receipt")
      json.field("file_name", receipt.fileName)
      json.field("file_size", receipt.fileSize)
      json.field("content_type", receipt.contentType)
    }
  }

  private static func writeCategory(_ category: ExpenseCategory, _ json: inout JSONWriter) {
    json.object("expense_category") { json in
      json.field("id", category.id)
      json.field("name", category.name)
      json.field("unit_price", category.unitPrice)
      json.field("unit_name", category.unitName)
    }
  }

  private static func writeInvoice(_ expense: Expense, _ store: Store, _ json: inout JSONWriter) {
    guard let index = expense.invoice else { return json.null("invoice") }
    json.object("invoice") { json in
      json.field("id", store.invoices[index].id)
      json.field("number", store.invoices[index].number)
    }
  }
}
