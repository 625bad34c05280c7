import ArgumentParser
import HarvestClient
import HvSyntax
import struct ArgumentParser.Argument

/// `hv logout`: forgets an account and its token.
struct LogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget an account and its token.")

  @Argument(help: ArgumentHelp("Which account; without it the default one.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The same, as other commands take it.", valueName: "name"))
  var account: String?

  func validate() throws {
    if name != nil, account != nil { throw ValidationError("name one account: hv logout NAME") }
  }

  func run() async throws { try await AccountCommand.end { try logOut() } }

  private func logOut() throws -> Int32 {
    guard let store = ProfileStore.find() else { return nobody() }
    let profiles = try store.read()
    let wanted = name ?? account
    if let wanted, profiles[wanted] == nil { throw CredentialSource.unknown(wanted, in: profiles, exit: .usage) }
    guard let name = wanted ?? profiles.standard?.name else { return nobody() }
    let outcome = try ProfileKeeper(store: store, tool: SecretTool.find()).forget(name)
    guard let profile = outcome.profile else { return nobody() }
    Process.say("Logged out of \(AccountCommand.safe(profile.company ?? "the account")) (\(name)).\n")
    if !outcome.isTokenGone {
      AccountCommand.note("the keyring still has the token: secret-tool did not remove it")
    }
    if profile.name == profiles.standard?.name, let next = outcome.standard {
      Process.say("The default is now \(next.name).\n")
    }
    AccountCommand.note(
      profile.baseURL == .harvest
        ? "the token itself stays valid until it is deleted at https://id.getharvest.com/developers"
        : "the token itself stays valid for \(profile.baseURL.root.origin)")
    remindOfEnvironment()
    return 0
  }

  /// To be logged out already is no failure.
  private func nobody() -> Int32 {
    Process.say("Nobody is logged in.\n")
    remindOfEnvironment()
    return 0
  }

  private func remindOfEnvironment() {
    guard Process.environment("HARVEST_ACCESS_TOKEN") != nil else { return }
    AccountCommand.note("HARVEST_ACCESS_TOKEN is still set in the environment: unset it")
  }
}
