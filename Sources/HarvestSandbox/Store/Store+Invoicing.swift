import HvValues

/// How tracked work gets on invoices and off them.
extension Store {
  /// Deletes an invoice, its messages and its payments; its time entries and expenses can be changed and billed again.
  mutating func deleteInvoice(_ invoice: Int) {
    let now = now
    timeEntries.changeEach { entry in
      guard entry.invoice.map(Int.init) == invoice else { return }
      entry.invoice = nil
      entry.updated = now
    }
    expenses.changeEach { expense in
      guard expense.invoice == invoice else { return }
      expense.invoice = nil
      expense.updated = now
    }
    for place in Array(invoiceMessages.indices) where invoiceMessages[place].document == invoice {
      invoiceMessages.delete(place)
    }
    for place in Array(payments.indices) where payments[place].invoice == invoice { payments.delete(place) }
    invoices.delete(invoice)
  }
}

extension Invoice {
  /// Adds lines for the work, and marks it as invoiced at the place that the invoice will have.
  /// - Throws: 422 where an amount has too many digits.
  mutating func take(_ work: ImportedWork, as place: Int, _ store: inout Store) throws(Refusal) {
    try bill(work, &store)
    for entry in work.entries {
      store.timeEntries[entry].invoice = Int32(clamping: place)
      store.timeEntries[entry].updated = store.now
    }
    for expense in work.expenses {
      store.expenses[expense].invoice = place
      store.expenses[expense].updated = store.now
    }
  }

  /// Adds lines for the work: rounded hours times the rate in force, and what the expenses cost.
  ///
  /// Each line is of one project and has one rate. It is taxed where the invoice has the tax.
  /// - Throws: 422 where an amount has too many digits.
  mutating func bill(_ work: ImportedWork, _ store: inout Store) throws(Refusal) {
    var lines = work.timeLines(store)
    do throws(ExactFault) { lines += try work.expenseLines(store) } catch { throw .tooLarge }
    for line in lines {
      document.lines.append(
        LineItem(
          id: store.nextLineItem(), project: line.project, kind: line.kind, description: line.description,
          quantity: line.quantity, unitPrice: line.unitPrice, taxed: document.tax != nil, taxed2: document.tax2 != nil))
    }
    period = work.period
  }
}

/// A line before it has an id.
private struct ImportedLine {
  let project: Int
  let kind: String
  let description: String
  let quantity: Exact
  let unitPrice: Exact
}

/// What comes together in one line.
private struct LineGroup: Hashable, Comparable {
  let project: Int
  /// A place in the table that the summary goes by, or in that of the work itself.
  let member: Int
  let rate: Exact

  static func < (a: LineGroup, b: LineGroup) -> Bool {
    (a.project, a.member, a.rate) < (b.project, b.member, b.rate)
  }
}

extension ImportedWork {
  fileprivate func timeLines(_ store: Store) -> [ImportedLine] {
    let kind = store.invoiceItemCategories.first(where: \.isForServices)?.name ?? ""
    var hundredths: [LineGroup: Int64] = [:]
    for place in entries {
      let entry = store.timeEntries[place]
      let assignment = store.taskAssignments[Int(entry.taskAssignment)]
      let member =
        switch timeSummary {
        case .project: assignment.project
        case .task: assignment.task
        case .people: store.userAssignments[Int(entry.userAssignment)].user
        case .detailed: place
        }
      let group = LineGroup(project: assignment.project, member: member, rate: store.billableRate(entry) ?? .zero)
      hundredths[group, default: 0] += Int64(Store.rounded(entry.hours))
    }
    return hundredths.keys.sorted().map { group in
      let description =
        switch timeSummary {
        case .project: store.projects[group.member].name
        case .task: store.tasks[group.member].name
        case .people: store.users[group.member].name
        case .detailed: store.detail(of: store.timeEntries[group.member])
        }
      return ImportedLine(
        project: group.project, kind: kind, description: description,
        quantity: Exact(significand: hundredths[group] ?? 0, scale: 2), unitPrice: group.rate)
    }
  }

  fileprivate func expenseLines(_ store: Store) throws(ExactFault) -> [ImportedLine] {
    let kind = store.invoiceItemCategories.first(where: \.isForExpenses)?.name ?? ""
    var costs: [LineGroup: Exact] = [:]
    for place in expenses {
      let expense = store.expenses[place]
      let assignment = store.userAssignments[expense.userAssignment]
      let member =
        switch expenseSummary {
        case .project: assignment.project
        case .category: expense.category
        case .people: assignment.user
        case .detailed: place
        }
      let group = LineGroup(project: assignment.project, member: member, rate: .zero)
      costs[group] = try (costs[group] ?? .zero).adding(expense.totalCost)
    }
    var lines: [ImportedLine] = []
    for group in costs.keys.sorted() {
      let description =
        switch expenseSummary {
        case .project: store.projects[group.member].name
        case .category: store.expenseCategories[group.member].name
        case .people: store.users[group.member].name
        case .detailed: store.detail(of: store.expenses[group.member])
        }
      lines.append(
        ImportedLine(
          project: group.project, kind: kind, description: description, quantity: Exact(1),
          unitPrice: costs[group] ?? .zero))
    }
    return lines
  }
}

extension Store {
  /// `2026-03-02 - Programming: Importing products`
  fileprivate func detail(of entry: TimeEntry) -> String {
    let task = tasks[taskAssignments[Int(entry.taskAssignment)].task].name
    return Self.detail(entry.spent, task, entry.note.map(noteText) ?? "")
  }

  /// Notes are kept as they are sent.
  private func noteText(_ note: Int32) -> String {
    let object = Array("{\"notes\":".utf8) + notes[Int(note)] + Array("}".utf8)
    return (try? JSONText.body(object).optionalText("notes")) ?? ""
  }

  fileprivate func detail(of expense: Expense) -> String {
    Self.detail(expense.spent, expenseCategories[expense.category].name, expense.notes ?? "")
  }

  private static func detail(_ day: Day, _ name: String, _ notes: String) -> String {
    "\(day) - \(name)" + (notes.isEmpty ? "" : ": \(notes)")
  }
}
