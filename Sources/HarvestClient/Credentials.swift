/// An access token, which no description, dump or error shows.
package struct Token: Sendable {
  /// Read only where the header is made.
  let text: String

  /// Takes a token as it was typed, read or pasted; white space around it is dropped. Nil when nothing is left, or when
  /// a character is in it that no header may hold.
  package init?(_ text: String) {
    let trimmed = text.trimmingWhiteSpace
    guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    self.text = trimmed
  }

  /// A text with the token blanked out wherever a server or a link repeats it.
  package func redact(_ text: String) -> String {
    // A token this short is an emulator's (`test`) and no secret; blanking it would garble ordinary words.
    guard self.text.utf8.count >= 8, text.contains(self.text) else { return text }
    return text.replacing(self.text, with: "[token]")
  }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[token]" }
  package var debugDescription: String { "[token]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Who asks.
package struct Credentials: Sendable {
  package let token: Token
  /// Nil for the identity host only, which answers for the person and not for an account.
  package let accountID: String?

  /// Takes a token and an account id, which is a number. Nil when the id is none.
  package init?(token: Token, accountID: String?) {
    let id = accountID?.trimmingWhiteSpace
    if let id {
      guard (1...20).contains(id.utf8.count), id.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    }
    self.token = token
    self.accountID = id
  }

  private init(_ token: Token) {
    self.token = token
    accountID = nil
  }

  var withoutAccount: Credentials { Credentials(token) }
}

extension String {
  fileprivate var trimmingWhiteSpace: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
