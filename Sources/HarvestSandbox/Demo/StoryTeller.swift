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
  /// By place of a customer and number of months since the story began.
  private var invoices: [[Int32?]]
  private var invoiceIDs = IDs(after: 13_150_000, step: 40)

  init(_ configuration: SandboxConfiguration) {
    seed = configuration.seed
    entries = min(max(configuration.entries, 0), 1_000_000)
    caller = configuration.role.person
    today = configuration.today
    first = configuration.today.adding(months: -Story.months) ?? .earliest
    random = SplitMix(seed: configuration.seed)
    invoices = Array(
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

  /// The invoice that billable work of a day went to: one for each client and month, written two months later.
  ///
  /// One client has been waiting for half a year.
  mutating func invoice(for customer: Customer, on day: Day) -> Int32? {
    let age = Self.months(today) - Self.months(day)
    guard customer != .own, age >= (customer == .delta ? 6 : 2) else { return nil }
    let month = Self.months(day) - Self.months(first)
    guard invoices[customer.rawValue].indices.contains(month) else { return nil }
    if let known = invoices[customer.rawValue][month] { return known }
    let place = Int32(store.invoices.count)
    store.invoices.append(Invoice(id: invoiceIDs.next(&random), number: String(1001 + place)))
    invoices[customer.rawValue][month] = place
    return place
  }

  /// When work was last touched: on its approval, or when it was invoiced.
  func touched(_ created: Instant, on day: Day, _ approval: ApprovalStatus, invoiced: Bool) -> Instant {
    var last = created
    if approval != .unsubmitted, let monday = day.adding(days: 8 - day.weekday) {
      last = max(last, moment(monday, seconds: 9 * 3600))
    }
    if invoiced, let next = day.adding(months: 1), let fifth = next.adding(days: 5 - next.day) {
      last = max(last, moment(fifth, seconds: 10 * 3600))
    }
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
