import HvValues

/// Everything in the account.
///
/// A copy is cheap and stays as it is: reads take one and work without a lock, a write changes one and keeps it only
/// when it succeeds. Tables are in the order of creation, time entries and expenses in that of their date.
struct Store: Sendable {
  /// The moment at which the story ends.
  let opened: Instant
  /// The moment of the request that is being answered; what is kept is that of the last write.
  var now: Instant
  var company: Company
  var clients = Table<Client>()
  var contacts = Table<Contact>()
  var tasks = Table<HarvestTask>()
  var users = Table<User>()
  var roles = Table<Role>()
  var projects = Table<Project>()
  var userAssignments = Table<UserAssignment>()
  var taskAssignments = Table<TaskAssignment>()
  var timeEntries = DatedTable<TimeEntry>()
  var expenseCategories = Table<ExpenseCategory>()
  var expenses = DatedTable<Expense>()
  var invoiceItemCategories = Table<ItemCategory>()
  var invoices = Table<Invoice>()
  var invoiceMessages = Table<Message>()
  var payments = Table<Payment>()
  var estimateItemCategories = Table<ItemCategory>()
  var estimates = Table<Estimate>()
  var estimateMessages = Table<Message>()
  var timeOff = TimeOff()
  /// The last id that a line item of an invoice or estimate was given.
  var lastLineItem: Int64 = 0
  var externalReferences: [ExternalReference] = []
  /// The texts of time entries, written as JSON.
  var notes: [[UInt8]] = []

  init(now: Instant, company: Company) {
    opened = now
    self.now = now
    self.company = company
  }
}

/// The account's own settings.
struct Company: Sendable {
  let id: String
  let name: String
  /// The host of the account's web pages; it does not exist.
  let domain: String
  /// ISO code.
  let currency: String
  var wantsTimestampTimers: Bool
  /// Seconds.
  var weeklyCapacity: Int64
}
