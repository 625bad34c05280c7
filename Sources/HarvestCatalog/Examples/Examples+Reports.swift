extension Examples {
  /// Harvest's own reports, and paid time off.
  static let reports = [
    "clientsTimeReport": #"reports time clients last month | first 3"#,
    "projectsTimeReport": #"reports time projects last month | first 3"#,
    "tasksReport": #"reports time tasks last month | first 3"#,
    "teamTimeReport": #"reports time team last month | first 3"#,
    "expenseCategoriesReport": #"reports expenses categories last 90 days"#,
    "clientsExpensesReport": #"reports expenses clients last 90 days | first 3"#,
    "projectsExpensesReport": #"reports expenses projects last 90 days | first 3"#,
    "teamExpensesReport": #"reports expenses team last 90 days | first 3"#,
    "uninvoicedReport": #"reports uninvoiced last month | first 3"#,
    "projectBudgetReport": #"reports project_budget active: true | first 3"#,

    "listPtoAssignments": #"pto assignments user: "Grace Kim""#,
    "listPtoAllocations": #"pto allocations | first 3"#,
    "listHolidayCalendars": #"pto holiday_calendars"#,
    "listHolidayCalendarEntries": #"pto holiday_calendars | first 1 | entries"#,
    "retrievePtoBalances": #"pto balances user: "Grace Kim""#,
    "listPtoTypes": #"pto types active: true"#,
    "listPtoRequests": #"pto requests | first 3"#,
    "listWorkSchedules": #"pto work_schedules active: true"#,
  ]
}
