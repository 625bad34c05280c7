import HvValues

/// Everything in the account.
///
/// A copy is cheap and stays as it is: reads take one and work without a lock.
/// Arrays are in the order of creation, time entries and expenses in that of their date.
struct Store {
  /// The moment at which the account stands still.
  let now: Instant
  let company: Company
  var clients: [Client] = []
  var contacts: [Contact] = []
  var tasks: [HarvestTask] = []
  var users: [User] = []
  var roles: [Role] = []
  var projects: [Project] = []
  var userAssignments: [UserAssignment] = []
  var taskAssignments: [TaskAssignment] = []
  var timeEntries: [TimeEntry] = []
  var expenseCategories: [ExpenseCategory] = []
  var expenses: [Expense] = []
  var invoices: [Invoice] = []
  var externalReferences: [ExternalReference] = []
  /// The texts of time entries, written as JSON.
  var notes: [[UInt8]] = []

  init(now: Instant, company: Company) {
    self.now = now
    self.company = company
  }
}

/// The account's own settings.
struct Company {
  let id: String
  let name: String
  /// The host of the account's web pages; it does not exist.
  let domain: String
  /// ISO code.
  let currency: String
  let wantsTimestampTimers: Bool
  /// Seconds.
  let weeklyCapacity: Int64
}
