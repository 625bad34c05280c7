import Foundation
import Testing

/// Files of several blocks, which are parsed at the same time.
@Suite("Long CSV files")
struct CSVFileTests {
  /// Makes a file of 2 MB: rows with an id, hours, and a long note that holds a line end in quotes.
  private static let file = """
    awk 'BEGIN { print "id,hours,note"
      for (i = 1; i <= 9000; i++)
        printf "%d,%d.%02d,\\"a \\"\\"note\\"\\", of\\n%d lines,%200s\\"\\n", i, i % 9, i % 100, i % 7, 0 }' > long.csv
    """

  @Test("All rows come, in order and once, from a file and from standard input, compressed or not")
  func rows() throws {
    let result = try Hv.sh(
      """
      \(Self.file)
      gzip -k long.csv
      for source in 'open "long.csv"' 'open "long.csv.gz"' 'stdin as: csv'; do
        hv -c "$source | select id, note | save \\"out.ndjson\\"" < long.csv
        awk '{ if (index($0, "{\\"id\\":" NR ",") != 1) exit 1; if (!index($0, "of\\\\n" NR % 7 " lines")) exit 1 }
          END { print NR }' out.ndjson
        hv -c "$source | sum hours" < long.csv
      done
      hv -c 'open "long.csv" | where hours > 3 | first 2 | get id'
      """)
    #expect(result.output == String(repeating: "9000\n40455.00\n", count: 3) + "3\n4\n", "\(result.errors)")
  }

  @Test("A mistake far down is told with its line, after the rows of the blocks before it")
  func mistake() throws {
    let result = try Hv.sh(
      """
      \(Self.file)
      echo '7,8' >> long.csv
      hv -c 'open "long.csv" | first 3 | count'
      hv -c 'open "long.csv" | count'
      """, merging: true)
    #expect(result.output.hasPrefix("3\n"), "\(result.output)")
    #expect(
      result.output.contains("line 18002: this line has 2 cells, but the header names 3 columns"), "\(result.output)")
  }
}
