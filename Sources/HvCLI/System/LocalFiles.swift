import HvEngine
import SystemPackage

/// The files of this machine.
struct LocalFiles: FileAccess {
  var sortMemory = usualSortMemory

  func open(_ path: String) throws -> any ByteSource { try FileBytes(path) }
  func create(_ path: String) throws -> any ByteFile { try NewFile(path) }
  func names(beginning path: String) -> [String] { Process.files(beginning: path) }
  func scratch() throws -> (any ScratchFile)? { try ScratchBytes() }
  func isPlain(_ path: String) -> Bool { (try? FilePath(path).stat().type) == .regular }
}
