import HvValues

/// `/time_entries/{time_entry_id}/stop` and `/restart`
enum Timers {
  static let handlers: [String: Handler] = [
    "stopRunningTimeEntry": .write(stop),
    "restartStoppedTimeEntry": .write(restart),
  ]

  static func stop(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try TimeEntries.place(call, store)
    guard store.timeEntries[place].timerStarted != nil else { throw .unprocessable("This timer is not running") }
    store.stopTimer(at: place)
    return TimeEntries.answer(store.timeEntries[place], call, store)
  }

  /// Where durations are tracked the entry goes on; where times are tracked a new one begins today, because a time has
  /// one start and one end (FACTS section 7).
  static func restart(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try TimeEntries.place(call, store)
    let stopped = store.timeEntries[place]
    guard stopped.timerStarted == nil else { throw .unprocessable("This timer is already running") }
    let person = store.userAssignments[Int(stopped.userAssignment)]
    let task = store.taskAssignments[Int(stopped.taskAssignment)].task
    let work = try TrackedWork(user: person.user, project: person.project, task: task, store)
    if !store.company.wantsTimestampTimers { try TimeEntries.checkUnlocked(stopped, store) }

    store.stopTimers(of: person.user)
    var entry = stopped
    if store.company.wantsTimestampTimers {
      entry = TimeEntry(
        id: store.timeEntries.nextID(), created: store.now, updated: store.now, timerStarted: store.now,
        spent: store.now.day, userAssignment: work.userAssignment, taskAssignment: work.taskAssignment,
        note: stopped.note, externalReference: stopped.externalReference, hours: 0,
        startMinute: store.now.minuteOfDay, approval: .unsubmitted)
      store.timeEntries.insert(entry)
    } else {
      entry.timerStarted = store.now
      entry.updated = store.now
      store.timeEntries[place] = entry
    }
    return TimeEntries.answer(entry, call, store)
  }
}
