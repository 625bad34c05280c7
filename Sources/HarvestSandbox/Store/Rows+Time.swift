import HvValues

enum ApprovalStatus: String {
  case unsubmitted, submitted, approved
}

/// One of many: plain numbers, no reference counting, 80 bytes.
struct TimeEntry: DatedRow {
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
  /// When the work began, in minutes of the day; nil when it was given as a duration.
  var startMinute: Int16?
  var approval: ApprovalStatus

  /// When the work ended, in minutes after the midnight before it began; nil while it goes on, and without a beginning.
  ///
  /// Hundredths of an hour are fine enough to give back the minute from which they were rounded.
  var endMinute: Int? {
    guard timerStarted == nil, let startMinute else { return nil }
    return Int(startMinute) + (Int(hours) * 60 + 50) / 100
  }
}

struct Expense: DatedRow {
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

struct Receipt: Sendable {
  let fileName: String
  let fileSize: Int64
  let contentType: String
}

/// An object of another system that a time entry belongs to.
struct ExternalReference: Sendable {
  let id: String
  let groupID: String?
  let accountID: String?
  let permalink: String?
  /// The host of the permalink, in lower case; nil unless that is a web address.
  let service: String?

  init(id: String, groupID: String?, accountID: String?, permalink: String?) {
    self.id = id
    self.groupID = groupID
    self.accountID = accountID
    self.permalink = permalink
    service = permalink.flatMap(Self.host)
  }

  /// `trello.com` of `https://trello.com/c/1`
  private static func host(_ address: String) -> String? {
    let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, ["http:", "https:"].contains(parts[0].lowercased()), parts[1].isEmpty else { return nil }
    let authority = parts[2].prefix { $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@").last?.prefix { $0 != ":" } ?? ""
    return host.isEmpty ? nil : host.lowercased()
  }
}
