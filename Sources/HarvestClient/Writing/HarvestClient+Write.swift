extension HarvestClient {
  /// The gate that gives tickets for `write`.
  package var gate: WriteGate { configuration.gate }

  /// Sends one write, and stores what became of it before anything else can happen.
  ///
  /// It is sent again only where it is certain that the server did nothing: after a 429, and when no connection came
  /// about. Whatever else goes wrong is told, and what may have been done is told as not known.
  ///
  /// - Throws: `APIError` for any status but success, or `CancellationError`.
  package func write(_ ticket: consuming WriteTicket) async throws -> HTTPExchange.Response {
    let request = HTTPExchange.Request(
      ticket, baseURL: baseURL, credentials: configuration.credentials, userAgent: userAgent)
    let call = Call(request: request, origin: .api, bucket: ticket.intent.bucket)
    let result: Result<Answer, Failure>
    do throws(Failure) { result = .success(try await perform(call)) } catch { result = .failure(error) }
    switch result {
    case .success(let answer):
      await ticket.settle(.done(answer.response))
      return answer.response
    case .failure(let failure):
      await ticket.settle(failure.mayHaveActed ? .unknown(failure.error) : .refused(failure.error))
      throw failure.thrown
    }
  }
}
