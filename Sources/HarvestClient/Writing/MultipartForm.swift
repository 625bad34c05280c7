/// `multipart/form-data` of RFC 7578, written whole.
struct MultipartForm {
  let contentType: String
  let bytes: [UInt8]

  /// Writes a form.
  ///
  /// - Parameter boundaries: gives another text with each call, of letters and digits. The first one that occurs in no
  ///   part is taken; random ones, so that nobody can make a file that holds them all.
  init(_ parts: [WriteIntent.Part], boundaries: () -> String = Self.randomBoundary) {
    var boundary = boundaries()
    while parts.contains(where: { Self.occurs(boundary, in: $0.bytes) }) { boundary = boundaries() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(100) { $0 + $1.bytes.count + 300 })
    for part in parts {
      bytes += "--\(boundary)\r\n\(Self.header(of: part))\r\n".utf8
      bytes += part.bytes
      bytes += "\r\n".utf8
    }
    bytes += "--\(boundary)--\r\n".utf8
    self.bytes = bytes
    contentType = "multipart/form-data; boundary=\(boundary)"
  }

  private static func randomBoundary() -> String {
    let half = { String(UInt64.random(in: .min ... .max), radix: 16) }
    return "hv\(half())\(half())"
  }

  private static func header(of part: WriteIntent.Part) -> String {
    var lines = "Content-Disposition: form-data; name=\"\(quoted(part.name))\""
    if let fileName = part.fileName { lines += "; filename=\"\(quoted(fileName))\"" }
    if let contentType = part.contentType {
      // It may come from outside. Nothing in it may end the line.
      lines +=
        "\r\nContent-Type: \(String(decoding: contentType.utf8.filter { (0x20...0x7E).contains($0) }, as: UTF8.self))"
    }
    return lines + "\r\n"
  }

  /// A name inside quotes, as browsers write it: UTF-8, with the quote and line breaks percent-encoded. The backslash
  /// is encoded too, since some servers take it for the start of an escape, and so are the other control characters.
  private static func quoted(_ name: String) -> String {
    PercentEncoding.encode(name) { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }

  private static func occurs(_ text: String, in bytes: [UInt8]) -> Bool {
    let text = Array(text.utf8)
    guard let first = text.first else { return true }
    return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: text) }
  }
}
