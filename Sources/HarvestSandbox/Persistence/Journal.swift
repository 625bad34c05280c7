import SystemPackage

/// A file of lines to which writes are added: one JSON object for the story, then one for each write.
///
/// A line counts once its newline is there. What follows the last newline was being written when the program was
/// killed, before anybody was answered; the next line takes its place.
struct Journal: ~Copyable, Sendable {
  private let file: FileDescriptor
  /// How many bytes of the file are whole lines.
  private var length: Int64 = 0

  /// Opens a file, or makes one that only its owner may read.
  /// - Throws: where that is not possible.
  init(path: String) throws(DataFileError) {
    do {
      file = try FileDescriptor.open(FilePath(path), .readWrite, options: .create, permissions: .ownerReadWrite)
    } catch { throw DataFileError("it cannot be opened: \(error)") }
  }

  deinit { try? file.close() }

  /// Reads the lines, without their newlines.
  /// - Throws: where the file cannot be read, or does not end its first line.
  mutating func lines() throws(DataFileError) -> [[UInt8]] {
    var bytes: [UInt8] = []
    do {
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        let count = try buffer.withUnsafeMutableBytes {
          try file.read(fromAbsoluteOffset: Int64(bytes.count), into: $0)
        }
        if count == 0 { break }
        bytes += buffer[..<count]
      }
    } catch { throw DataFileError("it cannot be read: \(error)") }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.count == 1, !bytes.isEmpty { throw .foreign }
    length = Int64(bytes.count - (lines.last?.count ?? 0))
    return lines.dropLast().map { Array($0) }
  }

  /// Adds a line; when this returns, the operating system has it.
  /// - Throws: where it cannot be written; then it does not count.
  mutating func append(_ line: [UInt8]) throws(DataFileError) {
    let bytes = line + [UInt8(ascii: "\n")]
    do {
      length += try Int64(file.writeAll(toAbsoluteOffset: length, bytes))
    } catch { throw DataFileError("it cannot be written: \(error)") }
  }
}

/// Why a data file cannot be used, in a sentence without a full stop in which the file is "it".
package struct DataFileError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }

  static var foreign: DataFileError { DataFileError("it does not hold the data of a sandbox") }
}
