import HarvestClient
import HvSyntax
import HvValues
import struct HarvestClient.Token

/// Asks the server whose a token is, and which account is meant. Nothing is stored here.
struct LoginCheck: Sendable {
  /// One account that the token reaches.
  struct Account: Hashable, Sendable {
    let id: String
    let name: String
  }

  /// What is found out about an account.
  struct Facts: Sendable {
    let user: AccountUser
    /// Nil where the user may not read the settings.
    let company: AccountCompany?
  }

  let token: Token
  let baseURL: BaseURL
  let transport: any Transport

  private static let attempts = 2

  /// The account to log in to.
  ///
  /// - Parameters:
  ///   - wanted: its id, where the command line names one. Then a server that lists no accounts is no obstacle.
  ///   - choose: picks one of several; nil where nobody can be asked.
  /// - Throws: a `Diagnostic`, `APIError` or `CancellationError`.
  func account(wanted: String?, choose: (([Account]) async throws -> Account)?) async throws -> Account {
    let listed: [Account]?
    do { listed = try await accounts() } catch let error as APIError where error.kind == .refusedToken {
      throw Self.refused(by: baseURL.identity.root.origin.host, baseURL)
    } catch let error as APIError {
      if let wanted { return Account(id: wanted, name: "") }
      var diagnostic = error.diagnostic
      diagnostic.help.append("--account-id N  logs in without the list of accounts")
      throw diagnostic
    }
    guard let found = listed else {
      if let wanted { return Account(id: wanted, name: "") }
      throw Diagnostic(
        "E0515", "\(baseURL.root.origin) does not list the accounts of a token",
        help: ["--account-id N  logs in without the list of accounts"], exit: .usage)
    }
    if let wanted {
      guard let account = found.first(where: { $0.id == wanted }) else {
        throw Self.choice("the token does not reach the account \(wanted)", found)
      }
      return account
    }
    switch found.count {
    case 0: throw Self.choice("the token reaches no account of Harvest", found)
    case 1: return found[0]
    default:
      guard let choose else { throw Self.choice("the token reaches \(found.count) accounts: which one?", found) }
      return try await choose(found)
    }
  }

  /// Who the user is in an account, and what its settings are.
  func facts(of account: Account) async throws -> Facts {
    guard let credentials = Credentials(token: token, accountID: account.id) else {
      throw Diagnostic("E0404", "“\(account.id)” is no account id: it is a number", exit: .credentials)
    }
    let client = HarvestClient(baseURL, credentials, over: transport, attempts: Self.attempts)
    let answer: Value
    do {
      answer = try await client.value(path: AccountUser.path, schema: nil, bucket: .general)
    } catch let error as APIError where [.refusedToken, .notFound, .forbidden].contains(error.kind) {
      throw Diagnostic(
        "E0515", "\(baseURL.root.origin.host) accepts no requests for the account \(account.id) with this token",
        help: ["check the account id, and that the token is still valid", "nothing was stored"], exit: .credentials)
    }
    guard let user = AccountUser(answer) else {
      throw Diagnostic(
        "E0515", "\(baseURL) does not answer as Harvest does: there is no user",
        help: ["is it the base URL of the API, with its /v2?", "nothing was stored"], exit: .failed)
    }
    do {
      let company = try await client.value(path: AccountCompany.path, schema: nil, bucket: .general)
      return Facts(user: user, company: AccountCompany(company))
    } catch let error as APIError where [.forbidden, .notFound].contains(error.kind) {
      return Facts(user: user, company: nil)
    }
  }

  private func accounts() async throws -> [Account]? {
    guard let credentials = Credentials(token: token, accountID: nil) else { return nil }
    let client = HarvestClient(baseURL, credentials, over: transport, attempts: Self.attempts)
    return try await Self.accounts(client)
  }

  /// The accounts of Harvest that a client's token reaches; Forecast has its own. Nil where the answer is no list.
  static func accounts(_ client: HarvestClient) async throws -> [Account]? {
    let answer = try await client.value(path: "/accounts", schema: nil, bucket: .general, origin: .identity)
    guard case .record(let record) = answer, case .list(let list)? = record["accounts"] else { return nil }
    return list.elements.compactMap { element in
      guard case .record(let account) = element, account.string("product") == "harvest",
        let id = account.id.map(String.init) ?? account.string("id")
      else { return nil }
      return Account(id: id, name: account.string("name") ?? "")
    }
  }

  // MARK: - Errors

  private static func refused(by host: String, _ baseURL: BaseURL) -> Diagnostic {
    var help = ["was it copied whole? It may also be expired or deleted"]
    if baseURL == .harvest { help.append("make a new one at https://id.getharvest.com/developers") }
    return Diagnostic(
      "E0401", "\(host) does not accept this token", help: help + ["nothing was stored"], exit: .credentials)
  }

  private static func choice(_ message: String, _ accounts: [Account]) -> Diagnostic {
    var help = accounts.map { "--account-id \($0.id)  \($0.name)" }
    if accounts.isEmpty { help = ["was it made by the right person? Forecast's accounts do not count"] }
    return Diagnostic(
      "E0515", message, help: help + ["nothing was stored"], exit: accounts.isEmpty ? .credentials : .usage)
  }
}
