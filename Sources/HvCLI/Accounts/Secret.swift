import HarvestClient

/// A token with its text, for where it is typed or stored. No description of it shows the text.
struct Secret: Hashable, Sendable {
  let text: String

  /// Takes a token as it was typed or pasted, without the white space around it. Nil where it cannot be one.
  init?(_ typed: String) {
    var rest = typed[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    guard Token(String(rest)) != nil else { return nil }
    text = String(rest)
  }

  /// The token for requests; only its owner and the place where it is stored need more.
  var token: Token? { Token(text) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "[token]" }
  var debugDescription: String { "[token]" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
