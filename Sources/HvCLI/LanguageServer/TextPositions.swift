import HvSyntax

/// Places in a text as editors count them: lines from 0, and in a line UTF-16 units.
struct TextPositions {
  private let lines: [String]

  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  /// The UTF-8 offset of a place; the nearest one where there is no such place.
  func offset(line: Int, character: Int) -> Int {
    var offset = 0
    for (number, text) in lines.enumerated() {
      guard number == line else {
        offset += text.utf8.count + 1
        continue
      }
      var units = 0
      for scalar in text.unicodeScalars {
        if units >= character { break }
        units += scalar.utf16.count
        offset += scalar.utf8.count
      }
      return offset
    }
    return max(0, offset - 1)
  }

  /// The place of a UTF-8 offset.
  func position(_ offset: Int) -> (line: Int, character: Int) {
    var left = max(0, offset)
    for (number, text) in lines.enumerated() {
      if left > text.utf8.count, number + 1 < lines.count {
        left -= text.utf8.count + 1
        continue
      }
      var units = 0
      for scalar in text.unicodeScalars {
        if left <= 0 { break }
        left -= scalar.utf8.count
        units += scalar.utf16.count
      }
      return (number, units)
    }
    return (0, 0)
  }
}
