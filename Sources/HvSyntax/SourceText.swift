/// The text of one program: its bytes, what to call it, and where its lines are.
///
/// Any bytes are accepted: what is no UTF-8 is read as U+FFFD, and no offset is out of range. A line ends at a line
/// feed, which belongs to the line that it ends.
public struct SourceText: Sendable {
  /// What messages call it: a file name, or `-c`, `stdin`, `shell`.
  public let name: String
  /// The text as it was read, UTF-8 or not.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line; begins with 0.
  private let lineStarts: [Int]

  /// Takes the bytes of a file.
  /// - Complexity: O(n), once, for the table of lines.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Takes a text that is in memory.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The number of lines; an empty text has one, as has one that follows a last line feed.
  public var lineCount: Int { lineStarts.count }

  /// The range of all bytes.
  public var range: SourceRange { SourceRange(0, bytes.count) }

  /// The text of a range, as much of it as there is, with U+FFFD for what is no UTF-8.
  public func text(_ range: SourceRange) -> String {
    let range = clamped(range)
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The line and column of a byte, both from 1, the column in characters.
  /// - Complexity: O(log lines + length of the line).
  public func location(_ offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(offset)
    return (line + 1, text(SourceRange(lineStarts[line], offset)).count + 1)
  }

  /// The bytes of a line, counted from 1, without its line ending; an empty range where there is no such line.
  public func lineRange(_ line: Int) -> SourceRange {
    guard line >= 1, line <= lineStarts.count else { return SourceRange(bytes.count, bytes.count) }
    let start = lineStarts[line - 1]
    guard line < lineStarts.count else { return SourceRange(start, bytes.count) }
    var end = lineStarts[line] - 1
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, end)
  }

  /// The line, counted from 1, that holds a byte.
  /// - Complexity: O(log lines).
  public func line(_ offset: Int) -> Int { lineIndex(min(max(offset, 0), bytes.count)) + 1 }

  /// The part of a range that lies in the text.
  private func clamped(_ range: SourceRange) -> SourceRange {
    let start = min(max(range.start, 0), bytes.count)
    return SourceRange(start, min(max(range.end, start), bytes.count))
  }

  /// The index of the last line that starts at or before the offset.
  private func lineIndex(_ offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
