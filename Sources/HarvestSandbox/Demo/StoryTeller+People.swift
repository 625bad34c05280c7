import HvValues

/// Clients, contacts, tasks, categories, users and roles.
extension StoryTeller {
  mutating func makeClients() {
    var ids = IDs(after: 5_735_000, step: 900)
    var contactIDs = IDs(after: 4_706_000, step: 500)
    for (place, story) in Story.clients.enumerated() {
      // They came one after the other in the five years before the first project.
      let created = officeMoment(day(monthsAgo: 100 - 5 * place))
      let updated = story.isActive ? later(than: created, days: 300) : officeMoment(day(monthsAgo: 20))
      store.clients.append(
        Client(
          id: ids.next(&random), name: story.name, isActive: story.isActive, address: story.address,
          statementKey: hexadecimal(digits: 32), currency: story.currency, created: created,
          updated: max(created, updated)))
      for contact in story.contacts {
        store.contacts.append(
          Contact(
            id: contactIDs.next(&random), client: place, title: contact.title, firstName: contact.first,
            lastName: contact.last, email: contact.email, phoneOffice: contact.office, phoneMobile: contact.mobile,
            created: created, updated: later(than: created, days: 200)))
      }
    }
  }

  private mutating func hexadecimal(digits: Int) -> String {
    var text = ""
    for _ in 0..<digits { text += String(random.below(16), radix: 16) }
    return text
  }

  mutating func makeTasks() {
    var ids = IDs(after: 8_083_000, step: 200)
    for (place, story) in Story.tasks.enumerated() {
      let created = officeMoment(day(monthsAgo: 90 - 3 * place))
      store.tasks.append(
        HarvestTask(
          id: ids.next(&random), name: story.name, billableByDefault: story.isBillable,
          defaultHourlyRate: story.rate.map { Exact($0) }, isDefault: story.isDefault, isActive: story.isActive,
          created: created, updated: later(than: created, days: 400)))
    }
    var categoryIDs = IDs(after: 4_195_000, step: 300)
    for (place, story) in Story.categories.enumerated() {
      let created = officeMoment(day(monthsAgo: 90 - 4 * place))
      store.expenseCategories.append(
        ExpenseCategory(
          id: categoryIDs.next(&random), name: story.name, unitName: story.unit,
          unitPrice: story.price.map { Exact(significand: $0, scale: 3) }, isActive: story.isActive, created: created,
          updated: later(than: created, days: 400)))
    }
  }

  mutating func makePeople() {
    var ids = IDs(after: 1_782_000, step: 9_000)
    var billableRateID: Int64 = 1_836_400
    var costRateID: Int64 = 825_300
    for story in Story.people {
      let joined = day(monthsAgo: story.joined)
      let created = officeMoment(joined)
      let updated = story.left.map { officeMoment(day(monthsAgo: $0)) } ?? later(than: created, days: 500)
      let id = ids.next(&random)
      store.users.append(
        User(
          id: id, firstName: story.first, lastName: story.last, email: "person\(id)@polderpine.example",
          telephone: story.phone, timezone: story.zone, joinsFutureProjects: story.access.contains(.administrator),
          isContractor: story.isContractor, isActive: story.left == nil, weeklyCapacity: Int64(story.week) * 3600,
          billableRates: rates(upTo: story.rate, step: 5, joined: created, lastID: &billableRateID),
          costRates: rates(upTo: story.cost, step: 2, joined: created, lastID: &costRateID),
          access: story.access.filter { $0 != .peopleManager },
          teammates: story.teammates.map(\.rawValue), created: created, updated: max(created, updated)))
    }
    var roleIDs = IDs(after: 617_000, step: 150)
    for (place, name) in Story.roles.enumerated() {
      let created = officeMoment(day(monthsAgo: 58 - place))
      let users = Story.people.filter { $0.roles.contains(name) }.map(\.person.rawValue)
      store.roles.append(
        Role(id: roleIDs.next(&random), name: name, users: users, created: created, updated: created))
    }
  }

  /// A raise every year: two years ago and one year ago, for those who were there.
  private func rates(upTo amount: Int, step: Int, joined: Instant, lastID: inout Int64) -> [Rate] {
    let raises = [24, 12].map(day(monthsAgo:)).filter { $0 > joined.day }
    var rates: [Rate] = []
    for (place, start) in ([nil] + raises).enumerated() {
      lastID += 1
      let created = start.map { moment($0, seconds: 9 * 3600) } ?? joined
      let amount = Exact(amount - step * (raises.count - place))
      rates.start(Rate(id: lastID, amount: amount, start: start, created: created, updated: created))
    }
    return rates
  }
}
