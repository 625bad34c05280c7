extension HarvestClient {
  /// The gate that gives tickets for `write`.
  package var gate: WriteGate { configuration.gate }

  /// Tells the observer how far a batch has come.
  package func tellProgress(done: Int, of total: Int) {
    configuration.observer?.wrote(done, of: total)
  }

  /// Sends one write, and stores what became of it before anything else can happen.
  ///
  /// It is sent again only where it is certain that the server did nothing: after a 429, and when no connection came
  /// about. Whatever else goes wrong is told, and what may have been done is told as not known.
  ///
  /// - Throws: `WriteFailure` for any status but success; `UnstoredWrite` where the change was made, and that could not
  ///   be stored; or `CancellationError`.
  package func write(_ ticket: consuming WriteTicket) async throws -> HTTPExchange.Response {
    let request = HTTPExchange.Request(
      ticket, baseURL: baseURL, credentials: configuration.credentials, userAgent: userAgent)
    let call = Call(request: request, origin: .api, bucket: ticket.intent.bucket)
    let result: Result<Answer, Failure>
    do throws(Failure) { result = .success(try await perform(call)) } catch { result = .failure(error) }
    switch result {
    case .success(let answer):
      do { try await ticket.settle(.done(answer.response)) } catch {
        throw UnstoredWrite(response: answer.response, fault: error)
      }
      return answer.response
    case .failure(let failure):
      let error = failure.error
      // With another token, or another day, the same write may pass.
      let isPassing =
        error.kind.isPassing(status: error.status)
        || [.cancelled, .refusedToken].contains(error.kind)
      // Where that cannot be stored the entry stays one that was sent: it will be looked up before it is sent again.
      try? await ticket.settle(
        failure.mayHaveActed
          ? .unknown(error) : isPassing ? .unsent(error.message) : .refused(error))
      if error.kind == .cancelled, !failure.mayHaveActed { throw CancellationError() }
      throw WriteFailure(error: error, isUnknown: failure.mayHaveActed)
    }
  }
}

/// A write that did not succeed.
package struct WriteFailure: Error, Sendable {
  package let error: APIError
  /// The server may have made the change all the same.
  package let isUnknown: Bool
}

/// A write that the server made, while the ledger could not store that.
package struct UnstoredWrite: Error, Sendable {
  package let response: HTTPExchange.Response
  /// What the ledger threw.
  package let fault: any Error
}
