import ArgumentParser
import HarvestClient
import HvCodecs
import HvSyntax
import HvValues

/// `hv whoami`: whose token counts, and where it came from.
struct WhoamiCommand: AsyncParsableCommand {
  /// How the answer is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Show whose token counts, and where it came from.")

  @Option(help: ArgumentHelp("Which of the accounts that are kept.", valueName: "name"))
  var account: String?

  @Option(name: .short, help: ArgumentHelp("How it is written: text or json.", valueName: "format"))
  var o: Format = .text

  @Option(help: ArgumentHelp("The API, with its /v2; for an emulator.", valueName: "url"))
  var baseURL: String?

  func run() async throws { try await AccountCommand.end { try await show() } }

  private func show() async throws -> Int32 {
    let source = try CredentialSource.resolve(account: account, baseURL: baseURL)
    let transport = AHCTransport()
    let client = HarvestClient(source.baseURL, source.credentials, over: transport, attempts: 4)
    let answer = try await client.value(path: AccountUser.path, schema: nil, bucket: .general)
    await transport.shutdown()
    guard let user = AccountUser(answer) else {
      throw Diagnostic(
        "E0515", "\(source.baseURL) does not answer as Harvest does: there is no user",
        help: ["is it the base URL of the API, with its /v2?"], exit: .failed)
    }
    Process.say(try o == .json ? json(user, source) : text(user, source))
    return 0
  }

  private func text(_ user: AccountUser, _ source: CredentialSource.Resolved) -> String {
    let names = (try? ProfileStore.find()?.read())?.names ?? []
    let others = names.filter { $0 != source.profile?.name }
    return AccountCommand.table([
      ("user", user.shown), ("role", user.role), ("company", source.profile?.company), ("account", source.accountID),
      ("API", source.baseURL.description), ("credential", source.words),
      ("also kept", others.isEmpty ? nil : others.joined(separator: ", ") + "  (--account NAME)"),
    ])
  }

  private func json(_ user: AccountUser, _ source: CredentialSource.Resolved) throws -> String {
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    let record = Record(pairs: [
      ("user", .string(user.name)), ("email", text(user.email)), ("role", text(user.role)),
      ("company", text(source.profile?.company)), ("account_id", .string(source.accountID)),
      ("base_url", .string(source.baseURL.description)), ("profile", text(source.profile?.name)),
      ("credential", .string(source.words)),
    ])
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    try encoding.appendPretty(.record(record), to: &bytes)
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }
}
