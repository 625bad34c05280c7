import HvEngine
import HvSyntax
import SystemPackage

/// A file that is written beside its place, and moved there when it is whole.
final class NewFile: ByteFile {
  private let path: String
  private let draft: String
  private let descriptor: FileDescriptor
  private var isFinished = false

  /// - Throws: a `Diagnostic` where the file cannot be made.
  init(_ path: String) throws {
    // A device or a pipe is written where it is.
    let old = try? FilePath(path).stat()
    let isPlain = old.map { $0.type == .regular } ?? true
    self.path = path
    draft = isPlain ? "\(path).\(Process.identifier).hv" : path
    do {
      descriptor = try FileDescriptor.open(
        FilePath(draft), .writeOnly,
        options: isPlain ? [.create, .truncate, .closeOnExec] : [.closeOnExec],
        // Who may read or run what was there may do so with what comes.
        permissions: old?.permissions ?? [.ownerReadWrite, .groupRead, .otherRead])
    } catch let error as Errno { throw Self.diagnostic(path, error) }
  }

  deinit {
    guard !isFinished else { return }
    try? descriptor.close()
    if draft != path { Process.removeFile(draft) }
  }

  func write(_ bytes: [UInt8]) throws {
    do { try descriptor.writeAll(bytes) } catch let error as Errno {
      throw Self.diagnostic(path, error)
    }
  }

  func finish() throws {
    isFinished = true
    do { try descriptor.close() } catch let error as Errno { throw Self.diagnostic(path, error) }
    guard draft != path else { return }
    do { try Process.replace(path, with: draft) } catch {
      Process.removeFile(draft)
      throw Self.diagnostic(path, error)
    }
  }

  private static func diagnostic(_ path: String, _ error: Errno) -> Diagnostic {
    switch error {
    case .noSuchFileOrDirectory:
      Diagnostic("E0508", "there is no folder for “\(path)”", exit: .failed)
    case .permissionDenied: Diagnostic("E0508", "“\(path)” may not be written", exit: .failed)
    case .isDirectory: Diagnostic("E0508", "“\(path)” is a folder", exit: .failed)
    case .noSpace: Diagnostic("E0508", "the disk is full: “\(path)” was not written", exit: .failed)
    default: Diagnostic("E0508", "“\(path)” cannot be written: \(error.description)", exit: .failed)
    }
  }
}
