import HvEngine
import HvSyntax
import SystemPackage

/// A file read block by block.
final class FileBytes: ByteSource {
  /// A block takes memory, several times where blocks are parsed ahead; but some work is done once a block.
  private static let block = 512 << 10
  /// A program longer than this is taken for something else.
  private static let longestProgram = 64 << 20

  private let descriptor: FileDescriptor
  private let name: String

  /// - Throws: a `Diagnostic` where the file cannot be opened.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    if path == "-" {
      descriptor = .standardInput
      return
    }
    do { descriptor = try FileDescriptor.open(FilePath(path), .readOnly) } catch let error as Errno {
      throw Self.diagnostic(path, error)
    }
  }

  private init(_ descriptor: FileDescriptor, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  deinit { if descriptor != .standardInput { try? descriptor.close() } }

  func read() throws -> [UInt8]? { try read(after: []) }

  func read(after rest: [UInt8]) throws -> [UInt8]? {
    // All blocks are of one size, so that the next one takes the memory of one that is done.
    let size = max(Self.block, 2 * rest.count)
    do {
      let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        let copied = UnsafeMutableRawBufferPointer(buffer)
        copied.copyBytes(from: rest)
        count = try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: copied[rest.count...]))
        if count > 0 { count += rest.count }
      }
      return bytes.isEmpty ? nil : bytes
    } catch let error as Errno { throw Self.diagnostic(name, error) }
  }

  /// The whole of a file.
  static func all(_ path: String) throws -> [UInt8] { try FileBytes(path).rest() }

  /// All that comes from a descriptor.
  static func all(_ descriptor: FileDescriptor, name: String) throws -> [UInt8] {
    try FileBytes(descriptor, name: name).rest()
  }

  private func rest() throws -> [UInt8] {
    var out: [UInt8] = []
    while let block = try read() {
      out += block
      guard out.count <= Self.longestProgram else {
        throw Diagnostic("E0509", "“\(name)” is longer than a program can be (64 MB)")
      }
    }
    return out
  }

  private static func diagnostic(_ path: String, _ error: Errno) -> Diagnostic {
    switch error {
    case .noSuchFileOrDirectory: Diagnostic("E0501", "there is no file “\(path)”", exit: .failed)
    case .permissionDenied: Diagnostic("E0501", "“\(path)” may not be read", exit: .failed)
    case .isDirectory: Diagnostic("E0501", "“\(path)” is a folder", exit: .failed)
    default: Diagnostic("E0501", "“\(path)” cannot be read: \(error.description)", exit: .failed)
    }
  }
}
