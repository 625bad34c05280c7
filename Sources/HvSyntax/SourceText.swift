/// The text of one program: its bytes, what to call it, and where its lines are.
///
/// Any bytes are accepted: what is no UTF-8 is read as U+FFFD, and no offset is out of range. A line ends at a line
/// feed, which belongs to the line that it ends. Offsets count from `base`, so that the texts of one `SourceMap` have
/// no offset in common.
public struct SourceText: Sendable {
  /// What messages call it: a file name, or `-c`, `stdin`, `shell`.
  public let name: String
  /// The text as it was read, UTF-8 or not.
  public let bytes: [UInt8]
  /// The offset of the first byte.
  public private(set) var base = 0
  /// Whether `name` is the path of a file, beside which others can stand.
  public let isFile: Bool
  /// Where each line starts in `bytes`; begins with 0.
  private let lineStarts: [Int]

  /// Takes the bytes of a file.
  /// - Complexity: O(n), once, for the table of lines.
  public init(name: String, bytes: [UInt8], isFile: Bool = false) {
    self.name = name
    self.isFile = isFile
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Takes a text that is in memory.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The same text with its offsets counted from another base.
  func placed(at base: Int) -> SourceText {
    var copy = self
    copy.base = base
    return copy
  }

  /// The folder that it is a file of, with a slash at the end; nothing for the current folder.
  package var folder: String {
    guard isFile, let slash = name.lastIndex(of: "/") else { return "" }
    return String(name[...slash])
  }

  /// The number of lines; an empty text has one, as has one that follows a last line feed.
  public var lineCount: Int { lineStarts.count }

  /// The range of all bytes.
  public var range: SourceRange { SourceRange(base, base + bytes.count) }

  /// The text of a range, as much of it as there is, with U+FFFD for what is no UTF-8.
  public func text(_ range: SourceRange) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The bytes of a range, as many of them as there are.
  func bytes(_ range: SourceRange) -> ArraySlice<UInt8> {
    let start = index(range.start)
    return bytes[start..<max(start, index(range.end))]
  }

  /// The byte at an offset of the text.
  subscript(offset: Int) -> UInt8 { bytes[offset - base] }

  /// The line and column of a byte, both from 1, the column in characters.
  /// - Complexity: O(log lines + length of the line).
  public func location(_ offset: Int) -> (line: Int, column: Int) {
    let index = index(offset)
    let line = lineIndex(index)
    return (line + 1, String(decoding: bytes[lineStarts[line]..<index], as: UTF8.self).count + 1)
  }

  /// The bytes of a line, counted from 1, without its line ending; an empty range where there is no such line.
  public func lineRange(_ line: Int) -> SourceRange {
    guard line >= 1, line <= lineStarts.count else { return SourceRange(range.end, range.end) }
    let start = lineStarts[line - 1]
    guard line < lineStarts.count else { return SourceRange(base + start, range.end) }
    var end = lineStarts[line] - 1
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(base + start, base + end)
  }

  /// The line, counted from 1, that holds a byte.
  /// - Complexity: O(log lines).
  public func line(_ offset: Int) -> Int { lineIndex(index(offset)) + 1 }

  /// Where a byte is in `bytes`, or where they end.
  private func index(_ offset: Int) -> Int { min(max(offset - base, 0), bytes.count) }

  /// The index of the last line that starts at or before a byte.
  private func lineIndex(_ index: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return low
  }
}
