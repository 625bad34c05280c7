import Testing

/// The account in which a task is done: what is in it, and what is meant to be in it in the end.
///
/// A state is a line for each record that matters, sorted, so that equal records count.
struct KillPointScene {
  let task: KillPointTask
  let bench: KillPointBench
  /// The state as the task finds it, and as it is to leave it.
  private(set) var before: [String] = []
  private(set) var intended: [String] = []
  private var known: Set<Int> = []

  /// Fills an account.
  ///
  /// - Parameter isRepeated: the same file was read in before, a moment ago.
  init(_ task: KillPointTask, isRepeated: Bool, _ numbers: inout RandomPipelineNumbers) throws {
    self.task = task
    bench = try KillPointBench(tracksTimes: task.tracksTimes, past: Self.past(task, Work.known.get(), &numbers))
    var rows: [Row] = []
    if task == .creates {
      rows = try self.rows(&numbers)
      try bench.write(Row.file(rows), to: "entries.csv")
      if isRepeated {
        let first = try bench.run("--yes", "-c", task.program)
        #expect(first.output.split(separator: "\n").count == rows.count, "\(first.errors)")
      }
    }
    known = Set(try entries().map(\.id))
    before = try state()
    intended = try self.intended(rows).sorted()
  }

  func state() throws -> [String] {
    let lines =
      switch task {
      case .payments: try payments()
      case .lines: try prices()
      default: try entries().map(line)
      }
    return lines.sorted()
  }

  private func intended(_ rows: [Row]) throws -> [String] {
    switch task {
    case .payments: try before + bills(.open).flatMap { bill in KillPointTask.sums.map { bill.sum($0.kept) } }
    case .lines: try before + bills(.draft).flatMap { bill in KillPointTask.prices.map { bill.sum($0) } }
    default: try entries(after: rows).map(line)
    }
  }

  /// The entries that the task leaves.
  private func entries(after rows: [Row]) throws -> [Entry] {
    let all = try entries()
    let picked = all.filter { ("2026-11-20"..."2026-11-22").contains($0.spentDate) }
    if task != .creates { try #require(picked.count == KillPointTask.count) }
    func isPicked(_ entry: Entry) -> Bool { picked.contains { $0.id == entry.id } }
    switch task {
    case .payments, .lines: return all
    case .creates: return try all + rows.map { try $0.entry(like: all) }
    case .deletes: return all.filter { !isPicked($0) }
    case .updates:
      return all.map { entry in
        guard isPicked(entry) else { return entry }
        var entry = entry
        entry.notes = "\(entry.notes ?? ""), checked"
        entry.hours += 0.25
        return entry
      }
    case .restarts:
      // Whoever starts a timer stops the one before: the last of the list runs in the end.
      return all.map { entry in
        var entry = entry
        entry.isRunning = entry.id == picked.last?.id
        return entry
      }
    case .restartsWithTimes:
      return all
        + picked.map { entry in
          var made = entry
          made.id = Entry.made
          made.spentDate = KillPointBench.today
          made.isRunning = entry.id == picked.last?.id
          return made
        }
    }
  }

  private func line(_ entry: Entry) -> String {
    let name = known.contains(entry.id) ? "\(entry.id)" : "new"
    // The hours of a timer are what its seconds are.
    let hours =
      task == .restarts || task == .restartsWithTimes ? "" : " \(Int((entry.hours * 100).rounded())) hundredths"
    return "\(name) \(entry.project.id) \(entry.task.name) \(entry.spentDate)\(hours) “\(entry.notes ?? "")”"
      + (entry.isRunning ? " running" : "")
  }
}

extension KillPointScene {
  // MARK: filling the account

  /// A row of a file to read in.
  private struct Row {
    let project: String
    let task: String
    let day: String
    let hours: String
    let notes: String

    static func file(_ rows: [Row]) -> String {
      let lines = rows.map { "\($0.project),\($0.task),\($0.day),\($0.hours),\"\($0.notes)\"" }
      return (["project,task,spent_date,hours,notes"] + lines).joined(separator: "\n") + "\n"
    }

    /// What the server makes of it.
    func entry(like others: [Entry]) throws -> Entry {
      var entry = try #require(others.first { $0.project.code == project })
      entry.id = Entry.made
      entry.task.name = task
      (entry.spentDate, entry.notes, entry.hours) = (day, notes, try #require(Double(hours)))
      return entry
    }
  }

  /// Rows of which many are equal, and one is equal to an entry that somebody made long before, and changed now.
  private func rows(_ numbers: inout RandomPipelineNumbers) throws -> [Row] {
    let old = try #require(try entries().first)
    let code = try #require(old.project.code)
    var rows = [
      Row(project: code, task: old.task.name, day: old.spentDate, hours: "\(old.hours)", notes: old.notes ?? "")
    ]
    while rows.count < KillPointTask.count {
      rows.append(
        Row(
          project: code, task: numbers.any(["Design", "Programming"]) ?? "", day: "2026-11-1\(numbers.below(2))",
          // The API keeps two decimals.
          hours: numbers.any(["0.5", "1.25", "1.333"]) ?? "", notes: numbers.any(["", "a, b", "日本"]) ?? ""))
    }
    return rows
  }

  /// Entries of three days, of which many are equal, and two of another day; at last the timer of the story is stopped,
  /// which would have other hours each time one looks.
  private static func past(_ task: KillPointTask, _ work: Work, _ numbers: inout RandomPipelineNumbers) -> [PastWrite] {
    var past: [PastWrite] = []
    for place in 0..<(KillPointTask.count + 2) where task != .creates && !task.isOfInvoices {
      let day = place < 2 ? 10 : 20 + numbers.below(3)
      let time = task.tracksTimes ? #""started_time":"9:00am","ended_time":"10:30am""# : #""hours":1.5"#
      let fields = [
        #""project_id":\#(work.project)"#, #""task_id":\#(numbers.any(work.tasks) ?? 0)"#,
        #""spent_date":"2026-11-\#(day)""#, #""notes":"\#(numbers.any(["one", "two"]) ?? "")""#, time,
      ]
      past.append(
        PastWrite(method: "POST", path: "/time_entries", body: "{\(fields.joined(separator: ","))}"))
    }
    return past + [PastWrite(method: "PATCH", path: "/time_entries/\(work.timer)/stop", body: "")]
  }

  /// What the story of the account has for one's own use.
  private struct Work {
    let project: Int
    let tasks: [Int]
    /// The entry whose timer runs.
    let timer: Int

    static let known = Result { try Work() }

    private init() throws {
      struct Page: Decodable { let projectAssignments: [Assignment] }
      struct Assignment: Decodable {
        struct Task: Decodable { let task: Named }
        let project: Named
        let taskAssignments: [Task]
      }
      struct Entries: Decodable { let timeEntries: [Numbered] }
      let bench = try KillPointBench()
      let page: Page = try bench.get("/users/me/project_assignments")
      let assignment = try #require(page.projectAssignments.first)
      project = assignment.project.id
      tasks = assignment.taskAssignments.prefix(2).map(\.task.id)
      let me: Numbered = try bench.get("/users/me")
      let entries: Entries = try bench.get("/time_entries?is_running=true&user_id=\(me.id)")
      timer = try #require(entries.timeEntries.first).id
    }
  }

  // MARK: what the server tells

  private struct Named: Decodable {
    let id: Int
    var name: String
    let code: String?
  }

  private struct Entry: Decodable {
    /// The id of an entry of which nobody knows it yet.
    static let made = 0

    var id: Int
    let project: Named
    var task: Named
    var spentDate: String
    var hours: Double
    var notes: String?
    var isRunning: Bool
  }

  private struct Numbered: Decodable { let id: Int }

  /// The own entries of the month, in the order of the API's list.
  private func entries() throws -> [Entry] {
    struct Page: Decodable { let timeEntries: [Entry] }
    let me: Numbered = try bench.get("/users/me")
    let page: Page = try bench.get("/time_entries?user_id=\(me.id)&from=2026-11-01&per_page=2000")
    return page.timeEntries
  }

  private struct Bill: Decodable {
    struct Line: Decodable { let unitPrice: Double }
    enum State: String { case open, draft }

    let id: Int
    let lineItems: [Line]

    func sum(_ amount: Double) -> String { "invoice \(id): \(Int((amount * 100).rounded())) hundredths" }
  }

  /// The invoices that the task is about.
  private func bills(_ state: Bill.State) throws -> [Bill] {
    struct Page: Decodable { let invoices: [Bill] }
    let page: Page = try bench.get("/invoices?state=\(state)&per_page=\(state == .open ? 3 : 1)")
    return page.invoices
  }

  private func payments() throws -> [String] {
    struct Payment: Decodable { let amount: Double }
    struct Page: Decodable { let invoicePayments: [Payment] }
    return try bills(.open).flatMap { bill in
      let page: Page = try bench.get("/invoices/\(bill.id)/payments")
      return page.invoicePayments.map { bill.sum($0.amount) }
    }
  }

  private func prices() throws -> [String] {
    try bills(.draft).flatMap { bill in bill.lineItems.map { bill.sum($0.unitPrice) } }
  }
}
