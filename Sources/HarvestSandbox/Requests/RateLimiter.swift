import HarvestCatalog

/// Counts requests in Harvest's two buckets (FACTS section 4); a window opens with its first request.
struct RateLimiter {
  private struct Window {
    let limit = 100
    let length: Duration
    var opened: ContinuousClock.Instant?
    var used = 0
  }

  private var general = Window(length: .seconds(15))
  private var reports = Window(length: .seconds(15 * 60))

  /// Counts one request; nil when it may pass, else the whole seconds until the window closes.
  mutating func admit(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Int? {
    switch bucket {
    case .general: Self.admit(&general, at: now)
    case .reports: Self.admit(&reports, at: now)
    }
  }

  private static func admit(_ window: inout Window, at now: ContinuousClock.Instant) -> Int? {
    if let opened = window.opened, now < opened + window.length {
      guard window.used < window.limit else {
        let left = (opened + window.length - now).components
        return Int(left.seconds) + (left.attoseconds > 0 ? 1 : 0)
      }
      window.used += 1
    } else {
      window.opened = now
      window.used = 1
    }
    return nil
  }
}
