import HvSyntax

/// The keyring of the desktop, by way of the program `secret-tool`. The token passes through pipes alone: other users
/// can see the arguments of a program, and its environment goes on to whatever that starts.
struct SecretTool: Sendable {
  private let program: ChildProgram

  /// The one on PATH; nil where none is installed.
  static func find() -> SecretTool? { ChildProgram("secret-tool").map(SecretTool.init(program:)) }

  var path: String { program.path }

  /// Stores the token of a profile and looks whether it is there.
  ///
  /// - Returns: nil when it is; else why not, as half a sentence.
  func store(_ secret: Secret, of profile: Profile) -> String? {
    let label = "hv: \(profile.name), Harvest account \(profile.accountID)"
    let arguments = ["store", "--label=\(label)"] + Self.key(profile)
    guard let end = program.run(arguments, input: secret.text, reading: .outputAndErrors) else {
      return "secret-tool could not be run to its end"
    }
    guard end.status == 0 else { return Self.words(end, without: secret) }
    return lookup(profile) == secret ? nil : "secret-tool does not give back what it was given"
  }

  /// The token of a profile; nil where the keyring has none or cannot be opened.
  func lookup(_ profile: Profile) -> Secret? {
    guard let end = program.run(["lookup"] + Self.key(profile), reading: .output), end.status == 0 else { return nil }
    return Secret(end.output)
  }

  /// Removes the token of a profile.
  ///
  /// - Returns: whether the keyring says so.
  func clear(_ profile: Profile) -> Bool {
    program.run(["clear"] + Self.key(profile), reading: .output)?.status == 0
  }

  /// What the keyring finds the token by. The name is in it because two persons can share one account.
  private static func key(_ profile: Profile) -> [String] {
    ["service", "hv", "account", profile.accountID, "profile", profile.name]
  }

  /// How a run failed, with the first line of what the program said.
  private static func words(_ end: ChildProgram.Ending, without secret: Secret) -> String {
    let said = end.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let shown = DisplayText.safe(said.replacing(secret.text, with: "[token]"), ascii: false).prefix(200)
    return "secret-tool ended with status \(end.status)" + (shown.isEmpty ? "" : ": \(shown)")
  }
}
