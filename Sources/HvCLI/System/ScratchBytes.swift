import HvEngine
import HvSyntax
import SystemPackage

/// A file without a name, for what does not fit into memory: it goes with the process, however that ends.
final class ScratchBytes: ScratchFile {
  private let descriptor: FileDescriptor
  private let folder: String
  private var end: Int64 = 0

  /// Makes one in the folder that TMPDIR names. Without it, /var/tmp is tried before /tmp, which may be memory itself.
  ///
  /// - Throws: a `Diagnostic` where the file cannot be made.
  init() throws {
    if let named = Process.environment("TMPDIR") {
      (folder, descriptor) = (named, try Self.open(in: named))
    } else if let usual = try? Self.open(in: "/var/tmp") {
      (folder, descriptor) = ("/var/tmp", usual)
    } else {
      (folder, descriptor) = ("/tmp", try Self.open(in: "/tmp"))
    }
  }

  deinit { try? descriptor.close() }

  func append(_ bytes: [UInt8]) throws -> Int64 {
    do { try descriptor.writeAll(bytes) } catch let error as Errno { throw Self.diagnostic(folder, error) }
    defer { end += Int64(bytes.count) }
    return end
  }

  func read(at place: Int64, count: Int) throws -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let whole = UnsafeMutableRawBufferPointer(buffer)
        while filled < count {
          let read = try descriptor.read(
            fromAbsoluteOffset: place + Int64(filled), into: UnsafeMutableRawBufferPointer(rebasing: whole[filled...]))
          guard read > 0 else { throw Errno.ioError }
          filled += read
        }
      }
    } catch let error as Errno { throw Self.diagnostic(folder, error) }
  }

  private static func open(in folder: String) throws -> FileDescriptor {
    let path = "\(folder)/hv-\(Process.identifier)-\(UInt64.random(in: 0...UInt64.max))"
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
      Process.removeFile(path)
      return descriptor
    } catch let error as Errno { throw diagnostic(folder, error) }
  }

  private static func diagnostic(_ folder: String, _ error: Errno) -> Diagnostic {
    let reason =
      switch error {
      case .noSpace: "the disk is full"
      case .noSuchFileOrDirectory: "there is no such folder"
      case .permissionDenied: "it may not be written"
      default: error.description
      }
    return Diagnostic(
      "E0517", "what `sort` cannot keep in memory did not get into a file in “\(folder)”: \(reason)",
      help: ["set TMPDIR to a folder with more room, or give --sort-memory more megabytes"], exit: .failed)
  }
}
