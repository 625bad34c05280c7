extension VirtualScreen {
  /// How far the stream of bytes has been understood: in the middle of a character, of a sequence, or of neither.
  struct Parser: Sendable {
    /// What the next byte belongs to.
    enum State: Sendable {
      case ground
      case escape
      /// Between ESC with an intermediate, as in `ESC ( B`, and its end.
      case designation
      case control
      /// In an OSC, DCS, SOS, PM or APC string; only an OSC may end with BEL.
      case string(isOSC: Bool)
      case stringEscape
    }

    var state = State.ground
    /// What came after `CSI` so far.
    var parameters: [UInt8] = []
    /// The bits of an unfinished UTF-8 character.
    var scalar: UInt32 = 0
    var missing = 0
    /// What the next byte of a character may be: rules out overlong forms and surrogates.
    var allowed: ClosedRange<UInt8> = 0x80...0xBF
  }

  /// A control sequence taken apart: `CSI ? 25 h` has a prefix, one parameter and a final character.
  private struct ControlSequence {
    var prefix: Character?
    var hasIntermediates = false
    /// Parameters between `;`, each with its parts between `:`; what is left out is 0.
    var parameters: [[Int]] = [[0]]
    let final: Character

    init(_ bytes: [UInt8], final: Character) {
      self.final = final
      for (index, byte) in bytes.enumerated() {
        let last = parameters.count - 1
        switch byte {
        case 0x30...0x39:
          let part = parameters[last].count - 1
          parameters[last][part] = min(parameters[last][part] * 10 + Int(byte - 0x30), 9999)
        case 0x3A: parameters[last].append(0)
        case 0x3B: parameters.append([0])
        case 0x3C...0x3F where index == 0: prefix = Character(Unicode.Scalar(byte))
        default: hasIntermediates = true
        }
      }
    }

    func number(_ index: Int = 0, or standard: Int = 1) -> Int {
      index < parameters.count && parameters[index][0] != 0 ? parameters[index][0] : standard
    }
  }

  /// Draws what a program has sent; the bytes may be split anywhere.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { accept(byte) }
  }

  private mutating func accept(_ byte: UInt8) {
    switch parser.state {
    case .string(let isOSC):
      switch byte {
      case 0x07 where isOSC, 0x18, 0x1A: parser.state = .ground
      case 0x1B: parser.state = .stringEscape
      default: break
      }
      return
    case .stringEscape:
      parser.state = byte == 0x5C ? .ground : .escape
      if byte == 0x5C { return }
    default: break
    }
    if parser.missing > 0, !parser.allowed.contains(byte) {
      parser.missing = 0
      put("\u{FFFD}")
    }
    if byte < 0x20 { return execute(byte) }
    if byte == 0x7F { return }
    if byte > 0x7F { parser.state = .ground }
    switch parser.state {
    case .ground: decode(byte)
    case .escape: escape(byte)
    case .designation: if byte >= 0x30 { parser.state = .ground }
    case .control where byte < 0x40: parser.parameters.append(byte)
    default:
      parser.state = .ground
      perform(ControlSequence(parser.parameters, final: Character(Unicode.Scalar(byte))))
    }
  }

  private mutating func decode(_ byte: UInt8) {
    if parser.missing > 0 {
      parser.scalar = parser.scalar << 6 | UInt32(byte & 0x3F)
      parser.missing -= 1
      parser.allowed = 0x80...0xBF
      if parser.missing > 0 { return }
      // The C1 controls, which xterm takes for ESC and a letter.
      if (0x80...0x9F).contains(parser.scalar) { return escape(UInt8(parser.scalar) - 0x40) }
      return put(Unicode.Scalar(parser.scalar) ?? "\u{FFFD}")
    }
    switch byte {
    case ..<0x80: put(Unicode.Scalar(byte))
    case 0xC2...0xDF: (parser.scalar, parser.missing) = (UInt32(byte & 0x1F), 1)
    case 0xE0...0xEF: (parser.scalar, parser.missing) = (UInt32(byte & 0x0F), 2)
    case 0xF0...0xF4: (parser.scalar, parser.missing) = (UInt32(byte & 0x07), 3)
    default: put("\u{FFFD}")
    }
    parser.allowed =
      switch byte {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
  }

  private mutating func execute(_ byte: UInt8) {
    switch byte {
    case 0x08: move(row: position.row, column: position.column - 1)
    case 0x09: position.column = min((position.column / 8 + 1) * 8, columns - 1)
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D: move(row: position.row, column: 0)
    case 0x18, 0x1A: parser.state = .ground
    case 0x1B: parser.state = .escape
    default: break
    }
  }

  private mutating func escape(_ byte: UInt8) {
    parser.state = byte < 0x30 ? .designation : .ground
    switch Character(Unicode.Scalar(byte)) {
    case "[":
      parser.parameters = []
      parser.state = .control
    case "]": parser.state = .string(isOSC: true)
    case "P", "X", "^", "_": parser.state = .string(isOSC: false)
    case "7": saveCursor()
    case "8": restoreCursor()
    case "D": lineFeed()
    case "E":
      position.column = 0
      lineFeed()
    case "M": reverseLineFeed()
    case "c":
      var fresh = VirtualScreen(columns: columns, rows: rows)
      fresh.history = history
      fresh.replies = replies
      self = fresh
    default: break
    }
  }

  private mutating func perform(_ sequence: ControlSequence) {
    if sequence.hasIntermediates { return }
    switch (sequence.prefix, sequence.final) {
    case (nil, let final) where "ABCDEFGHIZdf".contains(final): moveCursor(sequence)
    case (nil, let final) where "@PXJKLMST".contains(final): edit(sequence)
    case (nil, "m"): setStyle(sequence.parameters)
    case (nil, "r"):
      let (top, bottom) = (sequence.number(0), min(sequence.number(1, or: rows), rows))
      if top < bottom {
        region = (top - 1)...(bottom - 1)
        move(row: 0, column: 0)
      }
    case (nil, "s"): saveCursor()
    case (nil, "u"): restoreCursor()
    case (nil, "n") where sequence.number() == 5: replies += Array("\u{1B}[0n".utf8)
    case (nil, "n") where sequence.number() == 6:
      replies += Array("\u{1B}[\(position.row + 1);\(position.column + 1)R".utf8)
    case (nil, "c"): replies += Array("\u{1B}[?1;2c".utf8)
    case (nil, "h"), (nil, "l"):
      if sequence.parameters.contains([4]) { isInsertOn = sequence.final == "h" }
    case ("?", "h"), ("?", "l"):
      for mode in sequence.parameters { setMode(mode[0], sequence.final == "h") }
    default: break
    }
  }

  private mutating func moveCursor(_ sequence: ControlSequence) {
    let (row, column) = cursor
    let count = sequence.number()
    switch sequence.final {
    case "A": moveUp(count)
    case "B": moveDown(count)
    case "C": move(row: row, column: column + count)
    case "D": move(row: row, column: column - count)
    case "E", "F":
      if sequence.final == "E" { moveDown(count) } else { moveUp(count) }
      position.column = 0
    case "G": move(row: row, column: count - 1)
    case "I": position.column = min((column / 8 + count) * 8, columns - 1)
    case "Z": move(row: row, column: ((column + 7) / 8 - count) * 8)
    case "d": move(row: count - 1, column: column)
    default: move(row: count - 1, column: sequence.number(1) - 1)
    }
  }

  private mutating func edit(_ sequence: ControlSequence) {
    let (row, column) = cursor
    let count = sequence.number()
    switch (sequence.final, sequence.number(or: 0)) {
    case ("@", _): insertBlanks(count)
    case ("P", _): deleteCharacters(count)
    case ("X", _): erase(row: row, column..<(column + count))
    case ("K", 0): erase(row: row, column..<columns)
    case ("K", 1): erase(row: row, 0..<(column + 1))
    case ("K", 2): erase(row: row, 0..<columns)
    case ("J", 0):
      erase(row: row, column..<columns)
      for below in (row + 1)..<rows { erase(row: below, 0..<columns) }
    case ("J", 1):
      erase(row: row, 0..<(column + 1))
      for above in 0..<row { erase(row: above, 0..<columns) }
    case ("J", 2): for each in 0..<rows { erase(row: each, 0..<columns) }
    case ("J", 3): history = []
    case ("L", _) where region.contains(row):
      scrollDown(count, in: row...region.upperBound)
      position.column = 0
    case ("M", _) where region.contains(row):
      scrollUp(count, in: row...region.upperBound)
      position.column = 0
    case ("S", _): return scrollUp(count, in: region)
    // With more parameters it is about the mouse.
    case ("T", _) where sequence.parameters.count == 1: return scrollDown(count, in: region)
    default: return
    }
    position.isWrapPending = false
  }

  private mutating func setStyle(_ parameters: [[Int]]) {
    var rest = parameters[...]
    while let parameter = rest.popFirst() {
      switch parameter[0] {
      case 0: style = Style()
      case 1: style.bold = true
      case 2: style.dim = true
      case 4: style.underline = parameter.count == 1 || parameter[1] != 0
      case 7: style.reverse = true
      case 22: (style.bold, style.dim) = (false, false)
      case 24: style.underline = false
      case 27: style.reverse = false
      case 30...37: style.foreground = parameter[0] - 30
      case 38: style.foreground = Self.colour(parameter, &rest) ?? style.foreground
      case 39: style.foreground = nil
      case 40...47: style.background = parameter[0] - 40
      case 48: style.background = Self.colour(parameter, &rest) ?? style.background
      case 49: style.background = nil
      case 90...97: style.foreground = parameter[0] - 82
      case 100...107: style.background = parameter[0] - 92
      default: break
      }
    }
  }

  /// The colour of `38:5:n`, `38:2::r:g:b`, `38;5;n` or `38;2;r;g;b`; the latter two take what follows.
  private static func colour(_ parameter: [Int], _ rest: inout ArraySlice<[Int]>) -> Int? {
    var parts = Array(parameter.dropFirst())
    if parts.isEmpty {
      parts = rest.prefix(rest.first == [5] ? 2 : 4).map { $0[0] }
      rest = rest.dropFirst(parts.count)
    }
    switch (parts.first, parts.count) {
    case (5, 2...): return parts[1] & 0xFF
    case (2, 4...): return parts.suffix(3).reduce(1) { $0 << 8 | $1 & 0xFF }
    default: return nil
    }
  }

  private mutating func saveCursor() {
    savedCursors[isAlternateShown ? 1 : 0] = SavedCursor(position: position, style: style)
  }

  private mutating func restoreCursor() {
    let saved = savedCursors[isAlternateShown ? 1 : 0]
    move(row: saved.position.row, column: saved.position.column)
    position.isWrapPending = saved.position.isWrapPending && position.column == columns - 1
    style = saved.style
  }

  private mutating func setMode(_ mode: Int, _ isOn: Bool) {
    switch mode {
    case 7: isAutoWrapOn = isOn
    case 25: isCursorVisible = isOn
    case 2004: isBracketedPasteOn = isOn
    case 47, 1047, 1049:
      guard isOn != isAlternateShown else { return }
      if isOn, mode == 1049 { saveCursor() }
      if let main = hiddenCells {
        (cells, hiddenCells) = (main, nil)
      } else {
        (cells, hiddenCells) = (Array(repeating: blankRow, count: rows), cells)
      }
      if !isOn, mode == 1049 { restoreCursor() }
    default: break
    }
  }
}
