import ArgumentParser
import HarvestClient
import HvSyntax

/// `hv login`: takes a token, looks whose it is, and keeps it.
struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Keep an account: its token is asked for and verified.",
    discussion: """
      The token is typed without being shown, or comes from a pipe:  pass harvest | hv login
      It is kept in the keyring where secret-tool is installed, else in a file that only you can read.
      The first account is the one that counts where none is named.
      """)

  @Option(help: ArgumentHelp("What to call the account; else it is called as the company.", valueName: "name"))
  var account: String?

  @Option(help: ArgumentHelp("Which account, where the token reaches several.", valueName: "number"))
  var accountID: String?

  @Option(help: ArgumentHelp("The API, with its /v2; for an emulator.", valueName: "url"))
  var baseURL: String?

  @Flag(help: "Keep the token in the file, also where secret-tool is installed.")
  var inFile = false

  func validate() throws {
    if let account, !Profile.isName(account) {
      throw ValidationError("--account is a name of letters, digits, - and _, such as acme")
    }
    if let accountID, !(1...20).contains(accountID.utf8.count) || !accountID.allSatisfy({ ("0"..."9").contains($0) }) {
      throw ValidationError("--account-id is a number: hv login  without it shows those that there are")
    }
  }

  func run() async throws {
    // Whatever ends the program while a token is typed, the terminal has to show again what is typed.
    let signals = Process.onInterrupt {
      Process.showInput()
      Process.exit(130)
    }
    defer { signals.cancel() }
    try await AccountCommand.end { try await logIn() }
  }

  func logIn() async throws -> Int32 {
    guard let store = ProfileStore.find() else {
      throw Diagnostic(
        "E0512", "there is no folder for the accounts file: HOME and XDG_CONFIG_HOME are not set", exit: .failed)
    }
    // Told before somebody has typed a token.
    _ = try store.read()
    let address = try CredentialSource.address(baseURL) ?? .harvest
    let secret = try Prompt.token(for: address)
    guard let token = secret.token else { return Diagnostic.Exit.credentials.rawValue }
    let transport = AHCTransport()
    let check = LoginCheck(token: token, baseURL: address, transport: transport)
    let found: LoginCheck.Account
    if Process.isInputTerminal {
      found = try await check.account(wanted: accountID) { try Prompt.account(of: $0) }
    } else {
      found = try await check.account(wanted: accountID, choose: nil)
    }
    let facts = try await check.facts(of: found)
    await transport.shutdown()
    let keeper = ProfileKeeper(store: store, tool: inFile ? nil : SecretTool.find())
    let kept = try keeper.keep(secret, for: found, facts, at: address, as: account)
    report(kept, facts, in: store)
    return 0
  }

  private func report(_ kept: ProfileKeeper.Kept, _ facts: LoginCheck.Facts, in store: ProfileStore) {
    let profile = kept.profile
    if let trouble = kept.trouble { AccountCommand.note("\(trouble); the token is kept in the file instead") }
    if let old = kept.replaced {
      AccountCommand.note("the account \(old.accountID) at \(old.baseURL) was called \(old.name) until now")
    }
    if facts.company == nil {
      AccountCommand.note("the company's settings may not be read with this role: weeks start on Monday")
    }
    Process.say(
      AccountCommand.table([
        ("user", facts.user.shown), ("role", profile.role), ("company", profile.company),
        ("account", "\(profile.accountID), called \(profile.name)" + (kept.isStandard ? ", the default" : "")),
        ("API", profile.baseURL == .harvest ? nil : profile.baseURL.description),
        ("weeks", "start on \(AccountCompany.weekday(profile.weekStart))"),
        ("token", kept.place(in: store)),
        ("next", "hv\(kept.isStandard ? "" : " --account \(profile.name)") -c 'projects | where active | first 5'"),
      ]))
    if Process.environment("HARVEST_ACCESS_TOKEN") != nil {
      AccountCommand.note("HARVEST_ACCESS_TOKEN is set and counts first: unset it, or type --account \(profile.name)")
    }
  }
}
