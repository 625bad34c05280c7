import HvValues

/// Projects with their assignments, in the order in which they began.
extension StoryTeller {
  mutating func makeProjects() {
    var ids = IDs(after: 14_307_000, step: 12_000)
    var userIDs = IDs(after: 125_063_000, step: 600)
    var taskIDs = IDs(after: 155_502_000, step: 600)
    for story in Story.projects.sorted(by: { $0.start > $1.start }) {
      let start = day(monthsAgo: story.start)
      let created = officeMoment(start)
      let place = store.projects.count
      store.projects.append(project(story, id: ids.next(&random), start: start, created: created))
      for (position, person) in story.team.enumerated() {
        store.userAssignments.append(
          assignment(of: person, leads: position == 0, to: place, story, id: userIDs.next(&random), created: created))
      }
      for work in story.work {
        store.taskAssignments.append(
          assignment(of: work, to: place, story, id: taskIDs.next(&random), created: created))
      }
    }
  }

  private mutating func project(_ story: ProjectStory, id: Int64, start: Day, created: Instant) -> Project {
    let end = story.end.map(day(monthsAgo:))
    let updated = end.map { officeMoment($0) } ?? later(than: created, days: 400)
    var project = Project(
      id: id, client: story.customer.rawValue, name: story.name, code: story.code, isActive: end == nil,
      isBillable: true, billBy: .none, budgetBy: .none, budgetIsMonthly: story.isMonthly,
      showsBudgetToAll: story.isMonthly, isFixedFee: story.fee != nil, fee: story.fee.map { Exact($0) },
      notes: story.notes, startsOn: start, endsOn: end, created: created, updated: max(created, updated))
    switch story.billing {
    case .project(let rate):
      project.billBy = .project
      project.hourlyRate = Exact(rate)
    case .tasks: project.billBy = .tasks
    case .people: project.billBy = .people
    case .unrated: break
    case .notBillable: project.isBillable = false
    }
    switch story.budget {
    case .none: break
    case .hours(let hours):
      project.budgetBy = .project
      project.budget = Exact(hours)
      project.notifiesWhenOverBudget = true
    case .money(let amount):
      project.budgetBy = .projectCost
      project.costBudget = Exact(amount)
      project.costBudgetIncludesExpenses = story.fee != nil
      project.notifiesWhenOverBudget = true
    case .hoursPerTask: project.budgetBy = .task
    case .moneyPerTask: project.budgetBy = .taskFees
    case .hoursPerPerson: project.budgetBy = .person
    }
    return project
  }

  private mutating func assignment(
    of person: Person, leads: Bool, to project: Int, _ story: ProjectStory, id: Int64, created: Instant
  ) -> UserAssignment {
    let user = store.users[person.rawValue]
    let since = max(created, user.created)
    var assignment = UserAssignment(
      id: id, project: project, user: person.rawValue, isActive: user.isActive, isProjectManager: leads,
      usesDefaultRates: true, created: since, updated: later(than: since, days: 60))
    if case .people = story.billing {
      assignment.usesDefaultRates = !random.chance(1, in: 3)
      let own = user.billableRates.last?.amount
      assignment.hourlyRate = assignment.usesDefaultRates ? own : Exact(90 + 5 * random.below(10))
    }
    if case .hoursPerPerson(let hours) = story.budget { assignment.budget = Exact(hours) }
    return assignment
  }

  private mutating func assignment(
    of work: Work, to project: Int, _ story: ProjectStory, id: Int64, created: Instant
  ) -> TaskAssignment {
    let task = Story.tasks[work.rawValue]
    let isBillable = task.isBillable && store.projects[project].isBillable
    var assignment = TaskAssignment(
      id: id, project: project, task: work.rawValue, isActive: task.isActive, billable: isBillable,
      hourlyRate: task.rate.map { Exact($0 * Story.units(store.clients[story.customer.rawValue].currency)) },
      created: created, updated: later(than: created, days: 60))
    switch story.budget {
    case .hoursPerTask(let amount), .moneyPerTask(let amount): assignment.budget = Exact(amount)
    default: break
    }
    return assignment
  }
}

extension Story {
  /// Roughly what a euro is in whole units of a currency.
  static func units(_ currency: String) -> Int {
    switch currency {
    case "JPY": 100
    case "NOK": 10
    default: 1
    }
  }
}
