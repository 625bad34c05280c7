/// `/time_entries`: one's own, those of teammates, those of projects that one manages.
enum TimeEntries {
  static let handlers: [String: Handler] = [
    "listTimeEntries": .read(list),
    "retrieveTimeEntry": .read(retrieve),
    "createTimeEntry": .write(create),
    "updateTimeEntry": .write(update),
    "deleteTimeEntry": .write(delete),
    "deleteTimeEntryExternalReference": .write(deleteExternalReference),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let filter = try TimeEntryFilter(call, store)
    var fragments = TimeEntryWriter(store, call.caller)
    return try call.list(store.timeEntries, where: { filter.matches($0) }) { entry, json in
      fragments.write(entry, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    answer(store.timeEntries[try place(call, store)], call, store)
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let entry = try TimeEntryBody(call).newEntry(&store)
    if entry.timerStarted != nil { store.stopTimers(of: user(of: entry, store)) }
    store.timeEntries.insert(entry)
    return answer(entry, call, store)
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try place(call, store)
    var entry = store.timeEntries[place]
    try checkUnlocked(entry, store)
    try TimeEntryBody(call).change(&entry, &store)
    entry.updated = store.now
    store.timeEntries.update(place, entry)
    return answer(entry, call, store)
  }

  /// Administrators may delete what is approved, but nobody what is on an invoice (FACTS section 13).
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try place(call, store)
    let entry = store.timeEntries[place]
    if entry.invoice != nil || !call.caller.isAdministrator { try checkUnlocked(entry, store) }
    try checkUnarchived(entry, store)
    store.timeEntries.delete(place)
    return []
  }

  static func deleteExternalReference(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try place(call, store)
    guard store.timeEntries[place].externalReference != nil else { throw .notFound }
    try checkUnlocked(store.timeEntries[place], store)
    store.timeEntries[place].externalReference = nil
    store.timeEntries[place].updated = store.now
    return []
  }

  // MARK: What timers need too

  /// The place of the path's time entry.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  static func place(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.place(in: store.timeEntries) { entry in
      let person = store.userAssignments[Int(entry.userAssignment)]
      return call.caller.sees(user: person.user, project: person.project)
    }
  }

  /// The place of the user whose time an entry is.
  static func user(of entry: TimeEntry, _ store: Store) -> Int {
    store.userAssignments[Int(entry.userAssignment)].user
  }

  /// - Throws: 422 when the entry is approved or on an invoice, or its project or task is archived.
  static func checkUnlocked(_ entry: TimeEntry, _ store: Store) throws(Refusal) {
    if let reason = Store.lockedReason(entry) { throw .unprocessable(reason) }
    try checkUnarchived(entry, store)
  }

  private static func checkUnarchived(_ entry: TimeEntry, _ store: Store) throws(Refusal) {
    if store.isArchived(entry) { throw .unprocessable("The project or task of this time entry is archived") }
  }

  static func answer(_ entry: TimeEntry, _ call: Call, _ store: Store) -> [UInt8] {
    var fragments = TimeEntryWriter(store, call.caller)
    return call.object { fragments.write(entry, &$0) }
  }
}
