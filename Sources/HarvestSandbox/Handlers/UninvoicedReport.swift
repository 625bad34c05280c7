import HvValues

/// What could still be invoiced of each billable project: of the days asked for, or of its fixed fee.
enum UninvoicedReport {
  private struct Sum {
    /// Hundredths of an hour, as `uninvoiced` is.
    var hours: Int64 = 0
    var uninvoiced: Int64 = 0
    var amount = ExactSum()
    var expenses = ExactSum()
  }

  private struct Row {
    let project: Int
    let hours: Int64
    let uninvoiced: Int64
    let expenses: Exact
    let amount: Exact
  }

  static func answer(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    guard
      call.caller.has(.managedProjectsInvoiceDrafter) || call.caller.has(.managedProjectsInvoiceManager)
    else { throw .forbidden }
    let days = try ReportRange(call.query).days
    let wantsFees = try call.query.flag("include_fixed_fee") ?? true
    let projects = store.projects.indices.filter { place in
      let project = store.projects[place]
      return project.isBillable && (wantsFees || !project.isFixedFee) && call.caller.manages(project: place)
    }
    let rows = try reckoned { () throws(ExactFault) in
      let sums = try sums(store, days)
      let invoiced = try invoiced(store)
      var rows: [Row] = []
      for place in MoneyReports.sorted(projects, store) {
        rows.append(try row(place, sums[place], invoiced[place], days, store))
      }
      return rows
    }
    return try call.page(of: rows) { row, json in
      let project = store.projects[row.project]
      let client = store.clients[project.client]
      ReportSubject.writeClient(client, &json)
      json.field("project_id", project.id)
      json.field("project_name", project.name)
      json.field("currency", client.currency)
      json.figure("total_hours", hundredths: row.hours)
      json.figure("uninvoiced_hours", hundredths: row.uninvoiced)
      json.figure("uninvoiced_expenses", row.expenses)
      json.figure("uninvoiced_amount", row.amount)
    }
  }

  /// By place of a project.
  private static func sums(_ store: Store, _ days: ClosedRange<Day>) throws(ExactFault) -> [Sum] {
    var sums = Array(repeating: Sum(), count: store.projects.places)
    let projects = store.taskAssignments.byPlace { $0.project }
    for entry in store.timeEntries where days.contains(entry.spent) {
      let place = projects[Int(entry.taskAssignment)]
      let hours = store.reported(entry)
      sums[place].hours += hours
      guard entry.invoice == nil, store.isBillable(entry) else { continue }
      sums[place].uninvoiced += hours
      try sums[place].amount.add(store.amount(entry))
    }
    for expense in store.expenses where days.contains(expense.spent) && expense.billable && expense.invoice == nil {
      try sums[store.userAssignments[expense.userAssignment].project].expenses.add(expense.totalCost)
    }
    return sums
  }

  /// What all invoices' lines for a project come to before discount and taxes, by place of a project.
  private static func invoiced(_ store: Store) throws(ExactFault) -> [ExactSum] {
    var sums = Array(repeating: ExactSum(), count: store.projects.places)
    for invoice in store.invoices {
      for (line, amount) in zip(invoice.document.lines, invoice.document.amounts.lines) {
        if let project = line.project { try sums[project].add(amount) }
      }
    }
    return sums
  }

  /// A fee counts whole, less all that was ever invoiced, as soon as the days reach the project's start; expenses come
  /// on top of hours only (FACTS section 11).
  private static func row(
    _ place: Int, _ sum: Sum, _ invoiced: ExactSum, _ days: ClosedRange<Day>, _ store: Store
  ) throws(ExactFault) -> Row {
    let project = store.projects[place]
    let expenses = try sum.expenses.cents()
    let amount =
      if project.isFixedFee {
        days.upperBound >= project.startsOn ?? project.created.day
          ? try (project.fee ?? .zero).subtracting(invoiced.cents()) : .zero
      } else {
        try sum.amount.cents().adding(expenses)
      }
    return Row(project: place, hours: sum.hours, uninvoiced: sum.uninvoiced, expenses: expenses, amount: amount)
  }
}
