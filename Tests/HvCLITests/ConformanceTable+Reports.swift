extension ConformanceTable {
  /// Harvest's own reports, and the confirmed reads of paid time off.
  static let reports = #"""
    clientsTimeReport
      $ reports time clients 2026-10, include_fixed_fee: true
      > GET /reports/time/clients?from=2026-10-01&to=2026-10-31&include_fixed_fee=true
      < 200 results[] time_clients_row
    projectsTimeReport
      $ reports time projects 2026-10, include_fixed_fee: true, include_forecast: true
      > GET /reports/time/projects?from=2026-10-01&to=2026-10-31&include_fixed_fee=true&include_forecast=true
      < 200 results[] time_projects_row
    tasksReport
      $ reports time tasks 2026-10, include_fixed_fee: false
      > GET /reports/time/tasks?from=2026-10-01&to=2026-10-31&include_fixed_fee=false
      < 200 results[] time_tasks_row
    teamTimeReport
      $ reports time team from: 2026-09-01, to: 2026-10-31
      > GET /reports/time/team?from=2026-09-01&to=2026-10-31
      < 200 results[] time_team_row
    expenseCategoriesReport
      $ reports expenses categories 2026-01-01..2026-11-24
      > GET /reports/expenses/categories?from=2026-01-01&to=2026-11-24
      < 200 results[] expenses_categories_row
    clientsExpensesReport
      $ reports expenses clients 2026-01-01..2026-11-24
      > GET /reports/expenses/clients?from=2026-01-01&to=2026-11-24
      < 200 results[] expenses_clients_row
    projectsExpensesReport
      $ reports expenses projects 2026-01-01..2026-11-24
      > GET /reports/expenses/projects?from=2026-01-01&to=2026-11-24
      < 200 results[] expenses_projects_row
    teamExpensesReport
      $ reports expenses team 2026-01-01..2026-11-24
      > GET /reports/expenses/team?from=2026-01-01&to=2026-11-24
      < 200 results[] expenses_team_row
    uninvoicedReport
      $ reports uninvoiced 2026-10, include_fixed_fee: false
      > GET /reports/uninvoiced?from=2026-10-01&to=2026-10-31&include_fixed_fee=false
      < 200 results[] uninvoiced_row
    projectBudgetReport
      $ reports project_budget active: true
      > GET /reports/project_budget?is_active=true
      < 200 results[] project_budget_row

    listPtoAssignments
      $ pto assignments user: "Grace Kim"
      > GET /pto/assignments?user_id=#
      < 200 pto_assignments[] pto_assignment unpaged
    listPtoAllocations
      $ pto allocations year: 2026
      > GET /pto/allocations?year=2026
      < 200 pto_allocations[] pto_allocation
    listHolidayCalendars
      $ pto holiday_calendars
      > GET /pto/holiday_calendars
      < 200 pto_holiday_calendars[] pto_holiday_calendar
    listHolidayCalendarEntries
      : let calendar = (pto holiday_calendars)[0]
      $ $calendar | entries
      > GET /pto/holiday_calendars/#/entries
      < 200 pto_holiday_calendar_entries[] pto_holiday_calendar_entry
    retrievePtoBalances
      $ pto balances user: "Grace Kim", year: 2026, as_of: 2026-11-24
      > GET /pto/balances?user_id=#&year=2026&as_of=2026-11-24
      < 200 pto_balances
    listPtoTypes
      $ pto types active: true, updated_since: 2020-01-01
      > GET /pto/types?is_active=true&updated_since=2020-01-01T00:00:00Z
      < 200 pto_types[] pto_type
    listPtoRequests
      $ pto requests 2026-01-01..2026-11-24, status: "approved", updated_since: 2020-01-01
      > GET /pto/requests?from=2026-01-01&to=2026-11-24&status=approved&updated_since=2020-01-01T00:00:00Z
      < 200 pto_requests[] pto_request
    listWorkSchedules
      $ pto work_schedules active: true
      > GET /pto/work_schedules?is_active=true
      < 200 pto_work_schedules[] pto_work_schedule
    """#
}
