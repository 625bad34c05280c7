import HvValues

/// What Harvest computes for a time entry or expense rather than stores.
extension Store {
  /// Hundredths of an hour: the entry's own, and what the running timer has added until now.
  func hours(_ entry: TimeEntry) -> Int32 {
    guard let started = entry.timerStarted else { return entry.hours }
    let hundredths = (now.seconds - started.seconds) / 36
    let (sum, overflow) = entry.hours.addingReportingOverflow(Int32(clamping: hundredths))
    return overflow ? .max : sum
  }

  /// Up to the next quarter of an hour.
  static func rounded(_ hours: Int32) -> Int32 {
    let rest = hours % 25
    return rest == 0 ? hours : hours.addingReportingOverflow(25 - rest).partialValue
  }

  func isBillable(_ entry: TimeEntry) -> Bool {
    let assignment = taskAssignments[Int(entry.taskAssignment)]
    return assignment.billable && projects[assignment.project].isBillable
  }

  /// What an hour costs the client (FACTS section 8); nil for work that is not billed, or billed at no rate.
  func billableRate(_ entry: TimeEntry) -> Exact? {
    guard isBillable(entry) else { return nil }
    let task = taskAssignments[Int(entry.taskAssignment)]
    let person = userAssignments[Int(entry.userAssignment)]
    switch projects[task.project].billBy {
    case .project: return projects[task.project].hourlyRate
    case .tasks: return task.hourlyRate
    case .people:
      return person.usesDefaultRates
        ? Self.rate(users[person.user].billableRates, on: entry.spent) : person.hourlyRate
    case .none: return nil
    }
  }

  /// What an hour costs the company.
  func costRate(_ entry: TimeEntry) -> Exact? {
    Self.rate(users[userAssignments[Int(entry.userAssignment)].user].costRates, on: entry.spent)
  }

  /// The rate in force on a day, of rates that are oldest first.
  static func rate(_ rates: [Rate], on day: Day) -> Exact? {
    rates.last { rate in rate.start.map { $0 <= day } ?? true }?.amount
  }

  /// Why an entry cannot be changed; nil when it can, or when only its archived project locks it.
  static func lockedReason(_ entry: TimeEntry) -> String? {
    switch (entry.invoice != nil, entry.approval == .approved) {
    case (true, true): "Item Invoiced and Approved and Locked for this Time Period"
    case (true, false): "Item Invoiced and Locked for this Time Period"
    case (false, true): "Item Approved and Locked for this Time Period"
    case (false, false): nil
    }
  }

  static func lockedReason(_ expense: Expense) -> String? {
    if expense.invoice != nil { return "Expense is invoiced." }
    return expense.approval == .approved ? "The project is locked for this time period." : nil
  }
}
