import HvSyntax
import Testing

/// Programs and what they write, a line a row.
struct ProgramTests {
  static let cases: [(String, [String])] = [
    // Numbers are exact.
    ("1 + 1", ["2"]), ("0.1 + 0.2 == 0.3", ["true"]), ("2.50 == 2.5", ["true"]), ("10 / 4", ["2.5"]), ("7 % 3", ["1"]),
    ("1 / 3", ["0.333333333333"]), ("-2 * 3", ["-6"]), ("1_000 + 1", ["1001"]), ("2 + 3 * 4", ["14"]),
    ("(2 + 3) * 4", ["20"]),
    // Text.
    ("\"a{1 + 1}b\"", ["\"a2b\""]), ("upper(\"abc\")", ["\"ABC\""]), ("\"a\" + \"b\"", ["\"ab\""]),
    ("length(\"héé\")", ["3"]),
    ("split(\"a,b\", \",\")", ["\"a\"", "\"b\""]), ("replace(\"aXbX\", \"X\", \"-\")", ["\"a-b-\""]),
    ("\"abc\" =~ \"b.\"", ["true"]),
    ("trim(\"  x \")", ["\"x\""]), ("contains(\"hello\", \"ell\")", ["true"]), ("round(2.345, 2)", ["2.35"]),
    ("floor(-1.5)", ["-2"]),
    // Dates.
    ("2024-02-29 + 1y", ["\"2025-02-28\""]), ("2024-01-31 + 1mo", ["\"2024-02-29\""]), ("today", ["\"2024-02-29\""]),
    ("2024-03-01 - 2024-02-28", ["\"2d\""]), ("2024-01-15 in 2024-01", ["true"]),
    ("2024-01-15 in last month", ["true"]),
    ("2024-02-23 in last 7 days", ["true"]), ("2024-02-22 in last 7 days", ["false"]), ("month(2024-05-01)", ["5"]),
    ("1h30m == 90m", ["true"]), ("2.5 > 1h30m", ["true"]),
    // Null.
    ("null == null", ["true"]), ("null < 3", ["false"]), ("null ?? 4", ["4"]), ("null?.name", ["null"]),
    // Lists, records, choices.
    ("[1, 2, 3] | sum it", ["6"]), ("[3, 1, 2] | sort", ["1", "2", "3"]), ("{a: 1, b: [2]}", ["{\"a\":1,\"b\":[2]}"]),
    ("{a: 1, ...{a: 2, c: 3}}", ["{\"a\":2,\"c\":3}"]), ("[1, 2][-1]", ["2"]), ("2 in [1, 2]", ["true"]),
    ("5 in 1..4", ["false"]),
    ("if 1 > 2 then \"a\" else \"b\"", ["\"b\""]),
    ("match 5 with < 1..3 => \"low\"\n 4..9 => \"high\" >", ["\"high\""]),
    ("try < [1, \"a\"] | sum it > catch e < $e.code >", ["\"E0302\""]),
    // Rows.
    ("things | count", ["5"]), ("things | where active | count", ["3"]),
    ("things | where hours > 1 | get name", ["\"Ash\"", "\"Fir\""]),
    ("things | where hours == null | get id", ["3"]), ("things | first 2 | get id", ["1", "2"]),
    ("things | last 2 | get id", ["4", "5"]),
    ("things | skip 3 | get id", ["4", "5"]), ("things | reverse | first | get id", ["5"]),
    ("things | get 1 | get name", ["\"Birch\""]),
    ("things | sort -hours | get id", ["5", "1", "4", "2", "3"]),
    ("things | sort hours desc | get id", ["5", "1", "4", "2", "3"]),
    ("things | sort name | get name", ["\"Ash\"", "\"Birch\"", "\"cedar\"", "\"Elm\"", "\"Fir\""]),
    ("things | sum hours", ["10.80"]), ("things | avg hours", ["2.7"]), ("things | min on", ["\"2024-01-05\""]),
    ("things | max hours", ["8"]),
    ("things | where false | sum hours", ["0"]), ("things | where false | avg hours", ["null"]),
    (
      "things | count by owner?.name",
      [
        "{\"owner_name\":\"Kim\",\"count\":2}", "{\"owner_name\":\"Lee\",\"count\":2}",
        "{\"owner_name\":null,\"count\":1}",
      ]
    ),
    (
      "things | where owner != null | sum hours by owner.name",
      ["{\"owner_name\":\"Kim\",\"sum\":2.70}", "{\"owner_name\":\"Lee\",\"sum\":8.1}"]
    ),
    (
      "things | count by month(on)",
      ["{\"month\":1,\"count\":2}", "{\"month\":2,\"count\":2}", "{\"month\":3,\"count\":1}"]
    ),
    (
      "things | first | select name, when: on, twice: hours * 2",
      ["{\"name\":\"Ash\",\"when\":\"2024-01-05\",\"twice\":5.00}"]
    ),
    ("things | first | select name, owner.name", ["{\"name\":\"Ash\",\"owner_name\":\"Kim\"}"]),
    ("things | first | drop tags, owner, on, hours", ["{\"id\":1,\"name\":\"Ash\",\"is_active\":true}"]),
    ("things | rename title: name | first | select title", ["{\"title\":\"Ash\"}"]),
    ("things | extend h: hours ?? 0 | where h == 0 | get id", ["3"]),
    ("things | enumerate | skip 4 | get index", ["5"]),
    (
      "things | flatten tags | select id, tags | first 3",
      ["{\"id\":1,\"tags\":\"a\"}", "{\"id\":1,\"tags\":\"b\"}", "{\"id\":3,\"tags\":\"c\"}"]
    ),
    ("things | where tags != null | get tags | flatten | unique", ["\"a\"", "\"b\"", "\"c\""]),
    ("things | unique owner?.id | get id", ["1", "2", "3"]),
    // References answer to names and ids.
    ("things | where owner == \"Kim\" | get id", ["1", "4"]), ("things | where owner == 8 | get id", ["2", "5"]),
    ("things | where owner != null and owner != \"Kim\" | get id", ["2", "5"]),
    ("things | where owner in [\"Kim\", 8] | count", ["4"]),
    // Blocks.
    ("things | each < name >", ["\"Ash\"", "\"Birch\"", "\"cedar\"", "\"Elm\"", "\"Fir\""]),
    ("things | each < where active | get id >", ["1", "3", "4"]),
    ("[1, 2] | each as n < [10, 20] | each < it * $n > >", ["10", "20", "20", "40"]),
    ("things | any < hours > 7 >", ["true"]), ("things | all < active >", ["false"]),
    ("[1, 2, 3] | fold as acc < $acc * it > from: 10", ["60"]), ("things | do < count >", ["5"]),
    ("[1, 2] | tap < print \"at {it}\" > | sum it", ["at 1", "at 2", "3"]),
    ("things | each < hours > 1 >", ["true", "false", "false", "false", "true"]),
    // Names of the program.
    ("let x = 4\n$x * 2", ["8"]), ("let t = things | where active\n$t | count\n$t | get id", ["3", "1", "3", "4"]),
    ("let n = things | count\n$n + 1", ["6"]),
    ("def big(limit = 1) < where hours > $limit >\nthings | big | count\nthings | big 5 | count", ["2", "1"]),
    ("let ids = things | get id\nthings | where id in $ids and id > 3 | count", ["2"]), ("print \"a\", 1", ["a 1"]),
    ("things | where hours > (things | avg hours) | get name", ["\"Fir\""]),
    // A block of several statements is fed the item, each statement anew.
    ("[1, 2] | each < let n = it * 10; $n + it >", ["11", "22"]),
    ("things | first 2 | each < let t = get tags | flatten; $t | count >", ["2", "0"]),
    ("def long(min) < let m = $min * 2; where hours > $m >\nthings | long 1 | get id", ["1", "5"]),
    ("things | first 1 | get 0 | do < let n = name; $n + \"!\" >", ["\"Ash!\""]),
    // What has no else emits nothing.
    ("things | each < if hours > 1 then < name > >", ["\"Ash\"", "\"Fir\""]), ("if 1 > 2 then < things >", []),
    ("if true then < [1, 2] > else < 3 >", ["[1,2]"]),
    // A column read on some pages only is that of its page.
    ("things | where not active and hours > 1 | get id", ["5"]),
    ("things | where id > 3 and name == \"Fir\" | get id", ["5"]),
    // Counts may be computed.
    ("def top(n) < sort -hours | first $n >\nthings | top 2 | get id", ["5", "1"]),
    ("let n = 4\nthings | skip $n | get id", ["5"]),
    // A block given to a definition sees what is around it, and is fed what flows in where it is run.
    ("def twice(body: block) < do $body | do $body >\nthings | twice do < skip 2 > | get id", ["5"]),
    (
      "def times(n, body: block) < range 1..$n | each < do $body > >\nlet a = 10\ntimes 2 do < it * $a >", ["10", "20"]
    ),
    ("def on_first(body: block) < first 1 | get 0 | do $body >\nthings | on_first do < upper(name) >", ["\"ASH\""]),
    ("def f(b: block) < (do $b) >\nthings | first 1 | each < f do < name > >", ["\"Ash\""]),
    ("def f(b: block) < do $b >\ndef g(b: block) < f do $b >\nthings | g do < count >", ["5"]),
    ("def f(b: block) < do $b >\n1 | f do < it + 1 | f do < it * 10 > >", ["20"]),
    ("def f(a: block, b: block = < get id >) < do $a | do $b >\nthings | f do < first > ", ["1"]),
    ("def f(a: block, b: block) < do $a | do $b >\nthings | f do < first 1 > b: < get name >", ["\"Ash\""]),
    ("let b = < first 1 | get name >\nthings | do $b\nthings | skip 1 | do $b", ["\"Ash\"", "\"Birch\""]),
    (
      "def retry(n, body: block) < try < do $body > catch e < if $n > 0 then $e.code else \"\" > >\n"
        + "retry 1 do < error \"no\" >", ["\"E0308\""]
    ),
    // What turns out to be a list gives its rows to all that works on rows, as one that is known to be a list does.
    ("let x = [[1, 2], 3]\n$x[0] | count\n$x[0] | tap < it > | count\n$x[0] | do < count >", ["2", "2", "2"]),
    ("def n() < count >\nlet b = < count >\nlet x = [[1, 2], 3]\n$x[0] | n\n$x[0] | do $b", ["2", "2"]),
    ("let x = [[\"a\"], 3]\n$x[0] | enumerate", ["{\"value\":\"a\",\"index\":1}"]),
    ("let x = [[[1], [2]], 3]\n$x[0] | flatten", ["1", "2"]), ("let x = [{a: [1]}, 3]\n$x[0] | get a", ["[1]"]),
    // A parameter whose type is a kind is given a name, an id or a record.
    ("def of(who: person) < things | where owner == $who | get id >\nof \"Kim\"\nof 8", ["1", "4", "2", "5"]),
    (
      "def of(who: person) < things | where owner == $who | count >\nthings | first 2 | each < (of owner) >",
      ["2", "2"]
    ),
    (
      "def id_of(who: person = null) < $who?.id >\nid_of\n[\"Kim\", \"Lee\"] | each as n < id_of $n >",
      ["null", "7", "8"]
    ),
    ("def f(who: person) < $who.name >\nthings | first 1 | each < f owner >", ["\"Kim\""]),
    ("def f(what: thing) < $what >\nf 5", ["{\"id\":5}"]),
    ("def f(a, b) < \"{$a}{$b}\" >\nf 1 a: 2", ["\"21\""]),
    ("5 | print", ["5"]), ("things | each < print name >", ["Ash", "Birch", "cedar", "Elm", "Fir"]),
    ("join([\"a\", \"b\"], \"-\")", ["\"a-b\""]), ("14:30 - 9:00", ["\"5h30m\""]),
    ("things | where owner not in [\"Kim\"] | get id", ["2", "5"]),
    ("things | where owner != \"Kim\" | get id", ["2", "3", "5"]),
    ("let few = things | first 2\n$few | first 1 | count\n$few | count\n$few | count", ["1", "2", "2"]),
    ("-5", ["-5"]), ("things | first 1 | extend hours: hours + 1 | get hours", ["3.50"]),
    ("\"héllo\" | upper(it)", ["\"HÉLLO\""]),
  ]

  @Test(arguments: cases)
  func writes(_ program: String, _ expected: [String]) async {
    let (output, diagnostics) = await evaluate(program)
    #expect(diagnostics.map(\.message) == [])
    #expect(output == expected)
  }
}
