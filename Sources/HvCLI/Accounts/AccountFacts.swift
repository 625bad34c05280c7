import HvSyntax
import HvValues

/// The user that a token belongs to, as `/users/me` tells.
struct AccountUser: Sendable {
  let name: String
  let email: String?
  /// Administrator, manager or member, in brackets what else the user may do.
  let role: String?

  static let path = "/users/me"

  /// Reads the answer; nil where it has no name, so that it is no user.
  init?(_ answer: Value) {
    guard case .record(let record) = answer else { return nil }
    let parts = [record.string("first_name"), record.string("last_name")].compactMap { $0 }
    guard !parts.isEmpty || record.string("email") != nil else { return nil }
    email = record.string("email")
    name = parts.isEmpty ? email ?? "" : parts.joined(separator: " ")
    var access: [String] = []
    if case .list(let list)? = record["access_roles"] {
      access = list.elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    let base = access.first { ["administrator", "manager", "member"].contains($0) }
    let further = access.filter { $0 != base }.joined(separator: ", ")
    role = base.map { further.isEmpty ? $0 : "\($0) (\(further))" }
  }

  /// `Ada Lindqvist <ada@example.com>`, as a terminal may be shown it.
  var shown: String { DisplayText.safe(email.map { $0 == name ? name : "\(name) <\($0)>" } ?? name, ascii: false) }
}

/// The account's settings, as `/company` tells.
struct AccountCompany: Sendable {
  let name: String?
  /// The day on which weeks start: 1 for Monday to 7 for Sunday; nil where the answer tells none.
  let weekStart: Int?
  let tracksTimes: Bool?
  /// The parts of Harvest that are switched off: `expense`, `invoice`.
  let modulesOff: [String]

  static let path = "/company"
  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let modules = ["expense", "invoice", "estimate", "approval", "team"]

  init?(_ answer: Value) {
    guard case .record(let record) = answer else { return nil }
    name = record.string("name")
    weekStart = record.string("week_start_day").flatMap(Self.number)
    tracksTimes = if case .bool(let flag)? = record["wants_timestamp_timers"] { flag } else { nil }
    modulesOff = Self.modules.filter { if case .bool(false)? = record["\($0)_feature"] { true } else { false } }
  }

  private static func number(_ day: String) -> Int? {
    weekdays.firstIndex { $0.lowercased() == day.lowercased() }.map { $0 + 1 }
  }

  /// The English name of a day of the week.
  static func weekday(_ number: Int) -> String { (1...7).contains(number) ? weekdays[number - 1] : "?" }
}
