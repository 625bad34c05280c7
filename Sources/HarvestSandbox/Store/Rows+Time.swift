import HvValues

enum ApprovalStatus: String {
  case unsubmitted, submitted, approved
}

/// One of many: plain numbers, no reference counting, 80 bytes.
struct TimeEntry: StoredRow {
  let id: Int64
  let created: Instant
  var updated: Instant
  /// While the timer runs.
  var timerStarted: Instant?
  var spent: Day
  /// Also says the user and the project.
  var userAssignment: Int32
  /// Also says the task.
  var taskAssignment: Int32
  /// A place in the store's notes.
  var note: Int32?
  /// A place in the store's invoices.
  var invoice: Int32?
  /// A place in the store's external references.
  var externalReference: Int32?
  /// Hundredths of an hour, without the running part.
  var hours: Int32
  /// When the work began, in minutes of the day; shown by accounts that track times.
  var startMinute: Int16
  var approval: ApprovalStatus
}

struct Expense: StoredRow {
  let id: Int64
  let created: Instant
  var updated: Instant
  var spent: Day
  /// Also says the user and the project.
  var userAssignment: Int
  var category: Int
  var units: Exact
  var totalCost: Exact
  var notes: String?
  var billable: Bool
  var receipt: Receipt?
  var invoice: Int?
  var approval: ApprovalStatus
}

struct Receipt {
  let fileName: String
  let fileSize: Int64
  let contentType: String
}

/// What an entry shows of the invoice that it is on.
struct Invoice: StoredRow {
  let id: Int64
  let number: String
}

/// An object of another system that a time entry belongs to.
struct ExternalReference {
  let id: String
  let groupID: String
  let accountID: String
  let permalink: String
  let service: String
  let serviceIconURL: String
}
