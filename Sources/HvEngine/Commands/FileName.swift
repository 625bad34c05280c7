import HvCodecs
import HvSyntax
import HvValues

/// A file's name, and what its endings say of it: `entries.csv.gz`.
struct FileName {
  let text: String
  /// The ending that tells the format, in lower case; nil where there is none.
  let ending: String?
  let isCompressed: Bool
  /// The name without folders and endings.
  let stem: String

  init(_ text: String) {
    self.text = text
    let name = text.split(separator: "/").last ?? ""
    stem = name.split(separator: ".").first.map(String.init) ?? text
    var parts = name.split(separator: ".").dropFirst().map { $0.lowercased() }
    isCompressed = parts.last == "gz"
    if isCompressed { parts.removeLast() }
    ending = parts.last
  }
}

extension CallSite {
  /// The format that `as:` names; nil after reporting one that is not known, and nil inside where it names none.
  func format(of known: [RowFormat]) -> RowFormat?? {
    guard let argument = named("as") else { return .some(nil) }
    let given: String? =
      switch argument.kind {
      case .word(let word): word
      case .string(let literal): literal.plain
      default: nil
      }
    if let format = given.flatMap(RowFormat.init(rawValue:)), known.contains(format) { return format }
    error(
      "E0206", "`as` names a format", at: argument.range, "not known",
      help: ["one of: " + known.map(\.rawValue).joined(separator: ", ")])
    return nil
  }

  func report(_ diagnostic: Diagnostic) { resolver.report(diagnostic) }
}

/// A file that is written through gzip.
final class CompressedFile: ByteFile {
  private let file: any ByteFile
  private var deflater = GzipWriter()

  init(_ file: any ByteFile) { self.file = file }

  func write(_ bytes: [UInt8]) throws {
    let compressed = deflater.compress(bytes)
    if !compressed.isEmpty { try file.write(compressed) }
  }

  func finish() throws {
    try file.write(deflater.finish())
    try file.finish()
  }
}

/// Bytes that are as they come, or decompressed where they begin as gzip does.
final class ExpandedBytes: ByteSource {
  private let source: any ByteSource
  private var inflater: GzipReader?
  private var hasBegun = false
  private var waiting: [UInt8] = []

  init(_ source: any ByteSource) { self.source = source }

  func read() throws -> [UInt8]? {
    guard hasBegun else { return try begin() }
    guard let inflater else { return try source.read() }
    while true {
      if let bytes = try inflater.next() { return bytes }
      guard let more = try source.read() else {
        try inflater.finish()
        return nil
      }
      inflater.take(more)
    }
  }

  func read(after rest: [UInt8]) throws -> [UInt8]? {
    if hasBegun, inflater == nil { return try source.read(after: rest) }
    return try read().map { rest.isEmpty ? $0 : rest + $0 }
  }

  /// The first two bytes tell; a pipe may hand them over one by one.
  private func begin() throws -> [UInt8]? {
    while waiting.count < 2, let more = try source.read() { waiting += more }
    hasBegun = true
    guard GzipReader.begins(waiting) else { return waiting.isEmpty ? nil : waiting }
    let inflater = GzipReader()
    inflater.take(waiting)
    self.inflater = inflater
    return try read()
  }
}
