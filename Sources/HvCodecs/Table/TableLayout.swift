/// How a table is laid out: what its columns hold, which are shown, how wide each is.
struct TableLayout {
  /// What is known of a column from the rows that were looked at.
  struct Column {
    let name: String
    private(set) var width: Int
    private(set) var whole = 0
    private(set) var fraction = 0
    private var unit = 0
    private var kinds: Set<TableCell.Kind> = []

    init(_ name: String) {
      self.name = name
      width = CellWidth.of(name)
    }

    mutating func add(_ cell: TableCell) {
      if cell.kind != .null { kinds.insert(cell.kind) }
      whole = max(whole, cell.whole)
      fraction = max(fraction, cell.fraction)
      if cell.kind == .number { unit = max(unit, cell.width - cell.whole - cell.fraction) }
      width = max(width, cell.width, whole + fraction + unit)
    }

    var isNumeric: Bool { kinds == [.number] }
    /// It may be cut.
    var isText: Bool { !kinds.isDisjoint(with: [.text, .reference, .nested]) }

    /// The cell with the spaces that align it, but for those after it. Numbers align at their point, and what follows
    /// them, a currency, in a column of its own; everything else starts at the left.
    func aligned(_ cell: TableCell, in width: Int) -> String {
      guard isNumeric else { return cell.text }
      guard cell.kind == .number else { return Self.spaces(width - cell.width) + cell.text }
      let before = Self.spaces(width - unit - fraction - cell.whole)
      if cell.width == cell.whole + cell.fraction { return before + cell.text }
      let number = cell.text.prefix(cell.whole + cell.fraction)
      return before + number + Self.spaces(fraction - cell.fraction) + cell.text.dropFirst(number.count)
    }

    static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// In which of the rounds a column makes room: first those that tell least.
    var round: Int {
      switch kinds {
      case []: 0
      case [.nested]: 1
      case [.instant]: 2
      case [.bool]: 3
      default: 4
      }
    }
    static let rounds = 0...4
  }

  /// Between two columns.
  static let gap = 2
  /// A text is not cut shorter than this to save another column.
  private static let leastText = 10

  var columns: [Column] = []
  /// The columns shown, and the width of each of `columns`.
  private(set) var shown: [Int] = []
  private(set) var widths: [Int] = []

  /// Chooses columns and widths for so many cells.
  ///
  /// If they do not all fit, columns make room in this order: those without a value, nested records and lists,
  /// timestamps, true-or-false columns, the others; each time from the right, and never the first column.
  /// Texts are cut, if that is allowed, down to a length that can still be read.
  mutating func fit(_ available: Int?, shorten: Bool) {
    shown = Array(columns.indices)
    widths = columns.map(\.width)
    guard let available else { return }
    let least = columns.map { column in
      shorten && column.isText ? max(CellWidth.of(column.name), min(column.width, Self.leastText)) : column.width
    }
    func room() -> Int { available - shown.reduce(0) { $0 + least[$1] } - Self.gap * (shown.count - 1) }
    for round in Column.rounds {
      for column in shown.reversed() where column > 0 && room() < 0 && columns[column].round == round {
        shown.removeAll { $0 == column }
      }
    }
    // What is left over goes to the cut texts, first to those that need little.
    var rest = max(0, room())
    let wanting = shown.filter { least[$0] < widths[$0] }.sorted { widths[$0] - least[$0] < widths[$1] - least[$1] }
    for (place, column) in wanting.enumerated() {
      let given = min(widths[column] - least[column], rest / (wanting.count - place))
      widths[column] = least[column] + given
      rest -= given
    }
    // One column may still be too wide.
    if shorten, let first = shown.first, shown.count == 1, columns[first].isText {
      widths[first] = min(widths[first], max(1, available))
    }
  }

  var hidden: [String] {
    let visible = Set(shown)
    return columns.indices.filter { !visible.contains($0) }.map { columns[$0].name }
  }
}
