// From invoices, estimates, rows of reports, and paid time off.
extension Relations {
  static let invoicing: [Relation] = [
    nested("invoice", "payments", "invoice_payment", "listPaymentsForInvoice", "its payments"),
    nested("invoice", "messages", "invoice_message", "listMessagesForInvoice", "its messages"),
    within("invoice", "line_items", "invoice_line_item", "its lines"),
    to(.client, from: "invoice"),
    to(.estimate, from: "invoice"),
    to(.user, from: "invoice", word: "creator"),
    among("invoice", "time_entries", "time_entry", "listTimeEntries", "invoice.id", "the time entries on it"),
    among("invoice", "expenses", "expense", "listExpenses", "invoice.id", "the expenses on it"),
    to(.project, from: "invoice_line_item"),
    nested("estimate", "messages", "estimate_message", "listMessagesForEstimate", "its messages"),
    within("estimate", "line_items", "estimate_line_item", "its lines"),
    to(.client, from: "estimate"),
    to(.user, from: "estimate", word: "creator"),
    among("estimate", "invoices", "invoice", "listInvoices", "estimate.id", "the invoices made from it"),
  ]

  static let reports: [Relation] = [
    to(.client, from: "time_clients_row", field: "client_id"),
    to(.project, from: "time_projects_row", field: "project_id"),
    to(.client, from: "time_projects_row", field: "client_id"),
    to(.task, from: "time_tasks_row", field: "task_id"),
    to(.user, from: "time_team_row", field: "user_id"),
    to(.client, from: "expenses_clients_row", field: "client_id"),
    to(.project, from: "expenses_projects_row", field: "project_id"),
    to(.client, from: "expenses_projects_row", field: "client_id"),
    to(.expenseCategory, from: "expenses_categories_row", field: "expense_category_id"),
    to(.user, from: "expenses_team_row", field: "user_id"),
    to(.project, from: "uninvoiced_row", field: "project_id"),
    to(.client, from: "uninvoiced_row", field: "client_id"),
    to(.project, from: "project_budget_row", field: "project_id"),
    to(.client, from: "project_budget_row", field: "client_id"),
  ]

  static let paidTimeOff: [Relation] = [
    to(.user, from: "pto_request"),
    to(.user, from: "pto_request", word: "reviewer"),
    within("pto_request", "request_days", "pto_request_day", "the days asked for"),
    to(.user, from: "pto_assignment"),
    to(.user, from: "pto_allocation"),
    to(.user, from: "pto_balances"),
    within("pto_balances", "balances", "pto_balance", "the balance of each kind of leave"),
    nested(
      "pto_holiday_calendar", "entries", "pto_holiday_calendar_entry", "listHolidayCalendarEntries", "its holidays"),
  ]
}
