import HarvestClient
import HvSyntax
import struct HarvestClient.Token

/// Which credential counts: that of the profile which is named, else that in the environment, else that of the profile
/// which stands first. It is never a mixture of two.
enum CredentialSource {
  /// A credential with what belongs to it.
  struct Resolved: Sendable {
    let credentials: Credentials
    let baseURL: BaseURL
    /// Nil where the environment has the token.
    let profile: Profile?
    /// Where the credential came from: `profile acme, token in ~/.config/hv/accounts.json`.
    let words: String

    var token: Token { credentials.token }
    var accountID: String { credentials.accountID ?? "" }
    /// The day on which weeks start: 1 for Monday to 7 for Sunday.
    var weekStart: Int { profile?.weekStart ?? 1 }
  }

  private static let tokenName = "HARVEST_ACCESS_TOKEN"
  private static let accountName = "HARVEST_ACCOUNT_ID"

  /// Finds the credential. May be called again with another name, and takes as long as the keyring needs.
  ///
  /// - Parameters:
  ///   - account: the name of a profile; nil takes the environment's credential or the standard profile.
  ///   - baseURL: the address that the command line gives.
  /// - Throws: a `Diagnostic` that says what to type instead.
  static func resolve(account: String? = nil, baseURL: String? = nil) throws -> Resolved {
    let given = try address(baseURL)
    guard let profile = try profile(account: account) else { return try environment(given ?? .harvest) }
    if let given, given != profile.baseURL { throw foreign(profile, given, isOption: baseURL != nil) }
    let (secret, place) = try token(of: profile)
    guard let token = secret.token, let credentials = Credentials(token: token, accountID: profile.accountID) else {
      throw unusable
    }
    return Resolved(
      credentials: credentials, baseURL: profile.baseURL, profile: profile,
      words: "profile \(profile.name), token in \(place)")
  }

  /// The profile that counts, without its token being looked up; nil where the environment's credential does.
  ///
  /// - Throws: a `Diagnostic` where there is neither.
  static func profile(account: String?) throws -> Profile? {
    if let account {
      let profiles = try ProfileStore.find()?.read() ?? Profiles()
      guard let profile = profiles[account] else { throw unknown(account, in: profiles, exit: .credentials) }
      return profile
    }
    let missing = [tokenName, accountName].filter { Process.environment($0) == nil }
    switch missing.count {
    case 0: return nil
    case 1:
      let other = missing == [tokenName] ? accountName : tokenName
      throw Diagnostic(
        "E0403", "no credentials: \(missing[0]) is not set, though \(other) is",
        help: ["hv login  keeps an account; it counts once you  unset \(other)", "or  export \(missing[0])=…"],
        exit: .credentials)
    default:
      guard let standard = try ProfileStore.find()?.read().standard else {
        throw nothing("nobody is logged in, and \(tokenName) and \(accountName) are not set")
      }
      return standard
    }
  }

  /// The day on which weeks start for whoever counts; Monday where that cannot be told. No request is made for it.
  static func weekStart(account: String?) -> Int { (try? profile(account: account))?.weekStart ?? 1 }

  /// The address that command line or environment give; nil where neither does.
  static func address(_ given: String?) throws -> BaseURL? {
    guard let text = given ?? Process.environment("HARVEST_BASE_URL") else { return nil }
    do { return try BaseURL(text) } catch {
      throw Diagnostic(
        "E0507", "the base URL “\(text)” cannot be used: \(error)", help: ["for example  https://api.harvestapp.com/v2"]
      )
    }
  }

  /// The error for a name that no profile has.
  static func unknown(_ name: String, in profiles: Profiles, exit: Diagnostic.Exit) -> Diagnostic {
    let near = Suggestion.nearest(name, in: profiles.names)
    var help: [String] = []
    if !near.isEmpty {
      help.append("the nearest: " + near.joined(separator: ", "))
    } else if !profiles.names.isEmpty {
      help.append("there are: " + profiles.names.joined(separator: ", "))
    }
    if Profile.isName(name) { help.append("hv login --account \(name)  makes one of this name") }
    return Diagnostic("E0510", "there is no account “\(name)”", help: help, exit: exit)
  }

  // MARK: - The parts

  private static func environment(_ baseURL: BaseURL) throws -> Resolved {
    guard let token = Process.environment(tokenName).flatMap({ Token($0) }),
      let credentials = Credentials(token: token, accountID: Process.environment(accountName))
    else { throw unusable }
    return Resolved(
      credentials: credentials, baseURL: baseURL, profile: nil,
      words: "from the environment: \(tokenName) and \(accountName)")
  }

  /// The token of a profile, and the words for its place.
  private static func token(of profile: Profile) throws -> (Secret, place: String) {
    switch profile.keeping {
    case .file(let secret): return (secret, ProfileStore.find()?.shown ?? "the accounts file")
    case .keyring:
      let again = "hv login --account \(profile.name)  stores it again"
      guard let tool = SecretTool.find() else {
        throw Diagnostic(
          "E0513", "the token of “\(profile.name)” is in the keyring, and secret-tool is not on PATH",
          help: [again, "or install it: it is part of libsecret"], exit: .credentials)
      }
      guard let secret = tool.lookup(profile) else {
        throw Diagnostic(
          "E0513", "secret-tool does not give the token of “\(profile.name)”",
          help: ["is the keyring locked, or out of reach from this terminal?", again], exit: .credentials)
      }
      return (secret, "the keyring by secret-tool")
    }
  }

  // MARK: - Errors

  static let unusable = Diagnostic(
    "E0404", "the token or the account id has characters that neither can have", exit: .credentials)

  private static func nothing(_ why: String) -> Diagnostic {
    Diagnostic(
      "E0403", "no credentials: \(why)",
      help: [
        "hv login  asks for a token and keeps it",
        "or make a personal access token at https://id.getharvest.com/developers, then",
        "export HARVEST_ACCESS_TOKEN=… HARVEST_ACCOUNT_ID=…",
        "or try hv without an account:  hv --sandbox -c '…'",
      ], exit: .credentials)
  }

  /// The error for a token that would go to another server than its own.
  private static func foreign(_ profile: Profile, _ given: BaseURL, isOption: Bool) -> Diagnostic {
    let (source, remedy) =
      isOption ? ("--base-url", "leave --base-url out") : ("HARVEST_BASE_URL", "unset HARVEST_BASE_URL")
    return Diagnostic(
      "E0514", "the token of “\(profile.name)” is for \(profile.baseURL); \(source) says \(given)",
      help: [remedy, "hv login --account NAME --base-url \(given)  keeps a token for that server"], exit: .credentials)
  }
}
