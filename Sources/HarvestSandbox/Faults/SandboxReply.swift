import Synchronization

/// What a client gets to see of a request, which is not always an answer.
package enum SandboxReply: Sendable {
  case answer(SandboxResponse)
  /// The head of this answer and the first half of its body, then the connection closes.
  case truncated(SandboxResponse)
  /// The connection closes without an answer.
  case dropped
  /// No answer, for as long as the client waits.
  case silence
}

extension Sandbox {
  /// Answers one request as `respond` does, but for the faults of the configuration.
  package func reply(to request: SandboxRequest) async -> SandboxReply {
    switch faults.withLock({ $0.next(for: request) }) {
    case nil: return .answer(await respond(to: request))
    case .dropBefore: return .dropped
    case .dropAfter:
      _ = await respond(to: request)
      return .dropped
    case .stall: return .silence
    case .truncate: return .truncated(await respond(to: request))
    case .garbage:
      await pause()
      return .answer(SandboxResponse(200, Array("{\"time_entries\":[{\"id\":".utf8) + [0xFF, 0xFE, 0x00]))
    case .link(let isForeign):
      let elsewhere = "https://elsewhere.example" + request.target
      return .answer(await respond(to: request).linking(to: isForeign ? elsewhere : request.wholeAddress))
    case .status(let status):
      await pause()
      return .answer(.fault(status))
    }
  }
}

extension SandboxResponse {
  /// The same with another link to the next page, where it has one.
  fileprivate func linking(to address: String) -> SandboxResponse {
    let key = Array("\"next\":\"".utf8)
    guard
      let start = body.indices.last(where: { body[$0...].starts(with: key) }).map({ $0 + key.count }),
      let end = body[start...].firstIndex(of: UInt8(ascii: "\""))
    else { return self }
    return SandboxResponse(status, headers: headers, body[..<start] + Array(address.utf8) + body[end...])
  }

  /// The answer to a request that fails with this status though nothing is wrong with it.
  fileprivate static func fault(_ status: Int) -> SandboxResponse {
    let reason = "The sandbox was told to answer with \(status)"
    return switch status {
    case 400: Refusal.badRequest(reason).response
    case 401: Refusal.invalidToken.response
    case 403: Refusal.forbidden.response
    case 404: Refusal.notFound.response
    case 422: Refusal.unprocessable(reason).response
    case 429: Refusal.throttled(seconds: 1).response
    default: serverError(status, reason)
    }
  }

  /// Text for people instead of JSON, as servers in trouble send it.
  static func serverError(_ status: Int, _ reason: String) -> SandboxResponse {
    SandboxResponse(
      status, headers: [("Content-Type", "text/plain; charset=utf-8")], Array("\(status): \(reason)\n".utf8))
  }
}
