import Foundation
import Testing

/// Files that were saved, queried like the lists that they came from.
@Suite("Saved data")
struct SavedDataTests {
  private static let sandbox = "hv --sandbox --today 2026-11-24"

  /// The same program on the list and on a file of it.
  @Test(
    "A saved list answers as the list does, compressed or not",
    arguments: [
      "where spent_date in 2026-11-01..2026-11-10 | sum hours by client.name",
      "where project == 14335775 | count", "where billable and hours > 3 | count", "sum rounded_hours by user.name",
      "summarize worth: sum(billable_rate), n: count() by month(spent_date)", "sort -hours | first 3 | get id",
      "where created_at > 2026-11-10T00:00:00Z | count", "first 2",
    ])
  func same(query: String) throws {
    for file in ["t.json", "t.ndjson", "t.ndjson.gz"] {
      let result = try Hv.sh(
        """
        \(Self.sandbox) -c 'time_entries this month | save "\(file)"'
        \(Self.sandbox) -c 'time_entries this month | \(query)' > live
        hv -c 'open "\(file)" | \(query)' > kept; cmp live kept && head -c 2000 kept
        """)
      #expect(result.status == 0 && !result.output.isEmpty, "\(file): \(result.output)\(result.errors)")
    }
  }

  @Test("Sums of saved money keep the currencies apart; a field that no row has is told before anything is read")
  func money() throws {
    let result = try Hv.sh(
      """
      \(Self.sandbox) -c 'invoices this year | save "i.ndjson"; invoices this year | select id, amount, currency | save "i.csv"'
      \(Self.sandbox) -c 'invoices this year | sum amount' > live; hv -c 'open "i.ndjson" | sum amount' | cmp live - && echo same
      hv -c 'open "i.ndjson" | where amuont > 3'; echo $?
      hv -c 'open "i.csv" | sum amuont'; echo $?
      hv -c 'open "i.csv" | where currency == "EUR" | count'
      """, merging: true)
    #expect(result.output.hasPrefix("same\n"), "\(result.output)")
    #expect(
      result.output.contains("`invoice` has no field `amuont`") && result.output.contains("the nearest: `amount`"))
    #expect(
      result.output.components(separatedBy: "\n2\n").count == 3 && result.output.hasSuffix("\n30\n"), "\(result.output)"
    )
  }

  @Test("Dates in the JSON of anybody are dates; what is one in some rows only is a text")
  func inferred() throws {
    let result = try Hv.sh(
      """
      cat > x.json
      hv -c 'open "x.json" | where on in 2026-01-01..2026-01-31 | get a; open "x.json" | get mixed | first 1'
      hv -c 'open "x.json" | where nam == 1'; hv -c 'open "x.json" | map on.year'
      """,
      input: #"[{"a":1,"on":"2026-01-05","mixed":"2026-01-01"},{"a":2,"on":"2026-02-01","mixed":"x"}]"#, merging: true)
    #expect(result.output.hasPrefix("1\n\"2026-01-01\"\n"), "\(result.output)")
    #expect(result.output.contains("no field `nam`") && result.output.contains("a date has no field `year`"))
  }

  @Test("Standard input is told apart by its first bytes: lines, a document, gzip; what breaks off is an error")
  func input() throws {
    let result = try Hv.sh(
      """
      printf '[{"a":1},\\n{"a":2}]' | hv -c 'stdin | count'; printf '{"a":1}\\n{"a":2}\\n' | hv -c 'stdin | count'
      printf '[1,2]\\n[3,4]\\n' | hv -c 'stdin | count'
      printf '{"a":1}\\n' | gzip | hv -c 'stdin | get a'; (printf '{"a":1}\\n' | gzip; printf '{"a":2}\\n' | gzip) | hv -c 'stdin | get a'
      printf '{"a":1}\\n{"a":2}\\n' | gzip | head -c 20 > cut.ndjson.gz; hv -c 'open "cut.ndjson.gz" | count'; echo $?
      """, merging: true)
    #expect(result.output.hasPrefix("2\n2\n2\n1\n1\n2\n"), "\(result.output)")
    #expect(result.output.contains("gzip data breaks off") && result.output.hasSuffix("1\n"), "\(result.output)")
  }
}
