import HvEngine
public import HvValues

/// What day it is for a program, and how it waits.
public struct HostClock: Sendable {
  /// What `today` is.
  public var today: Day
  /// What `now` is.
  public var now: Instant
  /// On which day weeks start: 1 for Monday to 7 for Sunday.
  public var firstWeekday: Int
  /// Measures and waits, for the rate limits, retries and the limit of seconds.
  public var waiting: any _Concurrency.Clock<Duration>

  /// Makes the clock of a run; a first weekday outside of 1 to 7 becomes the nearest of these.
  ///
  /// - Parameters:
  ///   - now: noon of `today` in UTC unless given.
  ///   - waiting: the machine's own unless given.
  public init(
    today: Day, now: Instant? = nil, firstWeekday: Int = 1,
    waiting: any _Concurrency.Clock<Duration> = ContinuousClock()
  ) {
    self.today = today
    self.now = now ?? Instant(day: today, secondsOfDay: 43_200) ?? Instant(seconds: 0)
    self.firstWeekday = min(max(firstWeekday, 1), 7)
    self.waiting = waiting
  }

  var language: HvEngine.Clock { HvEngine.Clock(today: today, now: now, firstWeekday: firstWeekday) }
}
