/// Sets the atoms in lines.
struct FormatLayout {
  /// An open bracket, or the whole text.
  private struct Level {
    /// The indent of the line that opened it; -2 for the whole text.
    var outside: Int
    /// Whether it holds statements or arms, each starting a line at `inside`.
    var holdsStatements: Bool
    /// Whether it breaks the line after its opening and before its closing bracket.
    var isBroken: Bool
    /// Whether the pipeline in it, or in the statement being set, has a stage a line.
    var pipelineIsBroken = false

    var inside: Int { outside + 2 }
  }

  private let atoms: [FormatAtom]
  private let plan: FormatPlan
  private var levels = [Level(outside: -2, holdsStatements: true, isBroken: true)]
  private var indent = 0
  private var column = 0
  private var lineStart = 0

  /// What is set so far.
  private(set) var text = ""
  /// The atoms of each line that is longer than it should be.
  private(set) var longLines: [Range<Int>] = []

  init(atoms: [FormatAtom], plan: FormatPlan) {
    self.atoms = atoms
    self.plan = plan
  }

  /// Sets all atoms.
  mutating func run() {
    for index in atoms.indices { set(index) }
    endLine(at: atoms.count)
    if !text.isEmpty { text += "\n" }
  }

  private mutating func set(_ index: Int) {
    let atom = atoms[index]
    if plan.starts[index] { levels[levels.count - 1].pipelineIsBroken = isBroken(plan.statementPipelines[index]) }
    let isClosing = closes(index)
    let level = levels[levels.count - 1]
    let place = indent(of: index, in: level, isClosing: isClosing)

    let startsLine = breaksBefore(index, in: level, isClosing: isClosing)
    let isFirstInside = index > 0 && opens(index - 1)
    setComments(atom, isFirstInside, isClosing ? level.inside : place)
    if isClosing, levels.count > 1 { levels.removeLast() }
    guard atom.kind != .end else { return }
    if text.isEmpty {
      write(atom.text, index)
    } else if startsLine {
      let blank = atom.followsBlankLine && !isClosing && !(isFirstInside && atom.comments.isEmpty)
      breakLine(at: index, blank: blank, indent: place)
      write(atom.text, index)
    } else if plan.starts[index], level.holdsStatements, !isFirstInside {
      write("; " + atom.text, index)
    } else {
      write(plan.touches[index] ? atom.text : " " + atom.text, index)
    }
    if opens(index) { levels.append(opened(index)) }
  }

  // MARK: Brackets

  private func opens(_ index: Int) -> Bool {
    switch atoms[index].kind {
    case .leftParen, .leftBracket, .leftBrace: return true
    default:
      if case .open = plan.roles[index] { return true }
      return false
    }
  }

  private func closes(_ index: Int) -> Bool {
    switch atoms[index].kind {
    case .rightParen, .rightBracket, .rightBrace: return true
    default:
      if case .close = plan.roles[index] { return true }
      return false
    }
  }

  private func opened(_ index: Int) -> Level {
    if case .open(let group) = plan.roles[index] {
      return Level(outside: indent, holdsStatements: true, isBroken: plan.groups[group].isBroken)
    }
    let pipeline = plan.bracketPipelines[index]
    let isTooLong = pipeline.map { plan.groups[$0].isTooLong } ?? false
    return Level(
      outside: indent, holdsStatements: false,
      isBroken: isTooLong || index + 1 < atoms.count && atoms[index + 1].isApart,
      pipelineIsBroken: isBroken(pipeline))
  }

  private func isBroken(_ group: Int?) -> Bool { group.map { plan.groups[$0].isBroken } ?? false }

  // MARK: Lines

  private func breaksBefore(_ index: Int, in level: Level, isClosing: Bool) -> Bool {
    if case .pipe(let group) = plan.roles[index] { return plan.groups[group].isBroken }
    if let group = plan.turns[index], plan.groups[group].isBroken {
      return !plan.groups[group].fills || !atoms[index].comments.isEmpty || !fits(index, in: group)
    }
    let isFirst = index > 0 && opens(index - 1)
    return atoms[index].isApart || (isClosing || isFirst || plan.starts[index]) && level.isBroken
  }

  /// Whether there is room on the line for what goes from an atom to the next one of its group.
  private func fits(_ index: Int, in group: Int) -> Bool {
    var width = column
    for next in index..<atoms.count {
      if next > index, endsLine(before: next, in: group) { break }
      width += (plan.touches[next] ? 0 : 1) + atoms[next].text.prefix { $0 != "\n" }.count
      if width > Formatter.width { return false }
      if atoms[next].text.contains("\n") { break }
    }
    return true
  }

  private func endsLine(before index: Int, in group: Int) -> Bool {
    if plan.turns[index] == group || plan.starts[index] || atoms[index].kind == .end { return true }
    if case .open(let block) = plan.roles[index - 1], plan.groups[block].isBroken { return true }
    if case .pipe(let pipeline) = plan.roles[index] { return plan.groups[pipeline].isBroken }
    if let other = plan.turns[index], plan.groups[other].isBroken { return !plan.groups[other].fills }
    return atoms[index].isApart
  }

  /// The indent of an atom that starts a line.
  private func indent(of index: Int, in level: Level, isClosing: Bool) -> Int {
    if isClosing { return max(0, level.outside) }
    if plan.starts[index] || atoms[index].kind == .end || atoms[index].kind == .semicolon { return level.inside }
    var isPipe = false
    if case .pipe = plan.roles[index] { isPipe = true }
    let continues = level.pipelineIsBroken && !isPipe && !(index > 0 && opens(index - 1))
    return level.inside + (level.holdsStatements ? 2 : 0) + (continues ? 2 : 0)
  }

  private mutating func setComments(_ atom: FormatAtom, _ isFirstInside: Bool, _ place: Int) {
    for (index, comment) in atom.comments.enumerated() {
      if text.isEmpty {
        text += comment.text
      } else if index == 0, !comment.isOnOwnLine {
        text += "  " + comment.text
      } else {
        text += comment.followsBlankLine && !(isFirstInside && index == 0) ? "\n\n" : "\n"
        text += String(repeating: " ", count: place) + comment.text
      }
    }
  }

  private mutating func breakLine(at index: Int, blank: Bool, indent: Int) {
    endLine(at: index)
    text += (blank ? "\n\n" : "\n") + String(repeating: " ", count: indent)
    self.indent = indent
    column = indent
  }

  /// Notes the line that ends before an atom if it is too long.
  private mutating func endLine(at index: Int) {
    if column > Formatter.width, lineStart < index { longLines.append(lineStart..<index) }
    lineStart = index
    column = 0
  }

  private mutating func write(_ piece: String, _ index: Int) {
    text += piece
    guard let lineFeed = piece.utf8.lastIndex(of: UInt8(ascii: "\n")) else {
      column += piece.count
      return
    }
    // A string of several lines ends the line it starts on.
    let first = piece.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? lineFeed
    column += piece[..<first].count
    endLine(at: index + 1)
    column = piece[lineFeed...].count - 1
  }
}
