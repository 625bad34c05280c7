import HvValues
import Synchronization

/// The server's clock, as its last answer told it.
final class ServerClock: Sendable {
  private let told = Mutex<(seconds: Int64, at: ContinuousClock.Instant)?>(nil)

  /// The seconds since 1970 that it says now; nil before it has said anything. A little less than the truth, never more.
  var last: Int64? {
    told.withLock { told in told.map { $0.seconds + ($0.at.duration(to: .now)).components.seconds } }
  }

  func set(_ time: Int64) { told.withLock { $0 = (time, .now) } }
}

/// The dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The seconds since 1970; nil for anything else than that form.
  static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = months.firstIndex(of: String(parts[2])),
      let date = Day(year: year, month: month + 1, day: day)
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]),
      (0...60).contains(time[2])
    else {
      return nil
    }
    return Int64(date.daysSinceEpoch) * 86_400 + Int64(time[0] * 3_600 + time[1] * 60 + time[2])
  }
}
