import HvValues

/// Some hundred expenses, spread evenly over the story.
extension StoryTeller {
  private static let expenseCount = 480

  mutating func makeExpenses() {
    var ids = IDs(after: 15_296_000, step: 700)
    let schedule = Person.allCases.map { Assignments(of: $0, self) }
    let length = today - first
    for number in 0..<Self.expenseCount {
      let day = weekday(first.adding(days: number * length / Self.expenseCount) ?? today)
      guard let pick = expensePick(schedule, on: day) else { continue }
      add(pick, on: day, id: ids.next(&random))
    }
  }

  /// The Friday before a weekend.
  private func weekday(_ day: Day) -> Day { day.adding(days: min(0, 5 - day.weekday)) ?? day }

  /// Somebody's work for a client on that day; nil where a few draws find none.
  private mutating func expensePick(_ schedule: [Assignments], on day: Day) -> Assignments.Pick? {
    let work = Workday(day: day, isVacation: false, weight: 1)
    for _ in 0..<20 {
      if let pick = schedule[random.below(schedule.count)].pick(work, &random), pick.customer != .own { return pick }
    }
    return nil
  }

  private mutating func add(_ pick: Assignments.Pick, on day: Day, id: Int64) {
    let place = drawCategory(on: day)
    let category = Story.categories[place]
    let assignment = Int(pick.userAssignment)
    let amount = category.range.lowerBound + random.below(category.range.count)
    var units = Exact(1)
    var cost = Exact(
      significand: Int64(amount * 100 + random.below(100)) * Int64(Story.units(currency(of: pick))), scale: 2)
    if let price = store.expenseCategories[place].unitPrice {
      units = Exact(significand: Int64(amount * 10 + random.below(2) * 5), scale: 1)
      cost = (try? units.multiplied(by: price).rounded(to: 2, .halfUp)) ?? .zero
    }
    let created = moment(day, seconds: 17 * 3600 + random.below(7200))
    let person = Person(rawValue: store.userAssignments[assignment].user) ?? .ada
    let approval = approval(of: person, on: day)
    let isBillable = store.projects[pick.project].isBillable && random.chance(5, in: 6)
    let month = isBillable ? monthOfWork(for: pick.customer, on: day) : nil
    store.expenses.insert(
      Expense(
        id: id, created: created, updated: touched(created, on: day, approval, month: month), spent: day,
        userAssignment: assignment, category: place, units: units, totalCost: cost,
        notes: expenseNote(category.name), billable: isBillable, receipt: receipt(),
        invoice: month.map { Int($0) }, approval: approval))
  }

  private func currency(of pick: Assignments.Pick) -> String { Story.clients[pick.customer.rawValue].currency }

  /// Mostly meals and travel; print proofs only in the first year.
  private mutating func drawCategory(on day: Day) -> Int {
    let weights = [8, 30, 10, 25, 12, 15, day < self.day(monthsAgo: 24) ? 6 : 0]
    var lot = random.below(weights.reduce(0, +))
    for (place, weight) in weights.enumerated() {
      lot -= weight
      if lot < 0 { return place }
    }
    return 0
  }

  private mutating func expenseNote(_ category: String) -> String? {
    if random.chance(1, in: 6) { return nil }
    let notes = [
      "\(category) on the way to the client", "Lunch with client", "Reise nach Zürich", "打ち合わせ", "", "=1+1",
      "Trip & stay",
    ]
    return notes[random.below(notes.count)]
  }

  private mutating func receipt() -> Receipt? {
    guard random.chance(9, in: 20) else { return nil }
    let files = [
      ("lunch_receipt.gif", "image/gif"), ("IMG_2041.jpg", "image/jpeg"), ("領収書.pdf", "application/pdf"),
      ("Rechnung Hotel Zürich.pdf", "application/pdf"), ("scan (3).png", "image/png"),
    ]
    let (name, type) = files[random.below(files.count)]
    return Receipt(fileName: name, fileSize: Int64(9_000 + random.below(900_000)), contentType: type)
  }
}
