import HvValues

/// Turns the tables of the story into rows, drawing by lot what the tables leave open.
///
/// Every draw comes from one generator, in a fixed order: the same configuration gives the same rows.
struct StoryTeller {
  let seed: UInt64
  let entries: Int
  let caller: Person
  let today: Day
  /// The first day of the story.
  let first: Day
  var random: SplitMix
  var store: Store
  private let firstMonth: Int
  /// By place of a customer and number of months since the story began: a place in `monthsOfWork`.
  private var billed: [[Int32?]]
  /// The invoices that tracked work goes to, before they are written.
  private(set) var monthsOfWork: [MonthOfWork] = []
  var invoiceIDs = IDs(after: 13_150_000, step: 40)

  init(_ configuration: SandboxConfiguration) {
    seed = configuration.seed
    entries = min(max(configuration.entries, 0), SandboxConfiguration.mostEntries)
    caller = configuration.role.person
    today = configuration.today
    first = configuration.today.adding(months: -Story.months) ?? .earliest
    firstMonth = Self.months(first)
    random = SplitMix(seed: configuration.seed)
    billed = Array(
      repeating: Array(repeating: nil, count: Story.months + 1), count: Customer.allCases.count)
    store = Store(
      now: Instant(day: configuration.today, secondsOfDay: 16 * 3600 + 20 * 60) ?? Instant(seconds: 0),
      company: Company(
        id: configuration.accountID, name: Story.company, domain: Story.domain, currency: Story.currency,
        wantsTimestampTimers: configuration.timestampTimers, weeklyCapacity: 40 * 3600))
  }

  // MARK: Time

  func day(monthsAgo months: Int) -> Day { today.adding(months: -months) ?? .earliest }

  /// A moment of a day, but never one that is still to come.
  func moment(_ day: Day, seconds: Int) -> Instant {
    min(Instant(day: day, secondsOfDay: seconds) ?? store.now, store.now)
  }

  /// A moment in the office hours of a day.
  mutating func officeMoment(_ day: Day) -> Instant { moment(day, seconds: 8 * 3600 + random.below(9 * 3600)) }

  /// A later moment, up to so many days after, when something was changed for the last time.
  mutating func later(than moment: Instant, days: Int) -> Instant {
    min(moment.adding(seconds: Int64(random.below(days * 86_400))) ?? moment, store.now)
  }

  /// Weeks begin on Monday.
  static func week(_ day: Day) -> Int { (Int(day.daysSinceEpoch) + 3 + 7 * 200_000) / 7 }

  // MARK: What happened to work since

  /// The current week is open, the last one handed in, all before are approved, but for the forgetful.
  func approval(of person: Person, on day: Day) -> ApprovalStatus {
    let age = Self.week(today) - Self.week(day)
    if age <= 0 { return .unsubmitted }
    if age == 1 { return .submitted }
    let forgot = age < 10 && lot(person.rawValue, Self.week(day)) % 9 == 0
    return forgot ? .unsubmitted : .approved
  }

  /// A number for a pair of numbers that depends on the seed but not on what was drawn before.
  func lot(_ first: Int, _ second: Int) -> UInt64 {
    SplitMix.hash(first &+ Int(truncatingIfNeeded: seed) &* 1000, second)
  }

  /// A month's work for one client, which goes to one invoice.
  struct MonthOfWork {
    let id: Int64
    let customer: Customer
    let days: ClosedRange<Day>
    let issued: Day
  }

  /// The month that billable work of a day went to; nil where it has not been invoiced yet.
  ///
  /// One client has been waiting for half a year. Until the invoices are written, the place of the month stands for
  /// that of the invoice.
  mutating func monthOfWork(for customer: Customer, on day: Day) -> Int32? {
    let month = Self.months(day)
    let column = month - firstMonth
    guard customer != .own, billed[customer.rawValue].indices.contains(column) else { return nil }
    if let known = billed[customer.rawValue][column] { return known }
    guard customer != .delta || Self.months(today) - month >= 6, let start = day.adding(days: 1 - day.day),
      let end = start.adding(months: 1)?.adding(days: -1), let issued = start.adding(months: 2)?.adding(days: 4),
      issued <= today
    else { return nil }
    let place = Int32(clamping: monthsOfWork.count)
    monthsOfWork.append(
      MonthOfWork(id: invoiceIDs.next(&random), customer: customer, days: start...end, issued: issued))
    billed[customer.rawValue][column] = place
    return place
  }

  /// When work was last touched: on its approval, or when it was invoiced.
  /// - Parameter month: a place in the months of work.
  func touched(_ created: Instant, on day: Day, _ approval: ApprovalStatus, month: Int32?) -> Instant {
    var last = created
    if approval != .unsubmitted, let monday = day.adding(days: 8 - day.weekday) {
      last = max(last, moment(monday, seconds: 9 * 3600))
    }
    if let month { last = max(last, moment(monthsOfWork[Int(month)].issued, seconds: 10 * 3600)) }
    return last
  }

  private static func months(_ day: Day) -> Int { day.year * 12 + day.month }
}

/// Ids that grow with gaps.
struct IDs {
  private var last: Int64
  private let step: Int

  init(after last: Int64, step: Int) {
    self.last = last
    self.step = step
  }

  mutating func next(_ random: inout SplitMix) -> Int64 {
    last += Int64(1 + random.below(step))
    return last
  }
}
