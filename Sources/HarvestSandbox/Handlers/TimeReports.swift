import HvValues

/// `/reports/time/…`: hours and amounts of the work that the caller sees.
enum TimeReports {
  static let handlers: [String: Handler] = [
    "clientsTimeReport": .read { (call, store) throws(Refusal) in try report(call, store, .client) },
    "projectsTimeReport": .read { (call, store) throws(Refusal) in try report(call, store, .project) },
    "tasksReport": .read { (call, store) throws(Refusal) in try report(call, store, .task) },
    "teamTimeReport": .read { (call, store) throws(Refusal) in try report(call, store, .user) },
  ]

  private static func report(
    _ call: Call, _ store: Store, _ subject: ReportSubject
  ) throws(Refusal) -> [UInt8] {
    let wantsForecast = try call.query.flag("include_forecast") ?? false
    let forecast = wantsForecast && [.project, .user].contains(subject)
    let sums = try TimeSums(call, store, subject)
    let rows = try reckoned { () throws(ExactFault) in
      var rows: [(key: ReportSubject.Key, figures: TimeSums.Figures)] = []
      for key in subject.sorted(sums.keys, store) { rows.append((key, try sums.figures(of: key, store))) }
      return rows
    }
    return try call.page(of: rows) { row, json in
      subject.write(row.key.place, store, &json)
      if subject == .project {
        ReportSubject.writeClient(store.clients[store.projects[row.key.place].client], &json)
      }
      json.figure("total_hours", hundredths: row.figures.hours)
      json.figure("billable_hours", hundredths: row.figures.billable)
      if let currency = row.key.currency {
        json.field("currency", currency)
        json.figure("billable_amount", row.figures.amount)
      }
      if subject == .user { writeUser(store.users[row.key.place], store, &json) }
      // Nothing is ever scheduled here: Forecast is another product.
      if forecast { json.figure("scheduled_hours", .zero) }
    }
  }

  private static func writeUser(_ user: User, _ store: Store, _ json: inout JSONWriter) {
    json.field("weekly_capacity", user.weeklyCapacity)
    json.field("avatar_url", "https://\(store.company.domain)/avatars/\(user.id).png")
  }
}

/// The sums of a report on time, gathered in one pass over the entries.
private struct TimeSums {
  /// Hours are hundredths.
  private struct Sum {
    var hours: Int64 = 0
    var billable: Int64 = 0
    var amount = ExactSum()
    /// Billable hours by place of a fixed-fee project.
    var fixed: [Int: Int64] = [:]
  }

  /// What a row shows; hours are hundredths, the amount is in cents.
  struct Figures {
    let hours: Int64
    let billable: Int64
    let amount: Exact
  }

  private var sums: [ReportSubject.Key: Sum] = [:]
  /// By place of a project: the billable hours of all its days and people, where it has a fee that is asked for.
  private var feeHours: [Int64]

  var keys: some Sequence<ReportSubject.Key> { sums.keys }

  /// - Throws: 400 or 422 for wrong parameters.
  init(_ call: Call, _ store: Store, _ subject: ReportSubject) throws(Refusal) {
    let days = try ReportRange(call.query).days
    let wantsFees = try call.query.flag("include_fixed_fee") == true
    let seesRates = call.caller.seesBillableRates
    let visible = store.userAssignments.byPlace { call.caller.sees(user: $0.user, project: $0.project) }
    let hasFee = store.projects.byPlace { $0.isFixedFee }
    let currencies = store.projects.byPlace { seesRates ? store.clients[$0.client].currency : nil }
    let places = store.taskAssignments.byPlace { (project: $0.project, task: $0.task) }
    let users = store.userAssignments.byPlace { $0.user }
    let clients = store.projects.byPlace { $0.client }
    var feeHours: [Int64] = Array(repeating: 0, count: store.projects.places)
    var sums: [ReportSubject.Key: Sum] = [:]
    try reckoned { () throws(ExactFault) in
      for entry in store.timeEntries {
        let (project, task) = places[Int(entry.taskAssignment)]
        let isBillable = store.isBillable(entry)
        let hours = store.reported(entry)
        if hasFee[project], isBillable { feeHours[project] += hours }
        guard days.contains(entry.spent), visible[Int(entry.userAssignment)] else { continue }
        let place =
          switch subject {
          case .client: clients[project]
          case .task: task
          case .user: users[Int(entry.userAssignment)]
          case .project, .category: project
          }
        let amount = seesRates && isBillable && !hasFee[project] ? try store.amount(entry) : .zero
        let key = ReportSubject.Key(place: place, currency: currencies[project])
        var sum = sums.removeValue(forKey: key) ?? Sum()
        sum.hours += hours
        if isBillable {
          sum.billable += hours
          try sum.amount.add(amount)
          if wantsFees, hasFee[project] { sum.fixed[project, default: 0] += hours }
        }
        sums[key] = sum
      }
    }
    self.sums = sums
    self.feeHours = feeHours
  }

  /// A row's figures. Of a fee the row gets the part that its billable hours are of all that the project ever had.
  func figures(of key: ReportSubject.Key, _ store: Store) throws(ExactFault) -> Figures {
    guard let sum = sums[key] else { return Figures(hours: 0, billable: 0, amount: .zero) }
    var amount = sum.amount
    for (project, hours) in sum.fixed where feeHours[project] > 0 {
      guard let fee = store.projects[project].fee else { continue }
      try amount.add(fee.multiplied(by: Exact(hours)).divided(by: Exact(feeHours[project])))
    }
    return Figures(hours: sum.hours, billable: sum.billable, amount: try amount.cents())
  }
}
