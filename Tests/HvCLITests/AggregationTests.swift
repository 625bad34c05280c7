import Testing

/// Figures of groups, tables, joins and what is added to rows.
@Suite("Aggregation")
struct AggregationTests {
  private func rows(_ program: String) throws -> [String] {
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 -", input: program)
    #expect(result.status == 0, "\(program): \(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  private static let data = """
    let rows = [
      {who: "a", day: 2026-01-01, n: 1, ok: true}, {who: "b", day: 2026-01-01, n: 2.5, ok: false},
      {who: "a", day: 2026-01-03, n: 4, ok: false}, {who: "a", day: 2026-01-03, n: null, ok: true},
    ]

    """

  @Test(
    "Figures of groups",
    arguments: [
      ("$rows | summarize n: sum(n)", [#"{"n":7.5}"#]),
      (
        "$rows | summarize c: count(), with: count(n), s: sum(n), a: avg(n), lo: min(n), hi: max(n), m: median(n) by who",
        [
          #"{"who":"a","c":3,"with":2,"s":5,"a":2.5,"lo":1,"hi":4,"m":2.5}"#,
          #"{"who":"b","c":1,"with":1,"s":2.5,"a":2.5,"lo":2.5,"hi":2.5,"m":2.5}"#,
        ]
      ),
      (
        "$rows | summarize f: first(n), l: last(n), all: list(n), d: distinct(day) by who",
        [
          #"{"who":"a","f":1,"l":4,"all":[1,4],"d":["2026-01-01","2026-01-03"]}"#,
          #"{"who":"b","f":2.5,"l":2.5,"all":[2.5],"d":["2026-01-01"]}"#,
        ]
      ),
      ("$rows | summarize part: sum(n, if: ok) / sum(n), yes: count(if: ok)", [#"{"part":0.133333333333,"yes":2}"#]),
      ("[] | summarize n: count(), s: sum(it)", [#"{"n":0,"s":0}"#]),
      ("$rows | where n > 100 | summarize n: count() by who", []),
      (
        "$rows | rollup n: sum(n) by who, day",
        [
          #"{"who":"a","day":"2026-01-01","level":2,"n":1}"#, #"{"who":"a","day":"2026-01-03","level":2,"n":4}"#,
          #"{"who":"a","day":null,"level":1,"n":5}"#, #"{"who":"b","day":"2026-01-01","level":2,"n":2.5}"#,
          #"{"who":"b","day":null,"level":1,"n":2.5}"#, #"{"who":null,"day":null,"level":0,"n":7.5}"#,
        ]
      ),
      (
        "$rows | pivot day, sum(n), total: true by who",
        [
          #"{"who":"a","2026-01-01":1,"2026-01-03":4,"total":5}"#,
          #"{"who":"b","2026-01-01":2.5,"2026-01-03":null,"total":2.5}"#,
        ]
      ),
      ("$rows | median n", ["2.5"]),
      (
        "$rows | sum n by day | fill day, 2026-01-01..2026-01-03, with: {sum: 0}",
        [#"{"day":"2026-01-01","sum":3.5}"#, #"{"day":"2026-01-02","sum":0}"#, #"{"day":"2026-01-03","sum":4}"#]
      ),
      (
        #"$rows | first 2 | select who, n | join [{id: "a", x: 9}], who, id"#,
        [#"{"who":"a","n":1,"other":{"id":"a","x":9}}"#]
      ),
      (
        #"$rows | first 2 | select who | join [{id: "a"}], who, id, kind: left, into: o"#,
        [#"{"who":"a","o":{"id":"a"}}"#, #"{"who":"b","o":null}"#]
      ),
      (#"$rows | select who | join [{id: "a"}], who, id, kind: anti"#, [#"{"who":"b"}"#]),
      (
        "$rows | select who, n | running all: n | running own: n by who",
        [
          #"{"who":"a","n":1,"all":1,"own":1}"#, #"{"who":"b","n":2.5,"all":3.5,"own":2.5}"#,
          #"{"who":"a","n":4,"all":7.5,"own":5}"#, #"{"who":"a","n":null,"all":7.5,"own":5}"#,
        ]
      ),
      ("$rows | sort -n | first 1 by who | select who, n", [#"{"who":"a","n":4}"#, #"{"who":"b","n":2.5}"#]),
      ("$rows | summarize s: sum(1 / n, if: n != null)", [#"{"s":1.65}"#]),
      ("[1, 2] | append [3]", ["1", "2", "3"]), ("range 1, 10 | every 4", ["1", "5", "9"]),
      ("[1, 2] | map it * 2", ["2", "4"]), ("[1, 2, 3] | zip [4, 5]", ["[1,4]", "[2,5]"]),
      (
        "$rows | first 3 | select who, n | group by who",
        [#"{"who":"a","rows":[{"who":"a","n":1},{"who":"a","n":4}]}"#, #"{"who":"b","rows":[{"who":"b","n":2.5}]}"#]
      ), ("[{a: 1, b: 2}] | csv", ["a,b", "1,2"]), ("[1, 2] | json", ["[", "  1,", "  2", "]"]),
      ("[1] | sleep 0.01", ["1"]), ("range 3, 5", ["3", "4", "5"]), ("range 5, 3", []),
    ] as [(String, [String])])
  func figures(program: String, expected: [String]) throws {
    #expect(try rows(Self.data + program) == expected, "\(program)")
  }

  @Test("Money is never added across currencies")
  func currencies() throws {
    let both = try rows("invoices this year | summarize a: sum(amount), n: count() | select currency, n")
    let each = try rows("invoices this year | sum amount | get currency")
    #expect(both.count == each.count && both.count > 1)
    let total = try rows("invoices this year | summarize n: count() by client.name | sum n")
    #expect(try rows("invoices this year | count") == total)
  }

  @Test("Hours stay in one row beside the money of their group, and what names no currency is not added")
  func hoursBesideMoney() throws {
    let each = """
      time_entries last month
        | extend amount: if billable_rate != null then rounded_hours * billable_rate
        | summarize hours: sum(rounded_hours), amount: sum(amount) by client.name

      """
    #expect(try rows(each + "| get client_name") == rows(each + "| get client_name | unique"))
    #expect(try rows(each + "| sum hours") == rows("time_entries last month | sum rounded_hours"))
    // A payment's currency is that of its invoice.
    let paid = try rows("invoices this year | payments | sum amount | get currency")
    #expect(paid.count > 1 && !paid.contains("null"))
    let rates = try Hv.sh("hv --sandbox --today 2026-11-24 -c 'task_assignments | sum hourly_rate'")
    #expect(rates.status == 1 && rates.errors.contains("nobody tells the currency"))
    #expect(try rows("invoices this year | sum amount by currency") == rows("invoices this year | sum amount"))
  }

  @Test("Totals are those of Harvest's own reports, to the hundredth, which round each entry")
  func reports() throws {
    for period in ["last month", "2026-03", "last quarter"] {
      #expect(
        try rows("time_entries \(period) | sum rounded_hours")
          == rows("reports time clients \(period) | sum total_hours"),
        "\(period)")
    }
  }

  @Test(
    "Mistakes are found before anything is read",
    arguments: [
      ("time_entries | summarize hours by client.name", "a field of single rows"),
      ("time_entries | summarize x: sum(notes)", "needs numbers"),
      ("time_entries | summarize by client.name", "at least one figure"),
      ("time_entries | summarize sum(hours), sum(rounded_hours)", "two columns"),
      ("time_entries | pivot spent_date, hours by user.name", "a field of single rows"),
      ("clients | join (projects), id, client.id, kind: outer", "no join of the kind"),
      ("clients | join (projects), id, client.id, into: name", "there is a field `name` already"),
      ("clients | fill name", "a field with days"), ("range 1", "two whole numbers"),
    ])
  func mistakes(program: String, says: String) throws {
    let result = try Hv.sh("hv --sandbox --trace -c '\(program)'")
    #expect(result.status == 2 && result.errors.contains(says), "\(result.errors)")
    #expect(!result.errors.contains("GET"), "\(result.errors)")
  }
}
