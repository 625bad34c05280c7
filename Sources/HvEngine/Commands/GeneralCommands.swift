/// The commands that work on any rows. A new one is a file beside this and a line here.
package enum GeneralCommands {
  package static let names = [
    "avg", "count", "drop", "enumerate", "extend", "first", "flatten", "get", "last", "max", "min", "open", "print",
    "rename", "reverse", "select", "skip", "sort", "sum", "unique", "where",
  ]

  package static func named(_ word: String) -> (any Command)? {
    switch word {
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
    case "select": Select()
    case "skip": Skip()
    case "sort": Sort()
    case "unique": Unique()
    case "where": Where()
    default: Aggregate.Figure(rawValue: word).map { Aggregate(figure: $0) }
    }
  }

  /// What people type who come from elsewhere.
  static let synonyms: [String: String] = [
    "filter": "where", "grep": "where", "map": "each < … >", "foreach": "each < … >", "limit": "first", "head": "first",
    "take": "first", "top": "first", "tail": "last", "pick": "select", "cols": "select", "columns": "select",
    "length": "count", "size": "count", "total": "sum hours", "mean": "avg", "average": "avg", "distinct": "unique",
    "uniq": "unique", "order": "sort", "order_by": "sort", "orderby": "sort", "sort_by": "sort", "cat": "open \"FILE\"",
    "read": "open \"FILE\"", "offset": "skip", "echo": "print", "entries": "time_entries", "ls": "projects",
    "with": "extend",
    "mutate": "extend", "reject": "drop", "without": "drop", "group": "count by …",
  ]
}
