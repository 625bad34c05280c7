import HvValues

/// Paid time off: who may take how much of which kind, and who did. Days and hours are hundredths.
struct TimeOff: Sendable {
  var types = Table<TimeOffType>()
  var calendars = Table<HolidayCalendar>()
  var schedules = Table<WorkSchedule>()
  /// By place of a user; who has none works by the default schedule and has no holidays.
  var assignments: [Int: TimeOffAssignment] = [:]
  var allocations = Table<TimeOffAllocation>()
  var requests = Table<TimeOffRequest>()
}

/// A kind of leave.
struct TimeOffType: StoredRow {
  let id: Int64
  let name: String
  let color: String?
  let icon: String?
  /// nil where there is no limit.
  let daysPerYear: Int32?
  let maxCarryover: Int32?
  let requiresApproval: Bool
  let isVisibleToAll: Bool
  let isActive: Bool
  let created: Instant
  let updated: Instant

  /// How the days of a year come: with a limit all at once, else not at all.
  var accrual: String? { daysPerYear == nil ? nil : "fixed" }
}

struct Holiday: StoredRow {
  let id: Int64
  let name: String
  let day: Day
}

struct HolidayCalendar: StoredRow {
  let id: Int64
  let name: String
  /// By date.
  let holidays: [Holiday]
  let created: Instant
  let updated: Instant
}

struct WorkSchedule: StoredRow {
  let id: Int64
  let name: String
  let isDefault: Bool
  let isActive: Bool
  /// Monday first.
  let hours: [Int32]
  let created: Instant
  let updated: Instant

  var week: Int32 { hours.reduce(0, +) }
}

struct TimeOffAssignment: Sendable {
  /// A place in the calendars.
  let calendar: Int?
  /// A place in the schedules.
  let schedule: Int?
}

/// What one person has of one type in one year.
struct TimeOffAllocation: StoredRow {
  let id: Int64
  let year: Int
  let user: Int
  let type: Int
  /// nil where it is what the type says.
  let daysPerYear: Int32?
  let carryover: Int32
  let created: Instant
  let updated: Instant
}

enum TimeOffStatus: String {
  case pending, approved, declined
  case changesRequested = "changes_requested"
}

struct TimeOffRequest: StoredRow {
  struct OneDay: Sendable {
    let id: Int64
    let day: Day
    let hours: Int32
    /// Of a day.
    let fraction: Int32
  }

  let id: Int64
  let user: Int
  let type: Int
  let status: TimeOffStatus
  let days: ClosedRange<Day>
  /// Without holidays and days off.
  let workdays: [OneDay]
  /// Of the day, of a request for a part of one.
  let minutes: ClosedRange<Int>?
  let notes: String?
  let reviewReason: String?
  let reviewed: Instant?
  let reviewer: Int?
  let created: Instant
  let updated: Instant

  var length: Int32 { workdays.reduce(0) { $0 + $1.fraction } }
}
