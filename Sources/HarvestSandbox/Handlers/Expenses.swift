import HvValues

/// `/expenses`: one's own, those of teammates, those of projects that one manages.
enum Expenses {
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
    let expense = try call.find(in: store.expenses) { expense in
      let person = store.userAssignments[expense.userAssignment]
      return call.caller.sees(user: person.user, project: person.project)
    }
    return call.object { write(expense, store, &$0) }
  }

  private static func write(_ expense: Expense, _ store: Store, _ json: inout JSONWriter) {
    let assignment = store.userAssignments[expense.userAssignment]
    let project = store.projects[assignment.project]
    let reason = Store.lockedReason(expense)
    json.field("id", expense.id)
    json.field("notes", expense.notes)
    json.field("total_cost", expense.totalCost)
    json.field("units", expense.units)
    json.field("is_closed", expense.approval == .approved)
    json.field("approval_status", expense.approval.rawValue)
    json.field("is_locked", reason != nil || !project.isActive || !store.users[assignment.user].isActive)
    json.field("is_billed", expense.invoice != nil)
    json.field("locked_reason", reason)
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
