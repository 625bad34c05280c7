import HvValues

/// Writes time entries; what entries of the same assignment share is written once and then copied.
struct TimeEntryWriter {
  private let store: Store
  private let caller: Caller
  /// By place of a user assignment: `user`, `client`, `project`.
  private var work: [[UInt8]?]
  /// By place of a user assignment: `user_assignment`.
  private var people: [[UInt8]?]
  /// By place of a task assignment: `task`.
  private var tasks: [[UInt8]?]
  /// By place of a task assignment: `task_assignment`.
  private var taskAssignments: [[UInt8]?]
  /// By place of a task assignment: `billable`, `budgeted`.
  private var money: [[UInt8]?]
  /// By place of a task assignment: whether its project or task is.
  private var archived: [Bool?]

  init(_ store: Store, _ caller: Caller) {
    self.store = store
    self.caller = caller
    work = Array(repeating: nil, count: store.userAssignments.places)
    people = work
    tasks = Array(repeating: nil, count: store.taskAssignments.places)
    taskAssignments = tasks
    money = tasks
    archived = Array(repeating: nil, count: tasks.count)
  }

  mutating func write(_ entry: TimeEntry, _ json: inout JSONWriter) {
    let hours = store.hours(entry)
    json.field("id", entry.id)
    json.field("spent_date", entry.spent)
    writeReferences(entry, &json)
    json.field("hours", hundredths: hours)
    json.field("hours_without_timer", hundredths: entry.hours)
    json.field("rounded_hours", hundredths: Store.rounded(hours))
    json.key("notes")
    if let note = entry.note { json.fragment(store.notes[Int(note)]) } else { json.null() }
    json.field("created_at", entry.created)
    json.field("updated_at", entry.updated)
    writeState(entry, &json)
    writeTimer(entry, &json)
    writeInvoice(entry, &json)
    writeExternalReference(entry, &json)
    writeMoney(entry, &json)
  }

  private mutating func writeReferences(_ entry: TimeEntry, _ json: inout JSONWriter) {
    let person = Int(entry.userAssignment)
    let task = Int(entry.taskAssignment)
    json.fragment(
      Self.cached(&work[person]) { json in
        let assignment = store.userAssignments[person]
        let project = store.projects[assignment.project]
        Users.embed(store.users[assignment.user], &json)
        Clients.embed(store.clients[project.client], currency: true, &json)
        Projects.embed(project, &json)
      })
    json.fragment(
      Self.cached(&tasks[task]) { json in
        Tasks.embed(store.tasks[store.taskAssignments[task].task], &json)
      })
    json.fragment(
      Self.cached(&people[person]) { json in
        json.object("user_assignment") { UserAssignments.writeOwnFields(store.userAssignments[person], &$0) }
      })
    json.fragment(
      Self.cached(&taskAssignments[task]) { json in
        json.object("task_assignment") { TaskAssignments.writeOwnFields(store.taskAssignments[task], &$0) }
      })
  }

  private static func cached(_ slot: inout [UInt8]?, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
    if let known = slot { return known }
    var json = JSONWriter()
    write(&json)
    slot = json.bytes
    return json.bytes
  }

  private mutating func writeState(_ entry: TimeEntry, _ json: inout JSONWriter) {
    let reason = Store.lockedReason(entry)
    let task = Int(entry.taskAssignment)
    let isArchived = archived[task] ?? store.isArchived(entry)
    archived[task] = isArchived
    json.field("is_locked", reason != nil || isArchived)
    json.field("locked_reason", reason)
    json.field("is_closed", entry.approval == .approved)
    json.field("approval_status", entry.approval.rawValue)
    json.field("is_billed", entry.invoice != nil)
  }

  private func writeTimer(_ entry: TimeEntry, _ json: inout JSONWriter) {
    json.field("timer_started_at", entry.timerStarted)
    if store.company.wantsTimestampTimers {
      json.field("started_time", entry.startMinute.flatMap { Self.clock(Int($0)) })
      json.field("ended_time", entry.endMinute.flatMap(Self.clock))
    } else {
      json.null("started_time")
      json.null("ended_time")
    }
    json.field("is_running", entry.timerStarted != nil)
  }

  /// `2:05pm`, also after midnight.
  private static func clock(_ minute: Int) -> String? { ClockTime(minutes: minute % 1440)?.twelveHour }

  private func writeInvoice(_ entry: TimeEntry, _ json: inout JSONWriter) {
    guard let index = entry.invoice else { return json.null("invoice") }
    let invoice = store.invoices[Int(index)]
    json.object("invoice") { json in
      json.field("id", invoice.id)
      json.field("number", invoice.number)
    }
  }

  private func writeExternalReference(_ entry: TimeEntry, _ json: inout JSONWriter) {
    guard let index = entry.externalReference else { return json.null("external_reference") }
    let reference = store.externalReferences[Int(index)]
    json.object("external_reference") { json in
      json.field("id", reference.id)
      json.field("group_id", reference.groupID)
      json.field("account_id", reference.accountID)
      json.field("permalink", reference.permalink)
      json.field("service", reference.service)
      json.field(
        "service_icon_url", reference.service.map { "https://\(store.company.domain)/icons/\($0).png" })
    }
  }

  private mutating func writeMoney(_ entry: TimeEntry, _ json: inout JSONWriter) {
    json.fragment(
      Self.cached(&money[Int(entry.taskAssignment)]) { json in
        let project = store.projects[store.taskAssignments[Int(entry.taskAssignment)].project]
        json.field("billable", store.isBillable(entry))
        json.field("budgeted", project.budgetBy != .none)
      })
    json.field("billable_rate", caller.seesBillableRates ? store.billableRate(entry) : nil)
    json.field("cost_rate", caller.isAdministrator ? store.costRate(entry) : nil)
  }
}
