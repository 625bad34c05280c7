package import HvValues

/// What the caller of the sandbox is allowed to do.
package enum SandboxRole: String, Sendable, CaseIterable { case administrator, manager, member }

/// How a sandbox is set up; nothing in it is read from the machine.
package struct SandboxConfiguration: Sendable {
  /// Two sandboxes with the same seed and the same `today` hold the same data.
  package var seed: UInt64
  /// The last day of the story; it covers the 36 months before, and every timestamp derives from it.
  package var today: Day
  /// How many time entries the story has: from 0 to `mostEntries` (values outside are clamped).
  package var entries: Int
  package static let mostEntries = 1_000_000
  /// The only token that is accepted.
  package var token: String
  /// The only account; digits, as in Harvest.
  package var accountID: String
  /// Who the token belongs to.
  package var role: SandboxRole
  /// Answer 429 after 100 requests in 15 seconds (reports: in 15 minutes) of real time.
  package var rateLimits: Bool
  /// A pause before every answer.
  package var latency: Duration
  /// The account tracks start and end times instead of durations.
  package var timestampTimers: Bool
  /// The account's clock runs with real time; else it moves by one second with each write.
  package var clockRuns: Bool
  /// What goes wrong on purpose; of those that match a request, the first that is not used up befalls it.
  package var faults: [Fault]

  package init(
    seed: UInt64 = 1, today: Day, entries: Int = 30_000, token: String = "sandbox-token",
    accountID: String = "1001001", role: SandboxRole = .administrator, rateLimits: Bool = true,
    latency: Duration = .zero, timestampTimers: Bool = false, clockRuns: Bool = false,
    faults: [Fault] = []
  ) {
    self.seed = seed
    self.today = today
    self.entries = entries
    self.token = token
    self.accountID = accountID
    self.role = role
    self.rateLimits = rateLimits
    self.latency = latency
    self.timestampTimers = timestampTimers
    self.clockRuns = clockRuns
    self.faults = faults
  }
}
