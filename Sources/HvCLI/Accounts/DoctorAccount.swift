import HarvestClient
import HvSyntax
import HvValues
import struct HarvestClient.Token

/// What doctor looks at with requests: the way to the server, the credential, and the account behind it.
///
/// It goes from the general to the particular; what cannot be told after something failed is skipped, with the reason.
struct DoctorAccount: Sendable {
  /// The credential, or why there is none.
  let source: Result<CredentialSource.Resolved, Diagnostic>
  let baseURL: BaseURL
  let transport: DoctorTransport

  /// Gives up on a request sooner than other commands: whoever asks the doctor may have no network.
  private static let timeout = Duration.seconds(10)
  /// A clock that is further off shifts days and confuses certificates.
  private static let mostClockLead: Int64 = 60

  /// Looks at everything.
  ///
  /// - Parameter show: told of each check when it is done.
  func examine(_ show: (DoctorCheck) -> Void) async throws {
    show(credential)
    guard case .success(let source) = source else {
      // The server refuses what is no token, and by that shows that it is there.
      if let token = Token("none"), let nobody = Credentials(token: token, accountID: nil) {
        let answer = try await visit(client(nobody))
        show(network(answer))
        show(clock)
      }
      for title in ["token", "account", "rights", "modules", "timers", "weeks", "rate limits"] {
        show(.skipped(title, "no credentials"))
      }
      return
    }
    let client = client(source.credentials)
    let answer = try await visit(client)
    show(network(answer))
    show(clock)
    try await examine(answer, source, client, show)
    show(limits(client))
  }

  private func client(_ credentials: Credentials) -> HarvestClient {
    HarvestClient(baseURL, credentials, over: transport, attempts: 1, timeout: Self.timeout)
  }

  /// Asks for something; what the server or the network says against it is an answer too.
  private func visit(_ client: HarvestClient, path: String = AccountUser.path, query: [(String, String)] = [])
    async throws -> Result<Value, APIError>
  {
    do {
      return .success(try await client.value(path: path, query: query, schema: nil, bucket: .general))
    } catch let error as APIError { return .failure(error) }
  }

  // MARK: - On the way

  private var credential: DoctorCheck {
    switch source {
    case .success(let source):
      let kept = source.profile == nil ? (try? ProfileStore.find()?.read())?.standard : nil
      return .passed("credential", source.words, hint: kept.map { "--account \($0.name)  uses the one that is kept" })
    case .failure(let diagnostic): return .failed("credential", diagnostic.message, hint: diagnostic.help.first)
    }
  }

  private func network(_ answer: Result<Value, APIError>) -> DoctorCheck {
    if let contact = transport.contact {
      return .passed("network", "\(baseURL.root.origin) answers in \(contact.milliseconds) ms")
    }
    guard case .failure(let error) = answer else { return .skipped("network", "not needed") }
    return .failed("network", error.message, hint: error.help.first)
  }

  private var clock: DoctorCheck {
    guard let contact = transport.contact else { return .skipped("clock", "no answer to compare it with") }
    guard let lead = contact.clockLead else { return .skipped("clock", "the server does not tell the time") }
    let text = lead == 0 ? "as the server's" : "\(lead.magnitude) s \(lead > 0 ? "ahead of" : "behind") the server's"
    if lead.magnitude <= Self.mostClockLead.magnitude { return .passed("clock", text) }
    // An emulator may live on a day of its own.
    if baseURL != .harvest { return .passed("clock", text + ", which is no fault of an emulator") }
    return .failed("clock", text, hint: "set the clock of this machine:  sudo timedatectl set-ntp true")
  }

  // MARK: - Behind it

  private func examine(
    _ answer: Result<Value, APIError>, _ source: CredentialSource.Resolved, _ client: HarvestClient,
    _ show: (DoctorCheck) -> Void
  ) async throws {
    let remaining = ["rights", "modules", "timers", "weeks"]
    switch answer {
    case .success(let value):
      guard let user = AccountUser(value) else {
        show(.failed("token", "\(baseURL) does not answer as Harvest does", hint: "is it the API, with its /v2?"))
        break
      }
      show(.passed("token", "accepted, of \(user.shown)"))
      show(.passed("account", [source.accountID, source.profile?.company].compactMap { $0 }.joined(separator: ", ")))
      let rights = DoctorRights(
        user: user, company: try await visit(client, path: AccountCompany.path),
        users: try await visit(client, path: "/users", query: [("per_page", "1")]), profile: source.profile)
      for check in rights.checks { show(check) }
      return
    case .failure(let error) where [.refusedToken, .notFound, .forbidden].contains(error.kind):
      for check in try await refusal(source, client) { show(check) }
    case .failure(let error):
      let why = error.status == nil ? "no answer" : "the server answers: \(error.message)"
      for title in ["token", "account"] { show(.skipped(title, why)) }
    }
    for title in remaining { show(.skipped(title, "the user could not be read")) }
  }

  /// Whether token or account id is at fault: to both the API says the same, but the list of accounts needs the token
  /// alone.
  private func refusal(_ source: CredentialSource.Resolved, _ client: HarvestClient) async throws -> [DoctorCheck] {
    let again = "hv login\(source.profile.map { " --account \($0.name)" } ?? "")"
    let accounts: [LoginCheck.Account]
    do { accounts = try await LoginCheck.accounts(client) ?? [] } catch let error as APIError {
      guard error.kind == .refusedToken else {
        return [
          .failed("token", "refused, or it is the account id", hint: "\(again)  takes a new one"),
          .skipped("account", "the accounts of the token cannot be listed: \(error.message)"),
        ]
      }
      return [
        .failed("token", "refused: it may be expired or deleted", hint: "\(again)  takes a new one"),
        .skipped("account", "the token is refused"),
      ]
    }
    let names = accounts.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    let isListed = accounts.contains { $0.id == source.accountID }
    return [
      .passed("token", "accepted"),
      .failed(
        "account", isListed ? "\(source.accountID) is refused" : "the token does not reach \(source.accountID)",
        hint: accounts.isEmpty ? "the token reaches no account of Harvest" : "the token reaches: \(names)"),
    ]
  }

  private func limits(_ client: HarvestClient) -> DoctorCheck {
    let general = client.status(of: .general), reports = client.status(of: .reports)
    let text =
      "\(general.remaining) of 100 requests left in 15 s; reports: \(reports.remaining) of 100 in 15 min"
    let isSpent = general.remaining == 0 || reports.remaining == 0
    let wait = max(general.wait, reports.wait).components.seconds
    return .passed("rate limits", text, hint: isSpent ? "hv waits by itself, now \(wait) s" : nil)
  }
}
