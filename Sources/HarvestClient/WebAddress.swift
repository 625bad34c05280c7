/// An absolute http or https address, taken apart and checked once.
///
/// It holds only characters that RFC 3986 allows, so it can stand in a request line, a header or a terminal as it is.
package struct WebAddress: Hashable, Sendable {
  package enum Scheme: String, Sendable {
    case http, https
    var defaultPort: Int { self == .https ? 443 : 80 }
  }

  /// Scheme, host and port: what decides who reads a request.
  package struct Origin: Hashable, Sendable {
    package let scheme: Scheme
    /// In lower case; an IPv6 address keeps its brackets.
    package let host: String
    package let port: Int
  }

  package let origin: Origin
  /// Percent-encoded; starts with a slash.
  package let path: String
  /// Percent-encoded, without the question mark.
  package let query: String?

  /// What a request line asks for: `/v2/projects?per_page=3`.
  package var target: String { query.map { "\(path)?\($0)" } ?? path }
}

/// Why a text is no address that can be used, as half a sentence.
package struct AddressFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}

extension WebAddress.Origin: CustomStringConvertible {
  package var description: String {
    port == scheme.defaultPort ? "\(scheme.rawValue)://\(host)" : "\(scheme.rawValue)://\(host):\(port)"
  }
}

extension WebAddress: CustomStringConvertible {
  package var description: String { "\(origin)\(target)" }
}

extension WebAddress {
  /// Reads an absolute address.
  ///
  /// - Throws: a fault for another scheme, a user name, a fragment, a bad host or port, or a character that would have
  ///   to be percent-encoded.
  package init(_ text: String) throws(AddressFault) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw AddressFault("it holds a space, a control character or a letter outside ASCII")
    }
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { throw AddressFault("it does not start with https:// or http://") }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let tail = rest[authority.endIndex...]
    guard !tail.contains("#") else { throw AddressFault("it has a fragment (#)") }
    guard !authority.contains("@") else { throw AddressFault("it holds a user name or password (@)") }

    let (host, port) = try Self.split(authority: authority)
    self.origin = Origin(scheme: scheme, host: host, port: port ?? scheme.defaultPort)

    let path = tail.prefix { $0 != "?" }
    let query = path.endIndex == tail.endIndex ? nil : tail[path.endIndex...].dropFirst()
    guard Self.isEncoded(path, alsoAllowing: "/"), query.map({ Self.isEncoded($0, alsoAllowing: "/?") }) ?? true else {
      throw AddressFault("it holds a character that must be percent-encoded")
    }
    self.path = path.isEmpty ? "/" : String(path)
    self.query = query.map(String.init)
  }

  private static func split(authority: Substring) throws(AddressFault) -> (host: String, port: Int?) {
    let host: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw AddressFault("the bracket of its host is not closed") }
      host = authority[...end]
      guard host.count > 2, host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        throw AddressFault("`\(host)` is no IPv6 address")
      }
    } else {
      host = authority.prefix { $0 != ":" }
      guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }) else {
        throw AddressFault(host.isEmpty ? "it names no host" : "`\(host)` is no host name")
      }
    }
    let rest = authority[host.endIndex...]
    if rest.isEmpty { return (host.lowercased(), nil) }
    guard rest.first == ":", rest.dropFirst().allSatisfy(\.isNumber), let port = Int(rest.dropFirst()),
      (1...65_535).contains(port)
    else { throw AddressFault("`\(rest.dropFirst())` is no port") }
    return (host.lowercased(), port)
  }

  private static func isEncoded(_ text: Substring, alsoAllowing extra: String) -> Bool {
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "%") {
        guard let high = bytes.next(), let low = bytes.next(), high.isHexDigit, low.isHexDigit else { return false }
      } else if !byte.isPathCharacter, !extra.utf8.contains(byte) {
        return false
      }
    }
    return true
  }
}
