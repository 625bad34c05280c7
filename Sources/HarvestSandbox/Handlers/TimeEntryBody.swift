import HvValues

/// What a body says about a time entry; fields that belong to the other way of tracking time are ignored.
struct TimeEntryBody {
  private let body: Body
  private let caller: Caller

  init(_ call: Call) {
    body = call.body
    caller = call.caller
  }

  /// - Throws: 422 for fields that are missing or wrong, and for work that cannot be tracked; 403 for the time of
  ///   somebody whose time the caller may not see.
  func newEntry(_ store: inout Store) throws(Refusal) -> TimeEntry {
    let project = try Self.place(of: try body.id("project_id"), in: store.projects, "Project")
    let task = try Self.place(of: try body.id("task_id"), in: store.tasks, "Task")
    let spent = try body.day("spent_date")
    var user = caller.user
    if let id = try body.optionalID("user_id") { user = try Self.place(of: id, in: store.users, "User") }
    guard caller.sees(user: user, project: project) else { throw .forbidden }
    let work = try TrackedWork(user: user, project: project, task: task, store)
    var entry = TimeEntry(
      id: store.timeEntries.nextID(), created: store.now, updated: store.now, spent: spent,
      userAssignment: work.userAssignment, taskAssignment: work.taskAssignment, hours: 0, approval: .unsubmitted)
    if store.company.wantsTimestampTimers {
      let begun = try body.optionalTime("started_time")?.minutes
      let ended = try body.optionalTime("ended_time")?.minutes
      entry.startMinute = begun ?? store.now.minuteOfDay
      if let ended { entry.end(at: ended) } else { entry.timerStarted = Self.moment(begun, store.now) }
    } else if let hours = try body.optionalNumber("hours") {
      entry.hours = try Self.hundredths(hours)
    } else {
      entry.timerStarted = store.now
    }
    try changeTexts(of: &entry, &store)
    return entry
  }

  /// Changes what is named; never the user.
  /// - Throws: as for a new entry.
  func change(_ entry: inout TimeEntry, _ store: inout Store) throws(Refusal) {
    try changeWork(of: &entry, store)
    try body.set("spent_date", &entry.spent)
    if store.company.wantsTimestampTimers {
      try changeTimes(of: &entry, store)
    } else if body.has("hours") {
      entry.hours = try Self.hundredths(try body.number("hours"))
      // A running timer goes on from the new figure.
      if entry.timerStarted != nil { entry.timerStarted = store.now }
    }
    try changeTexts(of: &entry, &store)
  }

  // MARK: Work

  private func changeWork(of entry: inout TimeEntry, _ store: Store) throws(Refusal) {
    let person = store.userAssignments[Int(entry.userAssignment)]
    let oldTask = store.taskAssignments[Int(entry.taskAssignment)].task
    var (project, task) = (person.project, oldTask)
    if body.has("project_id") {
      project = try Self.place(of: try body.id("project_id"), in: store.projects, "Project")
    }
    if body.has("task_id") { task = try Self.place(of: try body.id("task_id"), in: store.tasks, "Task") }
    guard project != person.project || task != oldTask else { return }
    guard caller.sees(user: person.user, project: project) else { throw .forbidden }
    let work = try TrackedWork(user: person.user, project: project, task: task, store)
    entry.userAssignment = work.userAssignment
    entry.taskAssignment = work.taskAssignment
  }

  private static func place<Row>(
    of id: Int64, in rows: Table<Row>, _ name: String
  ) throws(Refusal) -> Int {
    guard let place = rows.place(of: id) else { throw .unprocessable("\(name) not found") }
    return place
  }

  // MARK: Time

  /// The start may move while the end stays, and the other way round; an end stops a timer.
  private func changeTimes(of entry: inout TimeEntry, _ store: Store) throws(Refusal) {
    let begun = try given("started_time")
    let ended = try given("ended_time")
    guard begun != nil || ended != nil else { return }
    let end = ended ?? entry.endMinute.map { Int16(clamping: $0 % 1440) }
    guard let start = begun ?? entry.startMinute else { throw .required("started_time") }
    entry.startMinute = start
    if let end {
      entry.end(at: end)
    } else if entry.timerStarted != nil {
      entry.hours = 0
      entry.timerStarted = Self.moment(start, store.now)
    }
  }

  /// A time of the clock in minutes; null is refused.
  private func given(_ name: String) throws(Refusal) -> Int16? {
    guard body.has(name) else { return nil }
    guard let time = try body.optionalTime(name) else { throw .required(name) }
    return time.minutes
  }

  /// The moment today when a timer was started; a time still to come counts as now, since the caller's clock may be
  /// ahead of the account's.
  private static func moment(_ minute: Int16?, _ now: Instant) -> Instant {
    guard let minute, let moment = Instant(day: now.day, secondsOfDay: Int(minute) * 60) else { return now }
    return min(moment, now)
  }

  /// - Throws: 422 unless the hours are those of one day.
  private static func hundredths(_ hours: Exact) throws(Refusal) -> Int32 {
    guard !hours.isNegative, hours <= Exact(24),
      let hundredths = try? hours.multiplied(by: Exact(100)).rounded(to: 0, .halfUp).integer
    else { throw .unprocessable("Invalid hours: must be from 0 to 24") }
    return Int32(clamping: hundredths)
  }

  // MARK: Texts

  private func changeTexts(of entry: inout TimeEntry, _ store: inout Store) throws(Refusal) {
    if body.has("notes") {
      let notes = try body.optionalText("notes") ?? ""
      entry.note = notes.isEmpty ? nil : store.add(note: notes)
    }
    if body.has("external_reference") {
      entry.externalReference = nil
      if let fields = try body.optionalObject("external_reference") {
        store.externalReferences.append(
          ExternalReference(
            id: try fields.text("id"), groupID: try fields.optionalText("group_id"),
            accountID: try fields.optionalText("account_id"), permalink: try fields.optionalText("permalink")))
        entry.externalReference = Int32(clamping: store.externalReferences.count - 1)
      }
    }
  }
}

extension TimeEntry {
  /// Ends the work at a minute of the clock: the next one after its start, which may be that of the day after.
  fileprivate mutating func end(at minute: Int16) {
    guard let startMinute else { return }
    let minutes = (Int64(minute) - Int64(startMinute) + 1440) % 1440
    hours = Store.hundredths(minutes: minutes)
    timerStarted = nil
  }
}

/// Work that time can be tracked on: somebody's, on a task of a project.
struct TrackedWork {
  /// A place.
  let userAssignment: Int32
  /// A place.
  let taskAssignment: Int32

  /// - Throws: 422 unless all three are active and the project has an active assignment of the user and of the task.
  init(user: Int, project: Int, task: Int, _ store: Store) throws(Refusal) {
    guard store.users[user].isActive else { throw .unprocessable("User is archived") }
    guard store.projects[project].isActive else { throw .unprocessable("Project is archived") }
    guard store.tasks[task].isActive else { throw .unprocessable("Task is archived") }
    let person = store.userAssignments.firstIndex { $0.user == user && $0.project == project && $0.isActive }
    guard let person else { throw .unprocessable("User is not assigned to this project") }
    let assignment = store.taskAssignments.firstIndex { $0.task == task && $0.project == project && $0.isActive }
    guard let assignment else { throw .unprocessable("Task is not assigned to this project") }
    userAssignment = Int32(clamping: person)
    taskAssignment = Int32(clamping: assignment)
  }
}

extension Instant {
  /// What the account's clock shows at this moment: that of UTC.
  var minuteOfDay: Int16 { Int16(clamping: secondsOfDay / 60) }
}
