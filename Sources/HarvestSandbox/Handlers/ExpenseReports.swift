import HvValues

/// `/reports/expenses/…`: the expenses that the caller sees.
enum ExpenseReports {
  static let handlers: [String: Handler] = [
    "clientsExpensesReport": .read { (call, store) throws(Refusal) in try report(call, store, .client) },
    "projectsExpensesReport": .read { (call, store) throws(Refusal) in try report(call, store, .project) },
    "expenseCategoriesReport": .read { (call, store) throws(Refusal) in try report(call, store, .category) },
    "teamExpensesReport": .read { (call, store) throws(Refusal) in try report(call, store, .user) },
  ]

  private struct Sum {
    var total = ExactSum()
    var billable = ExactSum()
  }

  private static func report(
    _ call: Call, _ store: Store, _ subject: ReportSubject
  ) throws(Refusal) -> [UInt8] {
    let days = try ReportRange(call.query).days
    let rows = try reckoned { () throws(ExactFault) in
      let sums = try sums(call.caller, store, days, subject)
      var rows: [(key: ReportSubject.Key, total: Exact, billable: Exact)] = []
      for key in subject.sorted(sums.keys, store) {
        guard let sum = sums[key] else { continue }
        rows.append((key, try sum.total.cents(), try sum.billable.cents()))
      }
      return rows
    }
    return try call.page(of: rows) { row, json in
      if subject == .project {
        ReportSubject.writeClient(store.clients[store.projects[row.key.place].client], &json)
      }
      subject.write(row.key.place, store, &json)
      json.figure("total_amount", row.total)
      json.figure("billable_amount", row.billable)
      json.field("currency", row.key.currency)
    }
  }

  private static func sums(
    _ caller: Caller, _ store: Store, _ days: ClosedRange<Day>, _ subject: ReportSubject
  ) throws(ExactFault) -> [ReportSubject.Key: Sum] {
    var sums: [ReportSubject.Key: Sum] = [:]
    for expense in store.expenses where days.contains(expense.spent) {
      let person = store.userAssignments[expense.userAssignment]
      guard caller.sees(user: person.user, project: person.project) else { continue }
      let client = store.projects[person.project].client
      let place =
        switch subject {
        case .client: client
        case .category: expense.category
        case .user: person.user
        case .project, .task: person.project
        }
      let key = ReportSubject.Key(place: place, currency: store.clients[client].currency)
      try sums[key, default: Sum()].total.add(expense.totalCost)
      if expense.billable { try sums[key, default: Sum()].billable.add(expense.totalCost) }
    }
    return sums
  }
}
