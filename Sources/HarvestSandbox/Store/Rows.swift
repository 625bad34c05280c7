import HvValues

/// A row of the store with the id that the API shows.
protocol StoredRow: Sendable {
  var id: Int64 { get }
}

// Rows refer to each other by their place in the store's arrays, so an array of referred rows never shrinks.

struct Client: StoredRow {
  let id: Int64
  var name: String
  var isActive: Bool
  var address: String?
  let statementKey: String
  /// ISO code.
  var currency: String
  let created: Instant
  var updated: Instant
}

struct Contact: StoredRow {
  let id: Int64
  var client: Int
  var title: String?
  var firstName: String
  var lastName: String
  var email: String
  var phoneOffice: String
  var phoneMobile: String
  let created: Instant
  var updated: Instant
}

struct HarvestTask: StoredRow {
  let id: Int64
  var name: String
  var billableByDefault: Bool
  var defaultHourlyRate: Exact?
  var isDefault: Bool
  var isActive: Bool
  let created: Instant
  var updated: Instant
}

/// A rate from a day on; the first of a list has no start.
struct Rate {
  let start: Day?
  let amount: Exact
}

struct User: StoredRow {
  let id: Int64
  var firstName: String
  var lastName: String
  var email: String
  var telephone: String
  var timezone: String
  var isContractor: Bool
  var isActive: Bool
  /// Seconds.
  var weeklyCapacity: Int64
  /// Oldest first.
  var billableRates: [Rate]
  /// Oldest first.
  var costRates: [Rate]
  var access: [Access]
  /// Whom a manager may see.
  var teammates: [Int]
  let created: Instant
  var updated: Instant

  var name: String { firstName + " " + lastName }
}

struct Role: StoredRow {
  let id: Int64
  var name: String
  var users: [Int]
  let created: Instant
  var updated: Instant
}

struct ExpenseCategory: StoredRow {
  let id: Int64
  var name: String
  var unitName: String?
  var unitPrice: Exact?
  var isActive: Bool
  let created: Instant
  var updated: Instant
}
