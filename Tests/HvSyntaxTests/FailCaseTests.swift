import Testing

@testable import HvSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every input that once broke the lexer, the parser or the formatter, and every seed of the fuzzer, is tried again.
@Suite("Findings of the fuzzer")
struct FailCaseTests {
  @Test("No finding breaks anything again", arguments: inputs(in: "FailCases") + inputs(in: "Fuzz/seeds"))
  func replay(path: String) throws {
    let bytes = try #require(Self.read(path))
    #expect(SyntaxProperties.violation(bytes) == nil)
  }

  @Test(
    "Parts of a program, and programs with a byte too many, break nothing either", arguments: inputs(in: "Fuzz/seeds"))
  func mutate(path: String) throws {
    let bytes = try #require(Self.read(path))
    let extras = Array("<>|\"{}()\n".utf8)
    for cut in 0...bytes.count {
      try #require(SyntaxProperties.violation(Array(bytes[..<cut])) == nil, "cut at \(cut)")
      let extra = extras[cut % extras.count]
      try #require(SyntaxProperties.violation(bytes[..<cut] + [extra] + bytes[cut...]) == nil, "\(extra) at \(cut)")
    }
  }

  @Test("There are seeds")
  func seeds() {
    #expect(Self.inputs(in: "Fuzz/seeds").count >= 5)
  }

  /// The files of a folder beside this target, sorted.
  private static func inputs(in folder: String) -> [String] {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(tests)/\(folder)"
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append("\(path)/\(name)") }
    }
    return names.sorted()
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }
}
