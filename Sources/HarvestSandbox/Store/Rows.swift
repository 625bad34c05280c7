import HvValues

/// A row of the store with the id that the API shows.
protocol StoredRow: Sendable {
  var id: Int64 { get }
}

// Rows refer to each other by their place in the store's tables, which no deletion changes.

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
  var fax = ""
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

/// What an hour of a person is billed at, or costs; in force until the next rate of the list starts.
struct Rate: StoredRow {
  let id: Int64
  let amount: Exact
  /// Nil where it holds since ever, which only the first of a list can.
  let start: Day?
  let created: Instant
  /// Its creation, or the moment in which a later rate put an end to it.
  var updated: Instant
}

struct User: StoredRow {
  let id: Int64
  var firstName: String
  var lastName: String
  var email: String
  var telephone: String
  /// One of `Timezones.names`.
  var timezone: String
  /// New projects are assigned to them.
  var joinsFutureProjects: Bool
  var isContractor: Bool
  var isActive: Bool
  /// Seconds.
  var weeklyCapacity: Int64
  /// Oldest first.
  var billableRates: [Rate]
  /// Oldest first.
  var costRates: [Rate]
  /// What was given to them; `accessRoles` has all.
  var access: [Access]
  /// Whom a manager may see; places in the store's users.
  var teammates: [Int]
  let created: Instant
  var updated: Instant

  /// Who has teammates is a people manager.
  var accessRoles: [Access] { teammates.isEmpty ? access : access + [.peopleManager] }
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
