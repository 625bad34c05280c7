/// Reads the parts of a multipart body by RFC 7578: fields, and files where a part has a file name.
struct MultipartText {
  private static let newline: [UInt8] = [0x0D, 0x0A]

  private let bytes: [UInt8]
  private let delimiter: [UInt8]
  private var at = 0

  /// - Throws: 400 when a delimiter or a part's name is missing, or a text is no UTF-8.
  static func body(_ bytes: [UInt8], boundary: String) throws(Refusal) -> Body {
    var text = MultipartText(bytes: bytes, delimiter: Array("--\(boundary)".utf8))
    return try text.body()
  }

  private init(bytes: [UInt8], delimiter: [UInt8]) {
    self.bytes = bytes
    self.delimiter = delimiter
  }

  private mutating func body() throws(Refusal) -> Body {
    let tree = FormTree()
    // What comes before the first delimiter and after the last one means nothing.
    guard var border = nextBorder() else { throw .unreadable("the multipart boundary does not occur") }
    while !border.isLast {
      at = border.end
      let headers = try headers()
      guard let header = headers.disposition, let name = header.parameters["name"] else {
        throw .unreadable("a part of the multipart body has no name")
      }
      let start = at
      guard let next = nextBorder() else { throw .unreadable("the multipart body is cut off") }
      let content = bytes[start..<next.start]
      border = next
      if let fileName = Self.fileName(header) {
        // A form that is sent without a choice of file has an empty name for it.
        guard !fileName.isEmpty else { continue }
        let type = headers.contentType ?? "application/octet-stream"
        try tree.add(.file(UploadedFile(name: fileName, contentType: type, bytes: Array(content))), at: name)
      } else {
        guard let text = String(validating: content, as: UTF8.self) else {
          throw .unreadable("invalid UTF-8 in \(name)")
        }
        try tree.add(.text(text), at: name)
      }
    }
    return tree.body
  }

  /// The line between two parts.
  private struct Border {
    /// Where the part before ends.
    let start: Int
    /// Where the next part begins.
    let end: Int
    let isLast: Bool
  }

  private func has(_ wanted: [UInt8], at place: Int) -> Bool { bytes[place...].starts(with: wanted) }

  /// The next delimiter that stands at the start of a line and has a line of its own.
  private func nextBorder() -> Border? {
    // The newline before a delimiter belongs to it; that of an empty part may be the one that ended the headers.
    var line = at
    while line < bytes.count {
      if has(delimiter, at: line) {
        let start = line == at ? line : line - 2
        var end = line + delimiter.count
        if has([0x2D, 0x2D], at: end) { return Border(start: start, end: end + 2, isLast: true) }
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        if has(Self.newline, at: end) { return Border(start: start, end: end + 2, isLast: false) }
      }
      guard let next = lineBreak(from: line) else { return nil }
      line = next + 2
    }
    return nil
  }

  private func lineBreak(from start: Int) -> Int? {
    var place = start
    while place + 1 < bytes.count {
      if bytes[place] == 0x0D, bytes[place + 1] == 0x0A { return place }
      place += 1
    }
    return nil
  }

  /// Takes the headers of a part and the empty line after them.
  private mutating func headers() throws(Refusal) -> (disposition: BodyHeader?, contentType: String?) {
    var disposition: BodyHeader?
    var contentType: String?
    while let end = lineBreak(from: at) {
      defer { at = end + 2 }
      if end == at { return (disposition, contentType) }
      guard let line = String(validating: bytes[at..<end], as: UTF8.self) else {
        throw .unreadable("invalid UTF-8 in the headers of a part")
      }
      let name = line.prefix { $0 != ":" }
      let value = String(line.dropFirst(name.count).dropFirst().drop { $0 == " " || $0 == "\t" })
      switch name.lowercased() {
      case "content-disposition": disposition = BodyHeader(value)
      case "content-type": contentType = value
      default: break
      }
    }
    throw .unreadable("the multipart body is cut off")
  }

  /// The file's name without the folders that old clients send; nil where the part is no file.
  private static func fileName(_ header: BodyHeader) -> String? {
    guard let path = header.parameters["filename"] else { return nil }
    let name = path.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
    // Browsers write quotes and newlines so, and nothing else.
    return name.map {
      String($0).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
  }
}
