package import HvSyntax
package import HvValues
import Synchronization

/// What one program run shares: the host, the clock, and what was written so far.
package final class Run: Sendable {
  package let host: any Host
  package let clock: Clock
  /// Whether sources may ask for something else than what is written, where that takes fewer requests.
  package let optimizes: Bool
  /// The cells of a line where results go, if that is a terminal.
  package let width: Int?
  package let usesColor: Bool
  /// Writes a line of text to where results go.
  package let print: @Sendable (String) throws -> Void
  private let written = Mutex(0)
  private let sent = Mutex(0)
  private let missing = Mutex<[Diagnostic]>([])
  private let told = Mutex<[Diagnostic]>([])
  private let kept = Mutex<(any AnyObject & Sendable)?>(nil)
  private let readAgain = Mutex<Set<String>>([])
  private let text = Mutex("")

  package init(
    host: any Host, clock: Clock, optimizes: Bool = true, width: Int? = nil, usesColor: Bool = false,
    print: @escaping @Sendable (String) throws -> Void = { _ in }
  ) {
    self.width = width
    self.usesColor = usesColor
    self.host = host
    self.clock = clock
    self.optimizes = optimizes
    self.print = print
  }

  /// Rows that have left the program.
  package var rowsWritten: Int { written.withLock { $0 } }
  package func wrote(_ rows: Int) { written.withLock { $0 += rows } }

  /// Changes that were made in the account.
  package var changesMade: Int { sent.withLock { $0 } }
  package func madeChange() {
    sent.withLock { $0 += 1 }
    forgetReads()
  }

  /// What was read before may no longer be so.
  package func forgetReads() {
    kept.withLock { $0 = nil }
  }

  /// What could not be read although the program went on: each makes the result partial.
  package var gaps: [Diagnostic] { missing.withLock { $0 } }
  /// What is told at the end besides: it says nothing about what was read.
  package func tell(_ diagnostic: Diagnostic) { told.withLock { $0.append(diagnostic) } }
  /// All that is told at the end.
  package var reports: [Diagnostic] { gaps + told.withLock { $0 } }
  package func noteGap(_ diagnostic: Diagnostic) { missing.withLock { $0.append(diagnostic) } }

  /// What the host remembers for the statement that runs; made by the first who asks.
  package func memory<Memory: AnyObject & Sendable>(_ make: () -> Memory) -> Memory {
    kept.withLock { kept in
      if let known = kept as? Memory { return known }
      let made = make()
      kept = made
      return made
    }
  }

  /// The statement that runs, as it is written in the program.
  package var statement: String { text.withLock { $0 } }

  /// A statement begins: what was remembered for the one before is forgotten.
  ///
  /// - Parameters:
  ///   - plan: what it runs, or binds.
  ///   - text: as it is written in the program.
  func beginStatement(_ plan: Plan?, _ text: String, _ frame: Frame) {
    kept.withLock { $0 = nil }
    // On one line: it is kept, and shown in tables.
    self.text.withLock { $0 = text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    guard let again = plan?.listsReadAgain(frame), !again.isEmpty else { return }
    readAgain.withLock { $0.formUnion(again) }
  }

  /// Whether a statement of the program reads this list more than once, so that its rows are worth keeping.
  package func readsAgain(_ list: String) -> Bool { optimizes && readAgain.withLock { $0.contains(list) } }

  /// Calls of `def`s inside calls, and blocks inside blocks, at most.
  package static let maximumDepth = 400
}

/// The clock of the language: fixed for a run, so that two uses of `today` agree.
package struct Clock: Sendable {
  package var today: Day
  package var now: Instant
  /// 1 for Monday to 7 for Sunday.
  package var firstWeekday: Int
  /// The time of the day where the person is, in minutes after midnight.
  package var minuteOfDay: Int
  /// Nobody tells what day it is; what asks for it is refused.
  package private(set) var isMissing = false

  /// No clock at all.
  package static let none: Clock = {
    var clock = Clock(today: .earliest, now: Instant(seconds: 0))
    clock.isMissing = true
    return clock
  }()

  package init(today: Day, now: Instant, firstWeekday: Int = 1, minuteOfDay: Int = 720) {
    self.minuteOfDay = minuteOfDay
    self.today = today
    self.now = now
    self.firstWeekday = firstWeekday
  }
}

/// The blocks that are running around an expression, innermost first, for messages.
package final class Trail: Sendable {
  let word: String
  let range: SourceRange
  let item: Value
  let outer: Trail?

  init(word: String, range: SourceRange, item: Value, outer: Trail?) {
    self.word = word
    self.range = range
    self.item = item
    self.outer = outer
  }

  var frames: [Diagnostic.Frame] {
    var out: [Diagnostic.Frame] = []
    var current: Trail? = self
    while let trail = current, out.count < Run.maximumDepth {
      out.append(Diagnostic.Frame(word: trail.word, range: trail.range, item: describe(trail.item)))
      current = trail.outer
    }
    return out
  }
}

/// What an expression sees while it runs: the variables, and the row it is at.
///
/// A frame belongs to one running stage or block. Rows move through it; it is not shared between tasks.
package final class Frame {
  package let run: Run
  /// One value a variable in scope, in the order of their declaration.
  package let variables: [Value]
  package let trail: Trail?
  package let depth: Int
  /// The items beside this one, for which the same is going to be done.
  package internal(set) var siblings: Siblings?
  /// Where the writes of the stage that runs go; nil where each stage gathers its own.
  package private(set) var collector: (any WriteCollector)?
  /// What is emitted here is used by what follows, so that a write must be answered at once.
  package private(set) var answersAreRead = false
  /// The figures of the group that an expression is evaluated for.
  var figures: [Value] = []
  /// Ids that names in the expressions were found to mean, by the place that the check gave them.
  var resolvedNames: [Int: Int64] = [:]

  private var source: (any RowSource)?
  private var index = 0
  private var single: Value?
  /// The columns of `source` that were asked for, by the place of the field in the program.
  private var columns: [Column?] = []
  /// Values of pipelines in expressions that do not depend on the row, by their place in the program.
  var memo: [Int: Value] = [:]

  package init(
    run: Run, variables: [Value] = [], item: Value? = nil, trail: Trail? = nil, depth: Int = 0,
    siblings: Siblings? = nil
  ) {
    self.run = run
    self.variables = variables
    self.single = item
    self.trail = trail
    self.depth = depth
    self.siblings = siblings
  }

  /// A frame for the rows of a stage: the same variables, no row yet.
  package func forRows() -> Frame {
    Frame(
      run: run, variables: variables, item: single, trail: trail, depth: depth, siblings: siblings
    ).gathering(as: self)
  }

  /// A frame for the body of a definition: other variables.
  func calling(_ variables: [Value], item: Value?) -> Frame {
    Frame(
      run: run, variables: variables, item: item, trail: trail, depth: depth + 1, siblings: siblings
    ).gathering(
      as: self)
  }

  /// A frame for the body of a definition that is evaluated for the same row: other variables.
  func calling(_ variables: [Value]) -> Frame {
    let frame = calling(variables, item: single)
    (frame.source, frame.index, frame.columns) = (source, index, columns)
    return frame
  }

  /// A frame whose writes go to a collector.
  func gathering(_ collector: (any WriteCollector)?) -> Frame {
    let frame = forRows()
    frame.collector = collector
    return frame
  }

  /// A frame for a stage whose answers are used by another one.
  func readingAnswers() -> Frame {
    guard collector != nil, !answersAreRead else { return self }
    let frame = forRows()
    frame.answersAreRead = true
    return frame
  }

  /// A frame for a stage whose answers are thrown away.
  func discardingAnswers() -> Frame {
    guard answersAreRead else { return self }
    let frame = forRows()
    frame.answersAreRead = false
    return frame
  }

  private func gathering(as outer: Frame) -> Frame {
    collector = outer.collector
    answersAreRead = outer.answersAreRead
    return self
  }

  /// A frame for a block or pipeline inside, with more variables.
  package func inner(
    _ more: [Value] = [], item: Value?, trail: Trail? = nil, siblings: Siblings? = nil
  ) -> Frame {
    Frame(
      run: run, variables: more.isEmpty ? variables : variables + more, item: item,
      trail: trail ?? self.trail,
      depth: depth + 1, siblings: siblings ?? self.siblings
    ).gathering(as: self)
  }

  /// Moves to a source, of which it then is to be moved to a row.
  func move(to source: any RowSource) {
    if self.source !== source {
      self.source = source
      columns.removeAll(keepingCapacity: true)
    }
    single = nil
  }

  /// Moves to another row of the source; `index` counts in the source.
  @inline(__always)
  func move(toRow index: Int) {
    self.index = index
    single = nil
  }

  /// Moves to a value that stands in no batch.
  package func move(to value: Value) {
    single = value
    source = nil
    columns.removeAll(keepingCapacity: true)
  }

  /// The item, whole.
  package var item: Value {
    if let single { return single }
    guard let source else { return .null }
    let value = source.row(index)
    single = value
    return value
  }

  /// A field of the item. `slot` is the place that the check gave this use of the field.
  func field(_ path: FieldPath, slot: Int) -> Value {
    guard let source else {
      guard case .record(let record)? = single else { return .null }
      return record[path: path] ?? .null
    }
    if slot < columns.count, let column = columns[slot] { return column.values[index] }
    while columns.count <= slot { columns.append(nil) }
    let column = source.column(path)
    columns[slot] = column
    return column.values[index]
  }
}

/// A few words that tell a person which row is meant: kind, id, date, name.
package func describe(_ value: Value) -> String {
  guard case .record(let record) = value else { return Diagnostic.clipped(value.text) }
  var words: [String] = []
  let kind = record.origin?.kind ?? "record"
  words.append(record.id.map { "\(kind) \($0)" } ?? kind)
  if case .day(let day)? = record["spent_date"] { words.append(day.description) }
  for key in ["name", "user", "number", "first_name"] {
    switch record[key] {
    case .string(let name)?: words.append("“\(Diagnostic.clipped(name))”")
    case .record(let inner)?:
      if case .string(let name)? = inner["name"] { words.append(Diagnostic.clipped(name)) }
    default: continue
    }
    break
  }
  return words.joined(separator: ", ")
}

extension Diagnostic {
  /// At most 60 characters of a value, for a message.
  package static func clipped(_ text: String) -> String {
    text.count <= 60 ? text : String(text.prefix(59)) + "…"
  }
}
