import HvValues

/// What Harvest computes for a time entry or expense rather than stores.
extension Store {
  /// Hundredths of an hour: the entry's own, and what the running timer has added until now.
  ///
  /// An account that tracks times counts the minutes of its clock, so that the hours are the end less the start.
  func hours(_ entry: TimeEntry) -> Int32 {
    guard let started = entry.timerStarted else { return entry.hours }
    let running =
      company.wantsTimestampTimers
      ? Self.hundredths(minutes: Self.minute(now) - Self.minute(started))
      : Int32(clamping: (now.seconds - started.seconds) / 36)
    return Int32(clamping: Int64(entry.hours) + Int64(running))
  }

  /// Minutes as hundredths of an hour, half up.
  static func hundredths(minutes: Int64) -> Int32 { Int32(clamping: (minutes * 100 + 30) / 60) }

  /// Whole minutes since the epoch.
  private static func minute(_ moment: Instant) -> Int64 {
    Int64(moment.day.daysSinceEpoch) * 1440 + Int64(moment.secondsOfDay / 60)
  }

  /// Stops the timer of the entry at a place, now.
  mutating func stopTimer(at place: Int) {
    var entry = timeEntries[place]
    entry.hours = hours(entry)
    entry.timerStarted = nil
    entry.updated = now
    timeEntries[place] = entry
  }

  /// Stops whatever timer a user has running: nobody has two.
  mutating func stopTimers(of user: Int) {
    for place in timeEntries.indices where timeEntries[place].timerStarted != nil {
      if userAssignments[Int(timeEntries[place].userAssignment)].user == user { stopTimer(at: place) }
    }
  }

  /// Keeps a text of time entries.
  /// - Returns: its place.
  mutating func add(note: String) -> Int32 {
    var json = JSONWriter(capacity: note.utf8.count + 2)
    json.value(note)
    notes.append(json.bytes)
    return Int32(clamping: notes.count - 1)
  }

  /// Up to the next quarter of an hour.
  static func rounded(_ hours: Int32) -> Int32 {
    let rest = hours % 25
    return rest == 0 ? hours : Int32(clamping: Int64(hours) + Int64(25 - rest))
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

  /// Whether the project or the task is archived, which locks the entry too.
  func isArchived(_ entry: TimeEntry) -> Bool {
    let assignment = taskAssignments[Int(entry.taskAssignment)]
    return !projects[assignment.project].isActive || !tasks[assignment.task].isActive
  }

  /// Why an entry cannot be changed; nil when it can, or when only its archived project or task locks it.
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
