import HvEngine
import HvSyntax

/// Files for programs: a folder, a database, memory.
public protocol HostFiles: Sendable {
  /// The bytes of a file.
  ///
  /// - Throws: anything that says why it cannot be read; its description becomes the message.
  func read(_ path: String) throws -> [UInt8]
  /// Puts a whole file in place.
  ///
  /// - Throws: anything that says why it cannot be written; its description becomes the message.
  func write(_ path: String, _ bytes: [UInt8]) throws
}

/// Those files as the engine uses them.
struct ForeignFiles: FileAccess {
  let files: any HostFiles

  func open(_ path: String) throws -> any ByteSource {
    do { return Bytes(try files.read(path)) } catch {
      throw Diagnostic("E0501", "“\(path)” cannot be read: \(error)", exit: .failed)
    }
  }

  func create(_ path: String) throws -> any ByteFile { Draft(path, files) }

  private final class Bytes: ByteSource {
    private var bytes: [UInt8]?
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read() -> [UInt8]? {
      defer { bytes = nil }
      return bytes?.isEmpty == false ? bytes : nil
    }
  }

  private final class Draft: ByteFile {
    private let path: String
    private let files: any HostFiles
    private var bytes: [UInt8] = []

    init(_ path: String, _ files: any HostFiles) {
      self.path = path
      self.files = files
    }

    func write(_ bytes: [UInt8]) { self.bytes += bytes }

    func finish() throws {
      do { try files.write(path, bytes) } catch {
        throw Diagnostic("E0508", "“\(path)” cannot be written: \(error)", exit: .failed)
      }
    }
  }
}
