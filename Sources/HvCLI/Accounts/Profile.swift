import HarvestClient
import HvValues

/// One account that somebody logged in to, with what hv has to know of it without asking again.
struct Profile: Hashable, Sendable {
  /// Where the token is.
  enum Keeping: Hashable, Sendable {
    /// Here, and with the profile in the file.
    case file(Secret)
    /// With the keyring, which gives it to the program `secret-tool`.
    case keyring
  }

  /// What `--account` calls it.
  let name: String
  let accountID: String
  let baseURL: BaseURL
  let company: String?
  let user: String
  let email: String?
  let role: String?
  /// The day on which weeks start: 1 for Monday to 7 for Sunday.
  let weekStart: Int
  let keeping: Keeping

  /// What the file calls the place of the token.
  private static let keyring = "secret-tool"

  /// Whether a name can be typed and shown as it is: letters, digits, and `-`, `_` and `.` after the first.
  static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first.isNumber, text.utf8.count <= 100 else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  }
}

// MARK: - In the file

extension Profile {
  /// Reads a profile as `value` writes it; nil where something that it needs is missing or wrong.
  init?(_ value: Value) {
    guard case .record(let record) = value, let name = record.string("name"), Self.isName(name),
      let accountID = record.string("account_id"), let user = record.string("user")
    else { return nil }
    var address = BaseURL.harvest
    if let text = record.string("base_url") {
      guard let other = try? BaseURL(text) else { return nil }
      address = other
    }
    if let text = record.string("token") {
      guard let secret = Secret(text) else { return nil }
      keeping = .file(secret)
    } else {
      guard record.string("token_in") == Self.keyring else { return nil }
      keeping = .keyring
    }
    var weekStart = 1
    if case .number(let number)? = record["week_start"], let day = number.integer, (1...7).contains(day) {
      weekStart = Int(day)
    }
    self.name = name
    self.accountID = accountID
    self.user = user
    self.weekStart = weekStart
    baseURL = address
    company = record.string("company")
    email = record.string("email")
    role = record.string("role")
  }

  /// The profile for the file, the token included where it is kept there.
  var value: Value {
    var pairs: [(String, Value)] = [("name", .string(name)), ("account_id", .string(accountID))]
    if baseURL != .harvest { pairs.append(("base_url", .string(baseURL.description))) }
    pairs += [("company", company), ("user", user), ("email", email), ("role", role)].compactMap { key, text in
      text.map { (key, .string($0)) }
    }
    pairs.append(("week_start", Value(weekStart)))
    switch keeping {
    case .file(let secret): pairs.append(("token", .string(secret.text)))
    case .keyring: pairs.append(("token_in", .string(Self.keyring)))
    }
    return .record(Record(pairs: pairs))
  }
}

extension Record {
  /// The text of a key; nil where it is missing, no text or empty.
  func string(_ key: String) -> String? {
    guard case .string(let text)? = self[key], !text.isEmpty else { return nil }
    return text
  }
}
