import Testing

@testable import HvSyntax

/// What `hv fmt` writes. Each case is a program and its canonical form, which stays as it is when formatted again.
@Suite("The canonical form of a program")
struct FormatterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var title: String
    var program: String
    var formatted: String
    var testDescription: String { title }

    init(_ title: String, _ program: String, _ formatted: String) {
      self.title = title
      self.program = program
      self.formatted = formatted
    }
  }

  static let cases = [
    Case("nothing", " \n\n", ""),
    Case("blocks have blanks inside", "each<tasks>|first 3", "each < tasks > | first 3\n"),
    Case("two blocks that close", "each<each<task.name>>", "each < each < task.name > >\n"),
    Case(
      "operators have blanks around, signs and ranges have none", "let x=1+ 2*-3 - -a.b|where spent in a..b",
      "let x = 1 + 2 * -3 - -a.b | where spent in a..b\n"),
    Case("an argument with a sign", "sort   -hours,name", "sort -hours, name\n"),
    Case("a subtraction among arguments", "extend a:hours-2", "extend a: hours - 2\n"),
    Case("open ranges", "first ..3\nfirst 3..\n", "first ..3\nfirst 3..\n"),
    Case("a range that ends at a field", "where x in a .. .b", "where x in a .. .b\n"),
    Case("brackets have no blanks inside", "f( x )[ 0 ].a", "f(x)[0].a\n"),
    Case("lists and records", "[ 1,2 ,...a ] == {a :1,\"b c\":[ ]}", "[1, 2, ...a] == {a: 1, \"b c\": []}\n"),
    Case(
      "literals stay as they are written", "select 1_000,'x',\"\\u{41}\\\"\",9:00am",
      "select 1_000, 'x', \"\\u{41}\\\"\", 9:00am\n"),
    Case("keys", "count by   client.name,m :month( spent_date )", "count by client.name, m: month(spent_date)\n"),
    Case("statements on one line", "let a = 1;$a | count ;;", "let a = 1\n$a | count\n"),
    Case("statements in a block of one line", "do<let a=it ;$a>", "do < let a = it; $a >\n"),
    Case(
      "a block of several lines", "each < let a = it; $a\n>",
      """
      each <
        let a = it
        $a
      >

      """),
    Case(
      "a pipeline of several lines", "projects |\nwhere active | count",
      """
      projects
        | where active
        | count

      """),
    Case(
      "a pipeline and a block of several lines", "let p = projects\n| each <\ntasks\n| where billable > parallel: 4",
      """
      let p = projects
        | each <
          tasks
            | where billable
        > parallel: 4

      """),
    Case(
      "a line longer than 100 columns has its stages below each other",
      "time_entries last month | where project == \"Website\" and billable | sum hours by client.name, user.name | sort hours",
      """
      time_entries last month
        | where project == "Website" and billable
        | sum hours by client.name, user.name
        | sort hours

      """),
    Case(
      "if that is not enough, its blocks too",
      "each < time_entries last month | where project == \"Website\" and billable and hours > 2 | sum hours by user.name >",
      """
      each <
        time_entries last month
          | where project == "Website" and billable and hours > 2
          | sum hours by user.name
      >

      """),
    Case(
      "a condition that is still too long has an operand a line, and what is in parentheses stays together",
      "time_entries | where billable and hours > 2 and (client == \"Acme\" or client == \"Kiln & Clay\") and not is_running and "
        + "(tasks | count) > 3",
      """
      time_entries
        | where billable and
          hours > 2 and
          (client == "Acme" or client == "Kiln & Clay") and
          not is_running and
          (tasks | count) > 3

      """),
    Case(
      "so is a sum of pipelines filled",
      "let total = (time_entries last month | where billable | sum hours) + "
        + "(time_entries this month | where billable | sum hours) + 10",
      """
      let total = (time_entries last month | where billable | sum hours) +
        (time_entries this month | where billable | sum hours) + 10

      """),
    Case(
      "a pipeline in parentheses that is too long by itself has the lines between them",
      "where (time_entries last month | where project == \"Website\" and billable | sum hours by client.name | first 100) > 100",
      """
      where (
        time_entries last month
        | where project == "Website" and billable
        | sum hours by client.name
        | first 100
      ) > 100

      """),
    Case(
      "an `else` a line",
      "projects | map if hours > 8 and billable then < \"long\" > else if hours > 2 then < \"middle\" > else < \"rather short\" >",
      """
      projects
        | map if hours > 8 and billable then < "long" >
          else if hours > 2 then < "middle" >
          else < "rather short" >

      """),
    Case(
      "what commas separate fills the lines",
      "time_entries | summarize hours: sum(hours), billable: sum(hours, if: billable), amount: sum(hours * rate), days: count() "
        + "by client.name, project.name",
      """
      time_entries
        | summarize hours: sum(hours), billable: sum(hours, if: billable), amount: sum(hours * rate),
          days: count() by client.name, project.name

      """),
    Case(
      "also in brackets",
      "[{name: \"first of them\", rate: 12345}, {name: \"second of them\", rate: 23456}, ...$others, {name: \"the last\"}]",
      """
      [{name: "first of them", rate: 12345}, {name: "second of them", rate: 23456}, ...$others,
        {name: "the last"}]

      """),
    Case(
      "branches", "if a then <\nx\n>\nelse if b then < y > else 3",
      """
      if a then <
        x
      >
        else if b then < y > else 3

      """),
    Case(
      "arms", "match s with < \"a\"=>1\n\n\n1..2 if x > 1=>< y >;_=>null >",
      """
      match s with <
        "a" => 1

        1..2 if x > 1 => < y >
        _ => null
      >

      """),
    Case("arms on one line", "match s with<1=>2;_=>3>", "match s with < 1 => 2; _ => 3 >\n"),
    Case(
      "lines in brackets stay lines", "f({\na: 1,\n   b: [1,\n2]})",
      """
      f({
        a: 1,
        b: [1,
          2]
      })

      """),
    Case(
      "lines that a comma or an operator ends", "select a,\nb\nwhere a and\nb | x",
      """
      select a,
        b
      where a and
        b | x

      """),
    Case(
      "comments stay beside or above what they are about",
      """
      #!/usr/bin/env hv
      # what this is
      projects   # all of them
      # only some
      | where active |# and then
      count
      each < # of them
      tasks
        # no more
      >
      # the end
      """,
      """
      #!/usr/bin/env hv
      # what this is
      projects  # all of them
        # only some
        | where active  # and then
        | count
      each <  # of them
        tasks
        # no more
      >
      # the end

      """),
    Case(
      "one empty line of several stays, none inside brackets", "a\n\n\n\nb\n# c\n\n# d\neach <\n\nx\n\n\ny\n\n>\n\n\n",
      """
      a

      b
      # c

      # d
      each <
        x

        y
      >

      """),
    Case(
      "declarations",
      """
      ## What it does.
      def  recent (days:number=7,who) <time_entries|first $days>
      param  period:range=last  month   ## the days
      use  "./x.hv" ; use timesheet
      test "a"<b>
      help   projects   create
      """,
      """
      ## What it does.
      def recent(days: number = 7, who) < time_entries | first $days >
      param period: range = last month  ## the days
      use "./x.hv"
      use timesheet
      test "a" < b >
      help projects create

      """),
    Case(
      "a string of several lines stays as it is",
      #"""
      each < print """
           a
            {x}
           """ | y >
      """#,
      #"""
      each <
        print """
           a
            {x}
           """ | y
      >

      """#),
    Case("try", "try<a>catch e<b>", "try < a > catch e < b >\n"),
    Case("a block given to a command", "retry 3 do<x>wait:2m", "retry 3 do < x > wait: 2m\n"),
    Case(
      "a block that a variable holds", "a|do   $b|retry 3,do\n$b  wait:2m", "a | do $b | retry 3, do\n  $b wait: 2m\n"),
    Case("line ends of another system", "a\r\n| b # c\r\n", "a\n  | b  # c\n"),
  ]

  @Test("Cases", arguments: cases)
  func format(_ example: Case) {
    let tree = Parser.parse(SourceText(name: "t", example.program))
    #expect(tree.diagnostics.map(\.message) == [])
    #expect(Formatter.format(tree) == example.formatted)
    #expect(Formatter.format(Parser.parse(SourceText(name: "t", example.formatted))) == example.formatted)
  }

  @Test("A program with an error is left alone")
  func errors() {
    let broken = "each  <  tasks"
    #expect(Formatter.format(Parser.parse(SourceText(name: "t", broken))) == broken)
  }

  @Test("A `>` ends its block wherever a long line is broken")
  func angles() {
    let long = String(repeating: "where hours > 2 and hours < 5 | ", count: 4)
    let tree = Parser.parse(SourceText(name: "t", "projects | each < \(long)each < where a > b > | count > | count"))
    let again = Parser.parse(SourceText(name: "t", Formatter.format(tree)))
    #expect(tree.diagnostics.isEmpty && again.diagnostics.isEmpty)
    #expect(TreeDump.of(tree.statements) == TreeDump.of(again.statements))
  }
}
