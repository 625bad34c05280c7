import HvValues

/// How imported time is put into lines: one for each project, task or person, or one for each time entry.
enum TimeSummary: String { case project, task, people, detailed }

/// How imported expenses are put into lines.
enum ExpenseSummary: String { case project, category, people, detailed }

/// Tracked work on its way to an invoice.
struct ImportedWork {
  let timeSummary: TimeSummary
  let expenseSummary: ExpenseSummary
  /// Places in the store's time entries, in their order.
  var entries: [Int] = []
  /// Places in the store's expenses, in their order.
  var expenses: [Int] = []
  /// What was asked for, or else what was found.
  var period: ClosedRange<Day>?
}

/// The `line_items_import` of a new invoice (FACTS section 9).
struct WorkImport {
  /// Places.
  private let projects: Set<Int>
  private let time: Part<TimeSummary>?
  private let expenses: Part<ExpenseSummary>?

  /// Reads the object.
  /// - Throws: 422 for fields that are missing or wrong, and for projects of another client or of another manager.
  init(_ body: Body, of client: Int, _ caller: Caller, _ store: Store) throws(Refusal) {
    guard let ids = try body.optionalIDs("project_ids"), !ids.isEmpty else { throw .required("project_ids") }
    var projects: Set<Int> = []
    for id in ids {
      guard let place = store.projects.place(of: id), store.projects[place].client == client,
        caller.manages(project: place)
      else { throw .unprocessable("Project \(id) not found") }
      projects.insert(place)
    }
    self.projects = projects
    time = try Part(body, "time")
    expenses = try Part(body, "expenses")
    // Receipts would be attached to a mail, which the sandbox does not send; documents spell the field in two ways.
    for name in ["attach_receipt", "attach_receipts"] { _ = try body.optionalObject("expenses")?.optionalFlag(name) }
  }

  /// Which days, and how they are put into lines.
  private struct Part<Summary: RawRepresentable<String>> {
    let summary: Summary
    let days: ClosedRange<Day>?

    init?(_ body: Body, _ name: String) throws(Refusal) {
      guard let body = try body.optionalObject(name) else { return nil }
      summary = try body.choice("summary_type", Summary.self)
      switch (try body.optionalDay("from"), try body.optionalDay("to")) {
      case (let from?, let to?):
        guard from <= to else { throw .unprocessable("\(name): from must not be after to") }
        days = from...to
      case (nil, nil): days = nil
      case (.some, nil), (nil, .some): throw .unprocessable("\(name): give from and to, or neither")
      }
    }
  }

  /// The billable work that is on no invoice; timers that still run are left out.
  func found(in store: Store) -> ImportedWork {
    var work = ImportedWork(timeSummary: time?.summary ?? .project, expenseSummary: expenses?.summary ?? .project)
    if let time {
      let isWanted = store.taskAssignments.byPlace { projects.contains($0.project) }
      work.entries = store.timeEntries.indices.filter { place in
        let entry = store.timeEntries[place]
        return entry.invoice == nil && isWanted[Int(entry.taskAssignment)] && entry.timerStarted == nil
          && (time.days?.contains(entry.spent) ?? true) && store.isBillable(entry)
      }
      work.extend(time.days, work.entries.lazy.map { store.timeEntries[$0].spent })
    }
    if let expenses {
      let isWanted = store.userAssignments.byPlace { projects.contains($0.project) }
      work.expenses = store.expenses.indices.filter { place in
        let expense = store.expenses[place]
        return expense.invoice == nil && isWanted[expense.userAssignment] && expense.billable
          && (expenses.days?.contains(expense.spent) ?? true)
      }
      work.extend(expenses.days, work.expenses.lazy.map { store.expenses[$0].spent })
    }
    return work
  }
}

extension ImportedWork {
  /// Makes the period longer by the days asked for, or else by the days of the work, which are in order.
  fileprivate mutating func extend(_ asked: ClosedRange<Day>?, _ days: some BidirectionalCollection<Day>) {
    var more = asked
    if more == nil, let first = days.first, let last = days.last { more = first...last }
    guard let more else { return }
    let known = period ?? more
    period = min(known.lowerBound, more.lowerBound)...max(known.upperBound, more.upperBound)
  }
}
