/// What the tree tells about each atom: which touch, where statements start, and what is set over several lines.
struct FormatPlan {
  /// What is set on one line or over several: a block, the arms of a `match`, the `|` of a pipeline, the operands of
  /// `and`, what commas separate, the `else` of an `if`.
  struct Group {
    /// How many groups it is in.
    var depth: Int
    var isBroken: Bool
    /// It was on one line, and that was too long.
    var isTooLong = false
    /// Over several lines, each is filled as far as it goes.
    var fills = false
  }

  /// What an atom is to the layout.
  enum Role: Equatable {
    case plain
    case open(group: Int)
    case close(group: Int)
    case pipe(group: Int)
  }

  private(set) var roles: [Role]
  /// Whether the atom is the first of a statement or an arm.
  private(set) var starts: [Bool]
  /// The group with which the atom goes to a line of its own. Where it is there already, it stays without the group.
  private(set) var turns: [Int?]
  /// Whether nothing stands between the atom and the one before it.
  private(set) var touches: [Bool]
  private(set) var groups: [Group] = []
  /// The group of the pipeline of a statement, by the statement's first atom.
  private(set) var statementPipelines: [Int: Int] = [:]
  /// The group of the pipeline in parentheses, by the opening one. Where the line is too long for it, it has the lines
  /// between them for itself.
  private(set) var bracketPipelines: [Int: Int] = [:]

  private let atoms: [FormatAtom]
  private var depth = 0

  init(_ tree: SyntaxTree, _ atoms: [FormatAtom]) {
    self.atoms = atoms
    roles = Array(repeating: .plain, count: atoms.count)
    starts = Array(repeating: false, count: atoms.count)
    turns = Array(repeating: nil, count: atoms.count)
    touches = atoms.indices.map { index in
      switch atoms[index].kind {
      case .comma, .colon, .semicolon, .rightParen, .rightBracket, .rightBrace: return true
      default: break
      }
      guard index > 0 else { return true }
      switch atoms[index - 1].kind {
      case .leftParen, .leftBracket, .leftBrace, .spread: return true
      default: return false
      }
    }
    for statement in tree.statements { add(statement) }
  }

  /// Sets the outermost of what is on each line, and can be, over several; false when nothing can.
  mutating func breakOutermost(in lines: [Range<Int>]) -> Bool {
    let outermost = lines.flatMap(outermost)
    for group in outermost {
      groups[group].isBroken = true
      groups[group].isTooLong = true
    }
    return !outermost.isEmpty
  }

  private func outermost(in line: Range<Int>) -> [Int] {
    var waiting: [Int] = []
    for index in line {
      if let group = turns[index], index > line.lowerBound { waiting.append(group) }
      switch roles[index] {
      case .open(let group), .pipe(let group): waiting.append(group)
      default: continue
      }
    }
    waiting.removeAll { groups[$0].isBroken }
    let depth = waiting.map { groups[$0].depth }.min()
    return waiting.filter { groups[$0].depth == depth }
  }

  // MARK: What the tree walk records

  /// The first atom at or after an offset.
  func index(at offset: Int) -> Int {
    var low = 0
    var high = atoms.count - 1
    while low < high {
      let middle = low + (high - low) / 2
      if atoms[middle].range.start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Notes that the atom at an offset touches the one before it.
  mutating func touch(at offset: Int) { touches[index(at: offset)] = true }

  /// Notes that the atom at an offset touches the one after it.
  mutating func touchNext(at offset: Int) {
    let next = index(at: offset) + 1
    if next < atoms.count { touches[next] = true }
  }

  /// Notes that the `..` at an offset touches the ends that it has: `a..b`.
  ///
  /// Before a `.field`, and at a line break that stays, it has blanks on both sides: three dots are something else, and
  /// among arguments a blank on one side only makes the range open.
  mutating func touchRange(at offset: Int, low: Bool, high: Bool) {
    let range = index(at: offset)
    guard range + 1 < atoms.count else { return }
    if high, atoms[range + 1].kind == .dot { return }
    if low, high, atoms[range].isApart || atoms[range + 1].isApart { return }
    if low { touches[range] = true }
    if high { touches[range + 1] = true }
  }

  /// Notes that the name at an offset touches the dot before it, and the dot what is before that.
  mutating func touchMember(at offset: Int) {
    let name = index(at: offset)
    touches[name] = true
    if name > 0 { touches[name - 1] = true }
  }

  /// Notes where a statement or an arm starts.
  mutating func start(at offset: Int) { starts[index(at: offset)] = true }

  /// Visits what is between the brackets of a block or of arms, and notes these.
  mutating func contain(_ open: Int, _ close: Int, _ visit: (inout FormatPlan) -> Void) {
    guard open >= 0, close > open else { return }
    let inside = atoms[open + 1...close]
    let isBroken = inside.contains { $0.isApart || $0.text.utf8.contains(UInt8(ascii: "\n")) }
    roles[open] = .open(group: groups.count)
    roles[close] = .close(group: groups.count)
    depth += 1
    groups.append(Group(depth: depth, isBroken: isBroken))
    visit(&self)
    depth -= 1
  }

  /// Visits what stands in a group whose atoms at these places go to lines of their own, all of them or as many as it
  /// takes.
  mutating func turn(_ places: [Int], fills: Bool = false, _ visit: (inout FormatPlan) -> Void) {
    depth += 1
    for place in places { turns[place] = groups.count }
    groups.append(Group(depth: depth, isBroken: false, fills: fills))
    visit(&self)
    depth -= 1
  }

  /// Visits what begins at these offsets, each on the line of the one before or on one of its own behind a comma.
  mutating func fill(_ offsets: [Int], _ visit: (inout FormatPlan) -> Void) {
    let places = offsets.map { index(at: $0) }.map { atoms[max(0, $0 - 1)].kind == .spread ? $0 - 1 : $0 }
    turn(places.filter { $0 > 0 && atoms[$0 - 1].kind == .comma }, fills: true, visit)
  }

  /// Visits the pipeline of the statement that starts at an offset.
  mutating func add(_ pipeline: Pipeline, ofStatementAt offset: Int) {
    statementPipelines[index(at: offset)] = groups.count
    add(pipeline)
  }

  /// Visits the pipeline in the parentheses that open at an offset.
  mutating func add(_ pipeline: Pipeline, inParenthesesAt offset: Int) {
    bracketPipelines[index(at: offset)] = groups.count
    add(pipeline)
  }

  /// Visits the stages of a pipeline, and notes its `|`.
  private mutating func add(_ pipeline: Pipeline) {
    let bars = pipeline.stages.dropFirst().map { index(at: $0.range.start) - 1 }
      .filter { $0 > 0 && atoms[$0].kind == .pipe }
    depth += 1
    for bar in bars { roles[bar] = .pipe(group: groups.count) }
    groups.append(Group(depth: depth, isBroken: bars.contains { atoms[$0].isApart }))
    for stage in pipeline.stages { add(stage) }
    depth -= 1
  }
}
