/// One thing that doctor looked at, and what came of it.
struct DoctorCheck: Sendable {
  enum Outcome: String, Sendable {
    case passed = "✓"
    case failed = "✗"
    /// Not looked at, for the reason that stands there, or nothing that could be wrong.
    case skipped = "–"
  }

  let title: String
  let outcome: Outcome
  let detail: String
  /// What to do about it, or what follows from it.
  let hint: String?

  private init(_ outcome: Outcome, _ title: String, _ detail: String, _ hint: String?) {
    self.title = title
    self.outcome = outcome
    self.detail = detail
    self.hint = hint
  }

  static func passed(_ title: String, _ detail: String, hint: String? = nil) -> DoctorCheck {
    DoctorCheck(.passed, title, detail, hint)
  }

  static func failed(_ title: String, _ detail: String, hint: String?) -> DoctorCheck {
    DoctorCheck(.failed, title, detail, hint)
  }

  static func skipped(_ title: String, _ why: String) -> DoctorCheck { DoctorCheck(.skipped, title, why, nil) }

  /// The columns of the longest title, with a gap.
  private static let titleWidth = 16

  /// The check as it is shown, its hint on a line of its own.
  var text: String {
    let gap = String(repeating: " ", count: max(1, Self.titleWidth - title.count))
    var text = "\(outcome.rawValue) \(title)\(gap)\(AccountCommand.safe(detail))\n"
    if let hint { text += String(repeating: " ", count: Self.titleWidth) + "  → \(AccountCommand.safe(hint))\n" }
    return text
  }
}
