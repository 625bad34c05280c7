/// `/time_entries`: one's own, those of teammates, those of projects that one manages.
enum TimeEntries {
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let filter = try TimeEntryFilter(call, store)
    var fragments = TimeEntryWriter(store, call.caller)
    return try call.list(store.timeEntries, where: { filter.matches($0) }) { entry, json in
      fragments.write(entry, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let entry = try call.find(in: store.timeEntries) { entry in
      let person = store.userAssignments[Int(entry.userAssignment)]
      return call.caller.sees(user: person.user, project: person.project)
    }
    var fragments = TimeEntryWriter(store, call.caller)
    return call.object { fragments.write(entry, &$0) }
  }
}
