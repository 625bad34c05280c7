import HvValues

extension Sandbox {
  /// The moment in the account as the `Date` header of an answer says it (RFC 9110, section 5.6.7).
  ///
  /// A client compares it with the times in the account's records, so it is the account's clock, not the machine's.
  package var date: String {
    let seconds = now.microseconds / 1_000_000
    let day = Day(daysSinceEpoch: Int32(seconds / 86_400))
    let time = seconds % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]
    return "\(weekday), \(two(Int64(day.day))) \(month) \(day.year) "
      + "\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60)) GMT"
  }
}
