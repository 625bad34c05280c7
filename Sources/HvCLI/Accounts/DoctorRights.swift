import HarvestClient
import HvValues

/// What a user may do in an account, and how that is set up.
struct DoctorRights: Sendable {
  let user: AccountUser
  /// What `/company` answered.
  let company: Result<Value, APIError>
  /// What a look at the list of users answered.
  let users: Result<Value, APIError>
  let profile: Profile?

  var checks: [DoctorCheck] { [rights] + settings }

  private var rights: DoctorCheck {
    let title = "rights", role = user.role ?? "no role"
    let looks = [("the company", company), ("the list of users", users)]
    let faults = looks.compactMap { what, answer -> (what: String, error: APIError)? in
      if case .failure(let error) = answer { (what, error) } else { nil }
    }
    if let other = faults.first(where: { $0.error.kind != .forbidden }) {
      return .failed(
        title, "\(role); \(other.what) cannot be read: \(other.error.message)", hint: other.error.help.first)
    }
    if faults.isEmpty { return .passed(title, "\(role); company and users can be read") }
    return .passed(
      title, "\(role); may not read " + faults.map(\.what).joined(separator: " and "),
      hint: "what needs them is refused (E0407); an Administrator can change the role")
  }

  private var settings: [DoctorCheck] {
    guard case .success(let answer) = company, let settings = AccountCompany(answer) else {
      return ["modules", "timers", "weeks"].map { .skipped($0, "the company's settings cannot be read") }
    }
    return [modules(settings), timers(settings), weeks(settings)]
  }

  private func modules(_ settings: AccountCompany) -> DoctorCheck {
    if settings.modulesOff.isEmpty {
      return .passed("modules", "all are on: expenses, invoices, estimates, approval, team")
    }
    return .passed(
      "modules", "off: " + settings.modulesOff.joined(separator: ", "),
      hint: "commands for them are refused; an Administrator switches them on in Harvest's settings")
  }

  private func timers(_ settings: AccountCompany) -> DoctorCheck {
    guard let tracksTimes = settings.tracksTimes else { return .skipped("timers", "the server does not tell") }
    return tracksTimes
      ? .passed("timers", "start and end times:  started_time: 9:00am, ended_time: 11:30am")
      : .passed("timers", "durations:  hours: 2.5")
  }

  private func weeks(_ settings: AccountCompany) -> DoctorCheck {
    guard let start = settings.weekStart else { return .skipped("weeks", "the server does not tell") }
    let day = AccountCompany.weekday(start)
    guard let profile else {
      if start == 1 { return .passed("weeks", "start on \(day)") }
      return .failed(
        "weeks", "start on \(day) for the company, on Monday for hv",
        hint: "hv login  keeps the day; the environment alone cannot")
    }
    if profile.weekStart == start { return .passed("weeks", "start on \(day)") }
    return .failed(
      "weeks", "start on \(day) for the company, on \(AccountCompany.weekday(profile.weekStart)) for hv",
      hint: "hv login --account \(profile.name)  takes it over")
  }
}
