/// Help on the words of the language that are no commands: blocks and statements.
package enum Topics {
  /// In the order in which help lists them.
  package static let blocks = ["each", "any", "all", "fold", "tap", "do"]
  package static let statements = ["let", "def", "use", "param", "test", "report", "explain", "time", "help"]

  package static func named(_ word: String) -> Signature? { all.first { $0.name == word } }

  /// How a word is written; what a signature would make of it does not tell.
  package static func usage(_ word: String) -> String? { usages[word] }

  private static let usages = [
    "each": "each < … >    each as name < … >    each < … > parallel: 4", "any": "any < condition >",
    "all": "all < condition >", "fold": "fold as name < … > from: start", "tap": "tap < … >", "do": "do < … >",
    "let": "let name = pipeline", "def": "def name(parameter, other = 5) < … >", "explain": "explain pipeline",
    "use": "use module    use \"./file.hv\"", "param": "param name: type = default  ## what it is",
    "test": "test \"title\" < … >", "report": "report \"title\" < … >    report \"title\" < … > | save \"x.html\"",
    "time": "time pipeline", "help": "help    help COMMAND    help E0207",
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
      "do", "Runs a block once on the whole input.",
      examples: [.init("time_entries last month | do < sum hours >", "a pipeline in a pipeline")]),
    Signature(
      "let", "Binds a name to a pipeline. It is fetched as it is read, kept, and read again without a request.",
      input: .none, gives: "nothing by itself",
      examples: [.init("let week = time_entries last week; $week | count; $week | sum hours", "one request for both")]),
    Signature(
      "def", "Makes a command of one's own: its block runs on the whole input, and its parameters are $names in it.",
      input: .none, gives: "nothing by itself",
      examples: [
        .init("def long(limit = 6) < where hours > $limit >; time_entries | long 7 | first 1", "with a default")
      ]),
    Signature(
      "use", "Makes the commands of a module known: one of the standard library, or a file beside the program.",
      input: .none, gives: "nothing by itself",
      examples: [.init("use timesheet; week last week | first 2", "its words need no `timesheet` before them")]),
    Signature(
      "param",
      "Declares what a script is called with: `--name value`. Types: string, number, bool, date, range, duration, list; none for any.",
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
