import HvValues

/// Three years of time entries.
extension StoryTeller {
  mutating func makeTimeEntries() {
    guard entries > 0 else { return }
    let pool = NotePool(&store)
    makeExternalReferences()
    let schedule = Person.allCases.map { Assignments(of: $0, self) }
    var ids = IDs(after: 2_300_000_000, step: 37)
    store.timeEntries.reserveCapacity(entries)

    let total = eachWorkday { _, _, _ in }
    var passed = 0
    // The last entry is the running timer; each person's day gets its share of the others.
    eachWorkday { teller, person, work in
      passed += work.weight
      let count = (teller.entries - 1) * passed / max(total, 1) - teller.store.timeEntries.count
      if count > 0 { teller.add(count, schedule[person.rawValue], work, pool, &ids) }
    }
    addTimer(schedule[caller.rawValue], pool, &ids)
  }

  /// A day of one person.
  struct Workday {
    let day: Day
    let isVacation: Bool
    /// How much of the story's entries belong here; more than 0.
    let weight: Int
  }

  /// Calls for every day on which somebody tracked time, in order; answers the sum of their weights.
  @discardableResult
  private mutating func eachWorkday(_ body: (inout StoryTeller, Person, Workday) -> Void) -> Int {
    var total = 0
    let joined = Story.people.map { day(monthsAgo: $0.joined) }
    let left = Story.people.map { $0.left.map(day(monthsAgo:)) ?? today }
    for number in first.daysSinceEpoch...today.daysSinceEpoch {
      let day = Day(daysSinceEpoch: number)
      for person in Person.allCases where day >= joined[person.rawValue] && day <= left[person.rawValue] {
        let workday = workday(of: person, on: day)
        total += workday.weight
        if workday.weight > 0 { body(&self, person, workday) }
      }
    }
    return total
  }

  /// Work on weekdays, hardly on weekends, never on the three holidays; some five weeks of vacation a year.
  private func workday(of person: Person, on day: Day) -> Workday {
    let isWeekend = day.weekday > 5
    let isVacation = lot(person.rawValue, Self.week(day)) % 11 == 0
    let isHoliday = [[12, 25], [12, 26], [1, 1]].contains([day.month, day.day])
    let weight = isHoliday || (isWeekend && isVacation) ? 0 : isWeekend ? 12 : Story.people[person.rawValue].week * 10
    return Workday(day: day, isVacation: isVacation, weight: weight)
  }

  private mutating func add(
    _ count: Int, _ assignments: Assignments, _ work: Workday, _ pool: NotePool, _ ids: inout IDs
  ) {
    let week = Story.people[assignments.person.rawValue].week
    var minutes = week * 12
    if !work.isVacation { minutes += random.below(160) - 85 }
    if work.day.weekday > 5 { minutes = 60 + random.below(180) }
    let shares = (0..<count).map { _ in work.isVacation ? 1 : 20 + random.below(80) }
    let sum = shares.reduce(0, +)
    var start = 8 * 60 + 30 + random.below(60)
    for share in shares {
      guard let pick = assignments.pick(work, &random) else { return }
      let length = tidy(minutes * share / sum)
      add(pick, assignments.person, on: work.day, start: start, minutes: length, pool, id: ids.next(&random))
      start += length + random.below(20)
    }
  }

  /// Most people track quarters of an hour, some five minutes, some what the timer says.
  private mutating func tidy(_ minutes: Int) -> Int {
    let step = random.chance(3, in: 5) ? 15 : random.chance(3, in: 5) ? 5 : 1
    return max((minutes + step / 2) / step * step, step)
  }

  private mutating func add(
    _ pick: Assignments.Pick, _ person: Person, on day: Day, start: Int, minutes: Int, _ pool: NotePool, id: Int64
  ) {
    let created = moment(day, seconds: min((start + minutes) * 60 + random.below(60), 86_399))
    var entry = TimeEntry(
      id: id, created: created, updated: created, spent: day, userAssignment: pick.userAssignment,
      taskAssignment: pick.taskAssignment, hours: Store.hundredths(minutes: Int64(minutes)),
      startMinute: Int16(clamping: start % 1440), approval: approval(of: person, on: day))
    entry.note = pool.note(pick.work, Story.clients[pick.customer.rawValue].language, store.timeEntries.count, &random)
    if pick.isTracked, random.chance(1, in: 25) {
      entry.externalReference = Int32(random.below(store.externalReferences.count))
    }
    if store.projects[pick.project].fee == nil, store.billableRate(entry) != nil {
      entry.invoice = monthOfWork(for: pick.customer, on: day)
    }
    entry.updated = touched(created, on: day, entry.approval, month: entry.invoice)
    store.timeEntries.insert(entry)
  }

  /// The caller's timer, started 47 minutes and 36 seconds ago; it is not yet touched by anything else.
  private mutating func addTimer(_ assignments: Assignments, _ pool: NotePool, _ ids: inout IDs) {
    let started = store.now.adding(seconds: -2856) ?? store.now
    let work = Workday(day: today, isVacation: false, weight: 1)
    guard let pick = assignments.pick(work, &random) else { return }
    store.timeEntries.insert(
      TimeEntry(
        id: ids.next(&random), created: started, updated: started, timerStarted: started, spent: today,
        userAssignment: pick.userAssignment, taskAssignment: pick.taskAssignment,
        note: pool.note(pick.work, .english, 0, &random), hours: 0,
        startMinute: Int16(clamping: started.secondsOfDay / 60), approval: .unsubmitted))
  }

  private mutating func makeExternalReferences() {
    for number in 1..<80 {
      let isIssue = number % 3 != 0
      let service = isIssue ? "github.com" : "trello.com"
      store.externalReferences.append(
        ExternalReference(
          id: String(isIssue ? 400 + number * 7 : 90_000 + number * 31), groupID: "polderpine/studio-\(number % 5)",
          accountID: "polderpine",
          permalink: "https://\(service).example/polderpine/studio-\(number % 5)/\(400 + number * 7)"))
    }
  }
}
