import HvValues

/// What people have and what they asked for.
extension PaidTimeOff {
  /// One row for each active user, all in one page.
  static func listAssignments(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let user = try call.query.id("user_id")
    let users = try call.query.ids("user_ids")
    return call.object { json in
      json.key("pto_assignments")
      json.openList()
      for place in store.users.indices {
        let person = store.users[place]
        guard person.isActive, (user ?? person.id) == person.id, users?.contains(person.id) ?? true else { continue }
        json.open()
        writeAssignment(place, store, &json)
        json.close()
      }
      json.closeList()
    }
  }

  private static func writeAssignment(_ user: Int, _ store: Store, _ json: inout JSONWriter) {
    let assignment = store.timeOff.assignments[user]
    Users.embed(store.users[user], &json)
    if let calendar = assignment?.calendar.map({ store.timeOff.calendars[$0] }) {
      json.object("holiday_calendar") { json in
        json.field("id", calendar.id)
        json.field("name", calendar.name)
      }
    } else {
      json.null("holiday_calendar")
    }
    let own = assignment?.schedule.map { store.timeOff.schedules[$0] }
    if let own {
      json.object("work_schedule") { json in
        json.field("id", own.id)
        json.field("name", own.name)
      }
    } else {
      json.null("work_schedule")
    }
    guard let effective = own ?? store.timeOff.schedules.first(where: \.isDefault) else {
      return json.null("effective_work_schedule")
    }
    json.object("effective_work_schedule") { json in
      json.field("name", effective.name)
      json.field("weekly_hours", hundredths: effective.week)
    }
  }

  static func listAllocations(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let year = try call.query.id("year")
    let users = try call.query.ids("user_ids")
    let types = try call.query.ids("pto_type_ids")
    return try call.list(store.timeOff.allocations) { allocation in
      !store.users.isDeleted(allocation.user) && (year ?? Int64(allocation.year)) == Int64(allocation.year)
        && users?.contains(store.users[allocation.user].id) ?? true
        && types?.contains(store.timeOff.types[allocation.type].id) ?? true
    } write: { allocation, json in
      let type = store.timeOff.types[allocation.type]
      json.field("id", allocation.id)
      json.field("year", Int64(allocation.year))
      json.null("accrual_type")
      writeNoSchedule(&json)
      json.field("days_per_year", days(allocation.daysPerYear))
      json.field("carryover_days", days(allocation.carryover))
      json.null("requires_approval")
      json.field("effective_days_per_year", days(allocation.daysPerYear ?? type.daysPerYear))
      json.field("effective_accrual_type", type.accrual)
      json.null("effective_accrual_schedule")
      json.field("effective_requires_approval", type.requiresApproval)
      Users.embed(store.users[allocation.user], &json)
      embed(type, looks: false, &json)
      json.field("created_at", allocation.created)
      json.field("updated_at", allocation.updated)
    }
  }

  /// Of a period, the requests with at least one day in it.
  static func listRequests(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let user = try call.query.id("user_id")
    let status = call.query.text("status")
    let type = try call.query.id("pto_type_id")
    let from = try call.query.day("from")
    let to = try call.query.day("to")
    let since = try call.query.instant("updated_since")
    return try call.list(store.timeOff.requests) { request in
      !store.users.isDeleted(request.user) && (user == nil || store.users[request.user].id == user)
        && (status ?? request.status.rawValue) == request.status.rawValue
        && (type == nil || store.timeOff.types[request.type].id == type)
        && (from ?? request.days.upperBound) <= request.days.upperBound
        && (to ?? request.days.lowerBound) >= request.days.lowerBound
        && (since ?? request.updated) <= request.updated
    } write: { request, json in
      write(request, store, &json)
    }
  }

  private static func write(_ request: TimeOffRequest, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", request.id)
    json.field("status", request.status.rawValue)
    json.field("start_date", request.days.lowerBound)
    json.field("end_date", request.days.upperBound)
    json.field("days", hundredths: request.length)
    json.field("business_days_at_submission", Exact(request.workdays.count))
    json.field("start_time_minutes", request.minutes.map { Int64($0.lowerBound) })
    json.field("end_time_minutes", request.minutes.map { Int64($0.upperBound) })
    json.field("notes", request.notes)
    json.field("review_reason", request.reviewReason)
    json.field("reviewed_at", request.reviewed)
    if let reviewer = request.reviewer {
      json.object("reviewer") { json in
        json.field("id", store.users[reviewer].id)
        json.field("name", store.users[reviewer].name)
      }
    } else {
      json.null("reviewer")
    }
    Users.embed(store.users[request.user], &json)
    embed(store.timeOff.types[request.type], looks: true, &json)
    json.key("request_days")
    json.openList()
    for day in request.workdays {
      json.open()
      json.field("id", day.id)
      json.field("date", day.day)
      json.field("hours", hundredths: day.hours)
      json.field("day_fraction", hundredths: day.fraction)
      json.field("created_at", request.created)
      json.field("updated_at", request.updated)
      json.close()
    }
    json.closeList()
    json.field("created_at", request.created)
    json.field("updated_at", request.updated)
  }
}
