/// Help on what is no command in the language: blocks, statements, choices, periods and operators.
package enum Topics {
  /// In the order in which help lists them.
  package static let blocks = ["each", "any", "all", "fold", "tap", "do"]
  package static let statements = ["let", "def", "use", "param", "test", "report", "explain", "time", "help"]

  package static let language = ["if", "match", "try", "periods", "operators"]

  /// Other words that a topic is asked for by.
  private static let aliases = [
    "then": "if", "else": "if", "catch": "try", "period": "periods", "dates": "periods", "today": "periods",
    "yesterday": "periods", "tomorrow": "periods", "now": "periods", "this": "periods", "next": "periods",
    "operator": "operators", "precedence": "operators", "and": "operators", "or": "operators", "not": "operators",
    "in": "operators",
  ]

  package static func named(_ word: String) -> Signature? {
    let name = aliases[word] ?? word
    return all.first { $0.name == name }
  }

  /// How a word is written; what a signature would make of it does not tell.
  package static func usage(_ word: String) -> String? { usages[aliases[word] ?? word] }

  private static let usages = [
    "each": "each < … >    each as name < … >    each < … > parallel: 4", "any": "any < condition >",
    "all": "all < condition >", "fold": "fold as name < … > from: start", "tap": "tap < … >",
    "do": "do < … >    do $name",
    "let": "let name = pipeline", "def": "def name(parameter, other = 5) < … >", "explain": "explain pipeline",
    "use": "use module    use \"./file.hv\"", "param": "param name: type = default  ## what it is",
    "test": "test \"title\" < … >", "report": "report \"title\" < … >    report \"title\" < … > | save \"x.html\"",
    "time": "time pipeline", "help": "help    help COMMAND    help E0207",
    "if": "if condition then a else b    if condition then < … > else < … >",
    "match": "match value with < pattern => a; pattern if condition => b; _ => c >",
    "try": "try < … >    try < … > catch e < … >",
    "periods": """
    today  yesterday  tomorrow           a day; now is this moment
    this month  last quarter  next week  also day and year
    this week                            begins as the company's do, else on Monday
    last 7 days  next 3 days             up to today, from tomorrow on
    last 3 months  next 2 weeks          whole ones, before or after the present
    2026-10                              a month
    2026-10-05..2026-11-15               from the first to the last day of both
    2026-09..2026-10                     months, in the same way
    2026-10-05..  ..2026-10-05           open at one end
    """,
    "operators": """
    if … then … else …                        binds least
    or
    and
    not
    == != < <= > >= =~ !~ in, not in          one of them: they do not chain
    ..
    ??
    + -
    * / %
    - before a value
    .field  ?.field  [index]  name(…)         binds most, and touches what is before it
    """,
  ]

  private static let all: [Signature] = [
    Signature(
      "each", "Runs a block for every item and emits everything it emits, in the order of the items.",
      [.init("parallel", "number", named: true, "how many items at a time, from 1 to 32; 6 otherwise")],
      buffering: .holds(EachStage.defaultWidth),
      examples: [
        .init("projects | where active | each < tasks > | count", "one scan instead of a request a project"),
        .init("clients | first 2 | each as c < projects | select client: $c.name, name >", "the outer item by a name"),
      ]),
    Signature(
      "any", "Whether a block is true for at least one item; asks for no more than it takes.", gives: "one",
      examples: [.init("time_entries today | any < is_running >", "true or false")]),
    Signature(
      "all", "Whether a block is true for every item.", gives: "one",
      examples: [.init("projects | first 5 | all < client.name != \"\" >", "true or false")]),
    Signature(
      "fold", "Carries a value from item to item: the block gives the next one.",
      [.init("from", "value", named: true, "what it starts with")], buffering: .holds(1), gives: "one",
      examples: [
        .init("time_entries today | fold as most < if hours > $most then hours else $most > from: 0", "the longest")
      ]),
    Signature(
      "tap", "Runs a block for every item and passes the item on.", gives: "as many as come in",
      examples: [.init("clients | first 2 | tap < print name > | count", "prints in between")]),
    Signature(
      "do", "Runs a block once on the whole input: one that stands there, or one that a variable holds.",
      examples: [
        .init("time_entries last month | do < sum hours >", "a pipeline in a pipeline"),
        .init(
          "let top = < sort -hours | first 1 | get hours >; time_entries last week | do $top", "a block with a name"),
      ]),
    Signature(
      "let", "Binds a name to a pipeline. It is fetched as it is read, kept, and read again without a request.",
      input: .none, gives: "nothing by itself",
      examples: [.init("let week = time_entries last week; $week | count; $week | sum hours", "one request for both")]),
    Signature(
      "def",
      "Makes a command of one's own: its block runs on the whole input, and its parameters are $names in it. "
        + "A parameter of the type block is given with `do`, and run with `do $name`.",
      input: .none, gives: "nothing by itself",
      examples: [
        .init("def long(limit = 6) < where hours > $limit >; time_entries | long 7 | first 1", "with a default"),
        .init(
          "def most(figures: block) < do $figures | sort -sum | first 2 >; "
            + "time_entries last month | most do < sum hours by client.name >", "with a block"),
      ]),
    Signature(
      "use", "Makes the commands of a module known: one of the standard library, or a file beside the program.",
      input: .none, gives: "nothing by itself",
      examples: [.init("use timesheet; week last week | first 2", "its words need no `timesheet` before them")]),
    Signature(
      "param",
      "Declares what a script is called with: `--name value`. Types: \(Type.help); none for any.",
      input: .none, gives: "nothing by itself", examples: [.init("param least: number = 6; $least", "the default")]),
    Signature(
      "test", "A test of a script, which `hv test FILE` runs in a sandbox of its own; it fails where its block does.",
      input: .none, gives: "nothing by itself",
      examples: [.init("test \"sums\" < assert 1 + 1 == 2 >; print \"ran\"", "a run leaves it out")]),
    Signature(
      "report",
      "Makes one document of the results of a block: texts are paragraphs, those with `#` before them headings; "
        + "rows are tables, charts are drawn. It is saved as html, md or txt.",
      input: .none, gives: "a document",
      examples: [
        .init(
          "report \"October\" < \"# Hours\"; time_entries last month | sum hours by client.name | first 3 >",
          "a heading and a table")
      ]),
    Signature(
      "if",
      "Gives one of two values, or what one of two blocks gives. Without `else` it gives nothing where the condition "
        + "is false, and null in a record. The condition is true or false: nothing else is taken for one.",
      input: .none, gives: "what was chosen",
      examples: [
        .init(
          "time_entries last month | first 3 | select hours, size: if hours > 2.5 then \"long\" else \"short\"",
          "a value for each row"),
        .init(
          "if (time_entries today | count) > 0 then < time_entries today | sum hours > else < print \"nothing yet\" >",
          "only one of them is run"),
      ]),
    Signature(
      "match",
      "Gives the value of the first arm that fits. A pattern is a literal, a range, a bare word for a text, or `_` for "
        + "anything; `if` adds a condition. That no arm fits is an error.",
      input: .none, gives: "the value of the arm",
      examples: [
        .init("invoices | first 3 | select number, due: match state with < open => due_date; _ => null >", "by a text"),
        .init(
          "invoices state: \"open\" | first 3 | select number, age: match today - due_date with < ..0d => \"not due\"; "
            + "_ => \"late\" >", "by a range"),
      ]),
    Signature(
      "try",
      "Runs a block. Where it fails, the block after `catch` is run instead, with the error under its name: "
        + "`$e.message`, `$e.code`. Without `catch` it gives null then.",
      input: .none, gives: "what the block gives",
      examples: [
        .init("try < clients \"Nobody\" | get name > catch e < \"no client: {$e.message}\" >", "says why"),
        .init("try < clients \"Nobody\" | get name > ?? \"nobody\"", "a default"),
      ]),
    Signature(
      "periods", "Days, and ranges of days with both ends; `.from` and `.to` are the ends.", input: .none, gives: "",
      examples: [
        .init("last 3 months", "the three before this one"),
        .init("time_entries last 7 days | sum hours", "lists that have days take one"),
        .init("time_entries | where spent_date in 2026-09..2026-10 | count", "as a condition"),
        .init("time_entries from: today - 2w | count", "a day, less a duration"),
      ]),
    Signature(
      "operators",
      "What binds less stands first. `??` gives a default for null, `=~` asks whether a text matches a pattern, `in` "
        + "whether a value is in a list or range.",
      input: .none, gives: "",
      examples: [
        .init("2 + 3 * 4 == 14 and not false", "(((2 + (3 * 4)) == 14) and (not false))"),
        .init(
          "projects | first 2 | select name, double: (budget ?? 0) * 2",
          "without the parentheses the default would be 0 * 2"),
        .init(
          "time_entries last month | where billable and hours in 2..3 or notes =~ \"(?i)review\" | count",
          "`and` before `or`"),
      ]),
    Signature(
      "explain", "Tells what a pipeline would ask for, what is filtered here and what is held, before anything runs.",
      input: .none, gives: "text; with -o json or ndjson a record",
      examples: [.init("explain projects | where active | each < tasks >", "no request is made for it")]),
    Signature(
      "time", "Runs a pipeline, and tells on standard error what it took: rows, requests, seconds.", input: .none,
      gives: "what the pipeline gives", examples: [.init("time projects | count", "the figure, then what it took")]),
    Signature(
      "help", "Lists the commands, or shows one of them, a function, a word of the language or an error.",
      input: .none, gives: "text", examples: [.init("help where", "one command")]),
  ]
}
