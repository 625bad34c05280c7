/// What a person can type in the shell beside the language.
enum ShellWord: Equatable {
  /// The next screen of the last result.
  case more
  case exit
  case sandbox
  case login
  /// Another account.
  case account(String?)
  /// The last result again, a record over several lines.
  case vertical

  /// Nil where the entry is a program.
  init?(_ entry: String) {
    let words = entry.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words.first {
    case "more" where words.count == 1: self = .more
    case "exit" where words.count == 1, "quit" where words.count == 1: self = .exit
    case "sandbox" where words.count == 1: self = .sandbox
    case "login" where words.count == 1: self = .login
    case "-v" where words.count == 1: self = .vertical
    case "account":
      let name = entry.drop(while: \.isWhitespace).dropFirst("account".count).filter { $0 != "\"" }
      let trimmed = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      self = .account(trimmed.isEmpty ? nil : trimmed)
    default: return nil
    }
  }

  static let described = [
    ("more", "the next screen of the last result"), ("exit", "leave the shell"),
    ("sandbox", "go on with demo data, without an account"), ("login", "store a token and go on with its account"),
    ("account", "go on with another account:  account \"NAME\""),
  ]
}
