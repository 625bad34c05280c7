/// Answers the calls to one endpoint; the bytes are a JSON object, or nothing.
enum Handler: Sendable {
  /// Reads the account as it is at the moment of the request.
  case read(@Sendable (Call, Store) throws(Refusal) -> [UInt8])
  /// Changes a copy of the account, which takes its place unless the handler throws: what fails changes nothing.
  case write(@Sendable (Call, inout Store) throws(Refusal) -> [UInt8])
}

/// Which handler answers which operation of the catalog: each resource has its own table, in its own file.
enum Handlers {
  static let all: [String: Handler] = [
    BillableRates.handlers,
    Clients.handlers,
    CompanySettings.handlers,
    Contacts.handlers,
    CostRates.handlers,
    EstimateItemCategories.handlers,
    EstimateMessages.handlers,
    Estimates.handlers,
    ExpenseCategories.handlers,
    ExpenseReports.handlers,
    Expenses.handlers,
    InvoiceItemCategories.handlers,
    InvoiceMessages.handlers,
    InvoicePayments.handlers,
    Invoices.handlers,
    MoneyReports.handlers,
    PaidTimeOff.handlers,
    ProjectAssignments.handlers,
    Projects.handlers,
    Roles.handlers,
    TaskAssignments.handlers,
    Tasks.handlers,
    Teammates.handlers,
    TimeEntries.handlers,
    TimeReports.handlers,
    Timers.handlers,
    UserAssignments.handlers,
    Users.handlers,
  ].reduce(into: [:]) { all, table in all.merge(table) { $1 } }
}
