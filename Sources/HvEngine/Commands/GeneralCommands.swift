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
    "filter": "where", "having": "where", "grep": "where … =~ \"…\"", "find": "where … =~ \"…\"",
    "search": "where … =~ \"…\"", "foreach": "each < … >", "limit": "first", "head": "first",
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
    "group_by": "group by …", "aggregate": "summarize … by …", "wc": "count", "cut": "select",
    "slice": "skip … | first", "tee": "save \"FILE\"", "xargs": "each < … >", "exists": "any < … >", "dedupe": "unique",
    "explode": "flatten", "unnest": "flatten", "man": "help",
  ]

  /// What people type between two values, `$1` and `$2`.
  private static let foreignOperators: [String: String] = [
    "is": "$1 == $2", "is not": "$1 != $2", "equals": "$1 == $2", "eq": "$1 == $2", "ne": "$1 != $2", "gt": "$1 > $2",
    "ge": "$1 >= $2", "lt": "$1 < $2", "le": "$1 <= $2", "like": "$1 =~ \"…\"", "ilike": "$1 =~ \"(?i)…\"",
    "not like": "$1 !~ \"…\"", "between": "$1 in 1..2", "contains": "contains($1, $2)",
    "not contains": "not contains($1, $2)", "matches": "matches($1, $2)", "starts_with": "starts_with($1, $2)",
    "startswith": "starts_with($1, $2)", "ends_with": "ends_with($1, $2)", "endswith": "ends_with($1, $2)",
  ]

  /// How a condition is written that has such a word between two values.
  static func condition(_ first: String, _ word: String, _ second: String?) -> String? {
    let isNot = word.lowercased() == "is" && second?.hasPrefix("not ") == true
    guard let pattern = foreignOperators[word.lowercased() + (isNot ? " not" : "")] else { return nil }
    let second = second.map { isNot ? String($0.dropFirst(4)) : $0 }
    return "write  " + pattern.replacing("$2", with: second ?? "…").replacing("$1", with: first)
  }

  /// What people type for a value that is a keyword here.
  static let values: [String: String] = [
    "nil": "null", "none": "null", "undefined": "null", "null": "null", "true": "true", "false": "false",
  ]
}
