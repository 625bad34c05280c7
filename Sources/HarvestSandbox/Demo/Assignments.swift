import HvValues

/// What one person of the story could work on, by day.
struct Assignments {
  /// One project.
  private struct Slot {
    let userAssignment: Int32
    let project: Int
    let customer: Customer
    let days: ClosedRange<Day>
    let weight: Int
    let tasks: [(assignment: Int32, work: Work, weight: Int)]
  }

  /// One task of one project.
  struct Pick {
    let userAssignment: Int32
    let taskAssignment: Int32
    let project: Int
    let customer: Customer
    let work: Work

    /// Such work often belongs to an issue in another system.
    var isTracked: Bool { [.programming, .codeReview, .qualityAssurance, .support].contains(work) }
  }

  let person: Person
  private var slots: [Slot] = []
  private var timeOff: Slot?

  init(of person: Person, _ teller: StoryTeller) {
    self.person = person
    let story = Story.people[person.rawValue]
    let store = teller.store
    for (place, assignment) in store.userAssignments.enumerated() where assignment.user == person.rawValue {
      let project = store.projects[assignment.project]
      let start = max(project.startsOn ?? teller.first, teller.day(monthsAgo: story.joined))
      let end = min(project.endsOn ?? teller.today, story.left.map(teller.day(monthsAgo:)) ?? teller.today)
      guard start <= end, let customer = Customer(rawValue: project.client) else { continue }
      let tasks = store.taskAssignments.indices.filter { store.taskAssignments[$0].project == assignment.project }
      let slot = Slot(
        userAssignment: Int32(place), project: assignment.project, customer: customer, days: start...end,
        weight: customer == .own ? 3 : project.budgetIsMonthly ? 6 : 14,
        tasks: tasks.compactMap { task in
          Work(rawValue: store.taskAssignments[task].task).map { (Int32(task), $0, Self.weight(of: $0, story.work)) }
        })
      if slot.tasks.contains(where: { $0.work == .vacation }) { timeOff = slot } else { slots.append(slot) }
    }
  }

  private static func weight(of work: Work, _ preferred: [Work]) -> Int {
    preferred.firstIndex(of: work).map { $0 == 0 ? 14 : 8 } ?? 1
  }

  /// Draws a task of a project that ran on this day; nil where there was none.
  func pick(_ work: StoryTeller.Workday, _ random: inout SplitMix) -> Pick? {
    if work.isVacation { return timeOff.flatMap { pick($0, &random) } }
    var lot = random.below(slots.reduce(0) { $1.days.contains(work.day) ? $0 + $1.weight : $0 })
    for slot in slots where slot.days.contains(work.day) {
      lot -= slot.weight
      if lot < 0 { return pick(slot, &random) }
    }
    return nil
  }

  private func pick(_ slot: Slot, _ random: inout SplitMix) -> Pick? {
    var lot = random.below(slot.tasks.reduce(0) { $0 + $1.weight })
    for task in slot.tasks {
      lot -= task.weight
      if lot < 0 {
        return Pick(
          userAssignment: slot.userAssignment, taskAssignment: task.assignment, project: slot.project,
          customer: slot.customer, work: task.work)
      }
    }
    return nil
  }
}
