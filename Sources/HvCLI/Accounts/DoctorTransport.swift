import HarvestClient
import HvValues
import Synchronization

/// Passes requests on, and remembers of the first answer how long it took and what time the server has.
final class DoctorTransport: Transport {
  /// The first answer, whatever it was.
  struct Contact: Sendable {
    let milliseconds: Int64
    /// How many seconds our clock is ahead of the server's; nil where the answer has no date.
    let clockLead: Int64?
  }

  private let next: any Transport
  private let first = Mutex<Contact?>(nil)

  init(_ next: any Transport) { self.next = next }

  var contact: Contact? { first.withLock { $0 } }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let start = ContinuousClock.now
    let response = try await next.send(request, within: limit)
    let duration = start.duration(to: .now)
    let server = response.header("date").flatMap(Self.instant)
    let lead = server.map { Process.now().seconds - $0.seconds }
    let (seconds, attoseconds) = duration.components
    let contact = Contact(milliseconds: seconds * 1_000 + attoseconds / 1_000_000_000_000_000, clockLead: lead)
    first.withLock { if $0 == nil { $0 = contact } }
    return response
  }

  func shutdown() async { await next.shutdown() }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads a date of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func instant(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].utf8.count == 2, words[3].utf8.count == 4,
      let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    return Instant("\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])T\(words[4])Z")
  }
}
