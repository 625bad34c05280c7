import HvValues

/// `/pto/…`: the eight reads; for administrators only. Types, calendars and schedules stand here.
enum PaidTimeOff {
  static let handlers: [String: Handler] = [
    "listPtoTypes": .read(listTypes),
    "listHolidayCalendars": .read(listCalendars),
    "listHolidayCalendarEntries": .read(listHolidays),
    "listWorkSchedules": .read(listSchedules),
    "listPtoAssignments": .read(listAssignments),
    "listPtoAllocations": .read(listAllocations),
    "listPtoRequests": .read(listRequests),
    "retrievePtoBalances": .read(retrieveBalances),
  ]

  static func listTypes(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.timeOff.types) { type in
      (isActive ?? type.isActive) == type.isActive && (since ?? type.updated) <= type.updated
    } write: { type, json in
      json.field("id", type.id)
      json.field("name", type.name)
      json.field("color", type.color)
      json.field("icon", type.icon)
      json.field("accrual_type", type.accrual)
      writeNoSchedule(&json)
      json.field("default_days_per_year", days(type.daysPerYear))
      json.field("max_carryover_days", days(type.maxCarryover))
      json.field("requires_approval", type.requiresApproval)
      json.field("visible_to_all", type.isVisibleToAll)
      json.field("is_active", type.isActive)
      json.field("created_at", type.created)
      json.field("updated_at", type.updated)
    }
  }

  static func listCalendars(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    return try call.list(store.timeOff.calendars) { calendar, json in
      json.field("id", calendar.id)
      json.field("name", calendar.name)
      json.field("entries_count", Int64(calendar.holidays.count))
      json.key("entries")
      json.openList()
      for holiday in calendar.holidays {
        json.open()
        json.field("id", holiday.id)
        json.field("name", holiday.name)
        json.field("date", holiday.day)
        json.close()
      }
      json.closeList()
      json.field("created_at", calendar.created)
      json.field("updated_at", calendar.updated)
    }
  }

  /// By date, earliest first.
  static func listHolidays(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let calendar = try call.find(in: store.timeOff.calendars)
    return try call.page(of: calendar.holidays) { holiday, json in
      json.field("id", holiday.id)
      json.field("pto_holiday_calendar_id", calendar.id)
      json.field("name", holiday.name)
      json.field("date", holiday.day)
      json.field("created_at", calendar.created)
      json.field("updated_at", calendar.updated)
    }
  }

  static func listSchedules(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let isActive = try call.query.flag("is_active")
    return try call.list(store.timeOff.schedules) { schedule in
      (isActive ?? schedule.isActive) == schedule.isActive
    } write: { schedule, json in
      json.field("id", schedule.id)
      json.field("name", schedule.name)
      json.field("is_default", schedule.isDefault)
      json.field("is_active", schedule.isActive)
      json.field("weekly_hours", hundredths: schedule.week)
      for (name, hours) in zip(weekdays, schedule.hours) { json.field(name, hundredths: hours) }
      json.field("created_at", schedule.created)
      json.field("updated_at", schedule.updated)
    }
  }

  private static let weekdays: [StaticString] = [
    "monday_hours", "tuesday_hours", "wednesday_hours", "thursday_hours", "friday_hours", "saturday_hours",
    "sunday_hours",
  ]

  static func days(_ hundredths: Int32?) -> Exact? { hundredths.map { Exact(significand: Int64($0), scale: 2) } }

  /// Nobody here earns leave by hours worked, little by little.
  static func writeNoSchedule(_ json: inout JSONWriter) {
    json.null("accrual_schedule")
    json.null("accrual_first_payday")
    json.null("accrual_leave_hours")
    json.null("accrual_worked_hours")
    json.null("accrual_max_hours_per_year")
  }

  static func embed(_ type: TimeOffType, looks: Bool, _ json: inout JSONWriter) {
    json.object("pto_type") { json in
      json.field("id", type.id)
      json.field("name", type.name)
      guard looks else { return }
      json.field("color", type.color)
      json.field("icon", type.icon)
    }
  }
}
