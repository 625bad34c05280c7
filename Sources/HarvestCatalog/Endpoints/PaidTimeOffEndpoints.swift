/// Paid time off: the eight reads that two sources confirm. The writes are known from one source only and are left out.
enum PaidTimeOffEndpoints {
  static let all: [Endpoint] = [
    list("/types", "listPtoTypes", "pto_types", of: "pto_type", query: [.isActive, .updatedSince], "kinds of leave"),
    list(
      "/requests", "listPtoRequests", "pto_requests", of: "pto_request",
      query: [
        .user,
        Parameter("status", .string, filters: "status"),
        Parameter("pto_type_id", .id, reference: "pto_type", filters: "pto_type.id"),
        Parameter("from", .date, "which of a request's days it is held against is not known"),
        Parameter("to", .date, "which of a request's days it is held against is not known"),
        .updatedSince,
      ],
      "requests for leave"),
    list(
      "/assignments", "listPtoAssignments", "pto_assignments", of: "pto_assignment",
      query: [.user, userIDs], paging: .none, "which calendar and work schedule each user has"),
    list(
      "/allocations", "listPtoAllocations", "pto_allocations", of: "pto_allocation",
      query: [
        Parameter("year", .integer, filters: "year"),
        userIDs,
        Parameter("pto_type_ids", .list([.id]), reference: "pto_type", "how several are written is not known"),
      ],
      "the leave that users have in a year"),
    Endpoint(
      .get, "/pto/balances", "retrievePtoBalances", resource: "pto_balances", .get,
      query: [
        .user,
        Parameter("year", .integer, filters: "year"),
        Parameter("as_of", .date, filters: "as_of"),
      ],
      answer: .object("pto_balances"), role: Role.presumedAdministrator, evidence: .confirmedTwice,
      "what a user has left in a year"),
    list(
      "/holiday_calendars", "listHolidayCalendars", "pto_holiday_calendars", of: "pto_holiday_calendar",
      "calendars of holidays"),
    list(
      "/holiday_calendars/{holiday_calendar_id}/entries", "listHolidayCalendarEntries",
      "pto_holiday_calendar_entries", of: "pto_holiday_calendar_entry", parent: "pto_holiday_calendars",
      rules: [Rule(.note, "the key of the list is a guess")], "the holidays of a calendar"),
    list(
      "/work_schedules", "listWorkSchedules", "pto_work_schedules", of: "pto_work_schedule", query: [.isActive],
      "hours of work by weekday"),
  ]

  private static func list(
    _ path: String, _ operation: String, _ resource: String, of kind: String, parent: String? = nil,
    query: [Parameter] = [], paging: Paging = .page, rules: [Rule] = [], _ summary: String
  ) -> Endpoint {
    Endpoint(
      .get, "/pto" + path, operation, resource: resource, .list, parent: parent, query: query,
      answer: .list(of: kind, key: resource), paging: paging, role: Role.presumedAdministrator, rules: rules,
      evidence: .confirmedTwice, summary)
  }

  private static let userIDs = Parameter(
    "user_ids", .list([.id]), reference: "user", "how several are written is not known")
}
