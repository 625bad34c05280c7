import HarvestClient
import Synchronization

/// Answers from a list, in order; the last answer repeats. It keeps what it was asked.
final class ScriptedTransport: Transport {
  enum Step: Sendable {
    case answer(Int, String, [(name: String, value: String)] = [])
    case fault(TransportFault.Kind, String = "broken by the script")
    /// Answers after a moment, unless the task is cancelled.
    case late(Int, String)
    /// Never answers; ends only with the task.
    case silence
  }

  private struct State {
    var requests: [HTTPExchange.Request] = []
    var cancelled = 0
    var isShutDown = false
  }

  private let steps: [Step]
  private let state = Mutex(State())

  init(_ steps: [Step]) { self.steps = steps }

  var requests: [HTTPExchange.Request] { state.withLock { $0.requests } }
  /// What was asked for, in order: `/v2/projects?per_page=2000`.
  var targets: [String] { requests.map(\.address.target) }
  var cancelled: Int { state.withLock { $0.cancelled } }
  var isShutDown: Bool { state.withLock { $0.isShutDown } }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let number = state.withLock { state in
      state.requests.append(request)
      return state.requests.count
    }
    switch steps[min(number, steps.count) - 1] {
    case .answer(let status, let body, let headers):
      return HTTPExchange.Response(status: status, headers: headers, body: Array(body.utf8))
    case .late(let status, let body):
      guard (try? await Task.sleep(for: .milliseconds(60))) != nil else {
        throw TransportFault(.cancelled, "cancelled")
      }
      return HTTPExchange.Response(status: status, headers: [], body: Array(body.utf8))
    case .fault(let kind, let reason): throw TransportFault(kind, reason)
    case .silence:
      try? await Task.sleep(for: .seconds(600))
      state.withLock { $0.cancelled += 1 }
      throw TransportFault(.cancelled, "cancelled")
    }
  }

  func shutdown() async { state.withLock { $0.isShutDown = true } }
}
