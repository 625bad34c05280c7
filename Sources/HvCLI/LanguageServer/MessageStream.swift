import HvCodecs
import HvValues
import SystemPackage

/// The messages of the language server protocol: JSON with a header that tells its length.
final class MessageStream {
  /// No message is longer.
  private static let longest = 64 << 20
  private var buffer: [UInt8] = []

  /// The next message; nil at the end of input, or where what comes is none.
  func next() -> Value? {
    guard let head = headerEnd() else { return nil }
    let header = String(decoding: buffer[..<head], as: UTF8.self)
    buffer.removeFirst(head + 4)
    var length: Int?
    for line in header.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        length = Int(parts[1].filter { !$0.isWhitespace })
      }
    }
    guard let length, (0...Self.longest).contains(length) else { return nil }
    while buffer.count < length { if !fill() { return nil } }
    let body = Array(buffer[..<length])
    buffer.removeFirst(length)
    return (try? JSONReader.value(body)) ?? .null
  }

  func send(_ message: Record) throws {
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    try encoding.append(.record(message), to: &bytes)
    try FileDescriptor.standardOutput.writeAll(Array("Content-Length: \(bytes.count)\r\n\r\n".utf8) + bytes)
  }

  /// Where the empty line behind the header begins.
  private func headerEnd() -> Int? {
    let end = Array("\r\n\r\n".utf8)
    var from = 0
    while true {
      if buffer.count >= 4 {
        for place in from...(buffer.count - 4) where buffer[place..<(place + 4)].elementsEqual(end) { return place }
        from = max(0, buffer.count - 3)
      }
      guard buffer.count < Self.longest, fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = (try? block.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }) ?? 0
    buffer += block.prefix(count)
    return count > 0
  }
}
