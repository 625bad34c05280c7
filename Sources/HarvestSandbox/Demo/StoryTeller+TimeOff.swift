import HvValues

/// Leave of last year and this one: the weeks in which people tracked vacation are requests that were approved.
extension StoryTeller {
  /// Places in the types.
  private enum Leave: Int { case vacation, sick, unpaid, volunteer, birthday }

  private static let carryover: Int32 = 500

  mutating func makeTimeOff() {
    makeTypes()
    makeCalendars()
    makeSchedules()
    makeTimeOffAssignments()
    var plans: [Plan] = []
    for person in Person.allCases { plans += vacations(of: person) + sickness(of: person) }
    addRequests(plans)
    makeAllocations()
  }

  private mutating func makeTypes() {
    let created = officeMoment(day(monthsAgo: 30))
    func type(
      _ leave: Leave, _ name: String, _ color: String, _ icon: String?, days: Int32?, carryover: Int32? = nil,
      approval: Bool = true, visible: Bool = true, active: Bool = true
    ) -> TimeOffType {
      TimeOffType(
        id: 101 + Int64(leave.rawValue), name: name, color: color, icon: icon, daysPerYear: days,
        maxCarryover: carryover, requiresApproval: approval, isVisibleToAll: visible, isActive: active,
        created: created, updated: created)
    }
    store.timeOff.types.append(
      type(.vacation, "Vacation", "#2F80ED", "palm-tree", days: 2500, carryover: Self.carryover))
    store.timeOff.types.append(
      type(.sick, "Sick Leave", "#EB5757", "thermometer", days: nil, approval: false, visible: false))
    store.timeOff.types.append(type(.unpaid, "Unpaid Leave", "#828282", nil, days: nil))
    store.timeOff.types.append(type(.volunteer, "Volunteer Day", "#27AE60", "heart", days: 100))
    store.timeOff.types.append(type(.birthday, "Birthday", "#F2C94C", "cake", days: 100, active: false))
  }

  // MARK: Calendars and schedules

  /// The fixed holidays of a country: month, day, name.
  private static let countries: [(name: String, holidays: [(month: Int, day: Int, name: String)])] = [
    (
      "Netherlands",
      [
        (1, 1, "New Year's Day"), (4, 27, "King's Day"), (12, 25, "Christmas Day"), (12, 26, "Second Day of Christmas"),
      ]
    ),
    ("United Kingdom", [(1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")]),
    (
      "Japan",
      [
        (1, 1, "元日"), (2, 11, "建国記念の日"), (5, 3, "憲法記念日"), (11, 3, "文化の日"), (11, 23, "勤労感謝の日"),
      ]
    ),
  ]

  private mutating func makeCalendars() {
    let created = officeMoment(day(monthsAgo: 30))
    var holiday: Int64 = 40
    for (place, country) in Self.countries.enumerated() {
      var holidays: [Holiday] = []
      for year in today.year - 1...today.year + 1 {
        for (month, number, name) in country.holidays {
          guard let day = Day(year: year, month: month, day: number) else { continue }
          holiday += 1
          holidays.append(Holiday(id: holiday, name: name, day: day))
        }
      }
      store.timeOff.calendars.append(
        HolidayCalendar(
          id: 12 + Int64(place), name: country.name, holidays: holidays, created: created, updated: created))
    }
  }

  /// One for each length of a week that somebody works, the whole one first.
  private mutating func makeSchedules() {
    let created = officeMoment(day(monthsAgo: 30))
    let weeks: [(name: String, days: [Int32])] = [
      ("Full Time", [8, 8, 8, 8, 8]), ("Nine Hours, Four Days", [9, 9, 9, 9, 0]), ("Four Days", [8, 8, 8, 8, 0]),
      ("Six Hours a Day", [6, 6, 6, 6, 6]), ("Three Days", [8, 8, 8, 0, 0]), ("Mornings", [4, 4, 4, 4, 4]),
    ]
    for (place, week) in weeks.enumerated() {
      store.timeOff.schedules.append(
        WorkSchedule(
          id: 8 + Int64(place), name: week.name, isDefault: place == 0, isActive: week.name != "Mornings",
          hours: week.days.map { $0 * 100 } + [0, 0], created: created, updated: created))
    }
  }

  /// Contractors have their own schedule but no holidays; people elsewhere in Europe have the company's.
  private mutating func makeTimeOffAssignments() {
    for story in Story.people where story.left == nil {
      let calendar =
        switch story.zone {
        case _ where story.isContractor: nil as Int?
        case "London": 1
        case "Tokyo": 2
        default: 0
        }
      let schedule = store.timeOff.schedules.firstIndex { $0.isActive && $0.week == Int32(story.week) * 100 }
      store.timeOff.assignments[story.person.rawValue] = TimeOffAssignment(
        calendar: calendar, schedule: story.week == 40 ? nil : schedule)
    }
  }

  // MARK: Requests

  /// A request before it is written down.
  private struct Plan {
    let person: Person
    let leave: Leave
    let status: TimeOffStatus
    let days: ClosedRange<Day>
    let workdays: [Day]
    var minutes: ClosedRange<Int>?
    let created: Instant
  }

  /// Hundredths of an hour that somebody works on a day; 0 on holidays.
  private func hours(of person: Person, on day: Day) -> Int32 {
    let assignment = store.timeOff.assignments[person.rawValue]
    let holidays = assignment?.calendar.map { store.timeOff.calendars[$0].holidays } ?? []
    if holidays.contains(where: { $0.day == day }) { return 0 }
    return store.timeOff.schedules[assignment?.schedule ?? 0].hours[day.weekday - 1]
  }

  /// From the beginning of last year, or somebody's, to the end of what people plan for.
  private func period(of person: Person) -> ClosedRange<Int32>? {
    let story = Story.people[person.rawValue]
    let start = max(day(monthsAgo: story.joined), Day(year: today.year - 1, month: 1, day: 1) ?? first)
    let end = story.left.map(day(monthsAgo:)) ?? today.adding(days: 84) ?? today
    return start <= end ? start.daysSinceEpoch...end.daysSinceEpoch : nil
  }

  /// Hundredths of a day in a year: fewer for those who work less, none for contractors.
  private static func allowance(_ person: Person) -> Int32 {
    let story = Story.people[person.rawValue]
    return story.isContractor ? 0 : 2500 * Int32(story.week) / 40
  }

  /// What does not fit into the year's allowance is unpaid.
  private func vacations(of person: Person) -> [Plan] {
    guard let period = period(of: person) else { return [] }
    var used: [Int: Int32] = [:]
    var plans: [Plan] = []
    for number in period {
      let monday = Day(daysSinceEpoch: number)
      guard monday.weekday == 1, isVacation(person, monday) else { continue }
      let week = (0..<5).compactMap { monday.adding(days: $0) }.filter { period.contains($0.daysSinceEpoch) }
      let workdays = week.filter { hours(of: person, on: $0) > 0 }
      guard let last = week.last, !workdays.isEmpty else { continue }
      let status = status(of: person, from: monday)
      let needed = Dictionary(grouping: workdays, by: \.year).mapValues { Int32($0.count) * 100 }
      let fits = needed.allSatisfy { used[$0, default: 0] + $1 <= Self.allowance(person) }
      if fits, [.approved, .pending].contains(status) { used.merge(needed, uniquingKeysWith: +) }
      plans.append(
        Plan(
          person: person, leave: fits ? .vacation : .unpaid, status: status, days: monday...last, workdays: workdays,
          created: asked(
            person, before: min(monday, today), 5 + Int(lot(person.rawValue + 400, Self.week(monday)) % 40))))
    }
    return plans
  }

  private func isVacation(_ person: Person, _ day: Day) -> Bool { lot(person.rawValue, Self.week(day)) % 11 == 0 }

  /// What is near is settled; what is further ahead may still be open.
  private func status(of person: Person, from day: Day) -> TimeOffStatus {
    if day - today <= 10 { return .approved }
    switch lot(person.rawValue + 500, Self.week(day)) % 6 {
    case 0: return .declined
    case 1: return .changesRequested
    case 2: return .approved
    default: return .pending
    }
  }

  private func asked(_ person: Person, before day: Day, _ days: Int) -> Instant {
    max(moment(day.adding(days: -days) ?? day, seconds: 9 * 3600 + days * 60), store.users[person.rawValue].created)
  }

  /// A day now and then, sometimes only its morning.
  private func sickness(of person: Person) -> [Plan] {
    guard let period = period(of: person) else { return [] }
    return period.compactMap { number in
      let day = Day(daysSinceEpoch: number)
      guard day <= today, hours(of: person, on: day) > 0, !isVacation(person, day),
        lot(person.rawValue + 600, Int(number)) % 130 == 0
      else { return nil }
      var plan = Plan(
        person: person, leave: .sick, status: .approved, days: day...day, workdays: [day],
        created: asked(person, before: day, 0))
      if lot(person.rawValue + 700, Int(number)) % 4 == 0 { plan.minutes = 9 * 60...13 * 60 }
      return plan
    }
  }

  /// In the order in which they were made.
  private mutating func addRequests(_ plans: [Plan]) {
    var ids = IDs(after: 500, step: 3)
    var dayIDs = IDs(after: 1000, step: 2)
    let inOrder = plans.enumerated().sorted { ($0.element.created, $0.offset) < ($1.element.created, $1.offset) }
    for plan in inOrder.map(\.element) {
      let isOpen = plan.status == .pending || plan.leave == .sick
      let reviewed = isOpen ? nil : min(plan.created.adding(seconds: 30 * 3600) ?? store.now, store.now)
      let part: Int32 = plan.minutes == nil ? 100 : 50
      let workdays = plan.workdays.map { day in
        TimeOffRequest.OneDay(
          id: dayIDs.next(&random), day: day, hours: hours(of: plan.person, on: day) * part / 100, fraction: part)
      }
      store.timeOff.requests.append(
        TimeOffRequest(
          id: ids.next(&random), user: plan.person.rawValue, type: plan.leave.rawValue, status: plan.status,
          days: plan.days, workdays: workdays, minutes: plan.minutes, notes: note(plan),
          reviewReason: Self.reason(plan.status), reviewed: reviewed,
          reviewer: reviewed == nil ? nil : reviewer(of: plan.person).rawValue, created: plan.created,
          updated: reviewed ?? plan.created))
    }
  }

  private func note(_ plan: Plan) -> String? {
    let notes = ["Family visit", "Ferien in den Bergen", "帰省", "Moving house", nil, nil, nil]
    if plan.leave == .sick { return plan.minutes == nil ? nil : "Dentist" }
    return notes[Int(lot(plan.person.rawValue + 800, Self.week(plan.days.lowerBound)) % UInt64(notes.count))]
  }

  private static func reason(_ status: TimeOffStatus) -> String? {
    switch status {
    case .declined: "The release is in that week"
    case .changesRequested: "Could you go a week later?"
    case .approved, .pending: nil
    }
  }

  /// The manager of the person, or else whoever runs the office.
  private func reviewer(of person: Person) -> Person {
    Story.people.first { $0.teammates.contains(person) }?.person ?? (person == .ingrid ? .ada : .ingrid)
  }

  // MARK: Allocations

  /// Vacation of last year and this one; what is left of last year's, up to five days, goes on.
  private mutating func makeAllocations() {
    var ids = IDs(after: 780, step: 2)
    for year in [today.year - 1, today.year] {
      guard let start = Day(year: year, month: 1, day: 1) else { continue }
      for story in Story.people where story.left == nil && day(monthsAgo: story.joined).year <= year {
        let place = story.person.rawValue
        let whole = Self.allowance(story.person)
        let carried = year == today.year ? carryover(of: story.person, from: year - 1) : 0
        let created = max(moment(start, seconds: 9 * 3600), store.users[place].created)
        store.timeOff.allocations.append(
          TimeOffAllocation(
            id: ids.next(&random), year: year, user: place, type: Leave.vacation.rawValue,
            daysPerYear: whole == 2500 ? nil : whole, carryover: carried, created: created, updated: created))
      }
    }
  }

  private func carryover(of person: Person, from year: Int) -> Int32 {
    guard day(monthsAgo: Story.people[person.rawValue].joined).year <= year else { return 0 }
    let requests = store.timeOff.requests.filter {
      $0.user == person.rawValue && $0.type == Leave.vacation.rawValue && $0.status == .approved
    }
    let used = requests.flatMap(\.workdays).filter { $0.day.year == year }.reduce(0) { $0 + $1.fraction }
    return min(max(Self.allowance(person) - used, 0), Self.carryover)
  }
}
