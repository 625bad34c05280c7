extension APIError.Kind {
  /// What may help against it, for a call to this base URL.
  func help(for call: HarvestClient.Call, to baseURL: BaseURL) -> [String] {
    let origin = baseURL.root.origin
    let isWrite = call.request.change != nil
    switch self {
    case .unreachable:
      return ["nothing answered at \(origin.host), port \(origin.port): is the network up and \(baseURL) right?"]
    case .timeout:
      let slow = "\(origin.host) is slow or out of reach"
      return [isWrite ? slow : "\(slow); a narrower period or fewer rows make the answer smaller"]
    case .dropped:
      let broke = "the connection to \(origin.host) broke"
      return [isWrite ? broke : "\(broke) again and again; nothing was changed by this read"]
    case .tls:
      return ["\(baseURL) must be the address of a server with a valid certificate; http:// is for emulators only"]
    case .refusedToken:
      let token = "the token may be mistyped, expired or revoked"
      if call.origin == .identity { return [token] }
      let account =
        call.request.credentials.accountID.map { "account id \($0)" } ?? "the account id, which is not set,"
      return [
        token,
        "a missing or wrong account id gets the same answer as a bad token: check \(account) too",
      ]
    case .forbidden:
      return ["the user that the token belongs to may not \(isWrite ? "do" : "read") this; an Administrator may"]
    case .notFound:
      return ["there is no such object, or the user that the token belongs to may not see it"]
    case .invalid:
      // A refusal without a body has no field to blame: the state of things is.
      if isWrite, call.request.body == nil { return [] }
      return ["one of the \(isWrite ? "fields" : "parameters") is not what the API takes"]
    case .throttled:
      return ["other programs may use up the same limit: 100 requests in 15 seconds, for reports in 15 minutes"]
    case .server:
      return [isWrite ? "the fault is on the server's side" : "the fault is on the server's side; try again later"]
    case .unexpectedStatus, .malformedAnswer:
      return ["is \(baseURL) the base URL of the Harvest API? A proxy may have answered instead"]
    case .tooLarge:
      return isWrite ? [] : ["a narrower filter or a smaller per_page makes the answer smaller"]
    case .foreignLink:
      return ["the token is only sent to \(origin): behind a proxy, the server's links must name that origin too"]
    case .loop:
      return ["the server's paging is broken: the list cannot be read to its end"]
    case .changed:
      return ["some rows may have come twice, or not at all: run it again"]
    case .closed, .cancelled:
      return []
    }
  }
}
