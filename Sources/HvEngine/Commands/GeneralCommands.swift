import HvCodecs

/// The commands that work on any rows. A new one is a file beside this and a line here.
package enum GeneralCommands {
  package static let names = [
    "append", "assert", "avg", "chart", "count", "csv", "drop", "enumerate", "error", "every", "exit", "extend",
    "fill", "first", "flatten", "get", "group", "html", "join", "json", "last", "map", "markdown", "max",
    "median", "min", "ndjson", "open", "pivot", "print", "range", "rename", "reverse", "rollup", "running",
    "save", "select", "set", "skip", "sleep", "sort", "stdin", "sum", "summarize", "table", "tsv", "unique",
    "where", "yaml", "zip",
  ]

  package static func named(_ word: String) -> (any Command)? {
    switch word {
    case "chart": ChartCommand.group
    case "set": SetCommand()
    case "running": Running()
    case "sleep": Sleep()
    case "zip": Zip()
    case "map": MapCommand()
    case "group": GroupRows()
    case "every": Every()
    case "median": Median()
    case "stdin": Stdin()
    case "summarize": Summarize(isRollup: false)
    case "rollup": Summarize(isRollup: true)
    case "range": RangeSource()
    case "pivot": Pivot()
    case "join": Join()
    case "fill": Fill()
    case "exit": Exit()
    case "error": Fail()
    case "append": Append()
    case "assert": Assert()
    case "drop": Drop()
    case "enumerate": Enumerate()
    case "extend": Extend()
    case "first": First()
    case "flatten": Flatten()
    case "get": Get()
    case "last": Last()
    case "open": Open()
    case "print": Print()
    case "rename": Rename()
    case "reverse": Reverse()
    case "save": Save()
    case "select": Select()
    case "skip": Skip()
    case "sort": Sort()
    case "unique": Unique()
    case "where": Where()
    case _ where RowFormat(rawValue: word) != nil: RowFormat(rawValue: word).map { Sink(format: $0) }
    default: Aggregate.Figure(rawValue: word).map { Aggregate(figure: $0) }
    }
  }

  /// What people type who come from elsewhere.
  static let synonyms: [String: String] = [
    "filter": "where", "grep": "where", "foreach": "each < … >", "limit": "first", "head": "first",
    "take": "first", "top": "first", "tail": "last", "pick": "select", "cols": "select", "columns": "select",
    "length": "count", "size": "count", "total": "sum hours", "mean": "avg", "average": "avg", "distinct": "unique",
    "uniq": "unique", "order": "sort", "order_by": "sort", "orderby": "sort", "sort_by": "sort", "cat": "open \"FILE\"",
    "read": "open \"FILE\"", "offset": "skip", "echo": "print", "entries": "time_entries", "ls": "projects",
    "with": "extend", "concat": "append", "union": "append", "fail": "error", "throw": "error", "quit": "exit",
    "mutate": "extend", "reject": "drop", "without": "drop",
    "cumsum": "running total: …", "cumulative": "running total: …", "unique_by": "unique", "max_by": "sort -… | first",
    "min_by": "sort … | first", "del": "drop",
    "nth": "skip … | first",
    "reduce": "fold as total < … > from: 0", "add": "sum", "any_of": "any < … >", "order_desc": "sort -…",
    "group_by": "group by …", "aggregate": "summarize … by …",
  ]
}
