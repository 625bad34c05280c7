import Foundation
import Testing

@Suite("--sort-memory: what does not fit waits in a file")
struct SortMemoryTests {
  private static let rows = """
    hv -c 'range 1, 20000 | map {n: it, k: it * 7919 % 1000, text: "row {it} of a file that is longer than a megabyte"} | save "all.ndjson"'
    """

  @Test("The rows are the same, in the same order, and nothing is left in TMPDIR, also after a kill")
  func same() throws {
    let result = try Hv.sh(
      """
      \(Self.rows)
      mkdir scratch; export TMPDIR="$PWD/scratch"
      hv -o ndjson -c 'open "all.ndjson" | sort k, -text' > inside
      hv -o ndjson --sort-memory 1 -c 'open "all.ndjson" | sort k, -text' > outside; echo $?
      cmp inside outside && wc -l < outside; ls scratch
      hv -o ndjson -c 'open "all.ndjson" | extend d: 20000 - n | sort -k, d' > inside
      hv -o ndjson --sort-memory 1 -c 'open "all.ndjson" | extend d: 20000 - n | sort -k, d' > outside
      cmp inside outside && echo same
      mkfifo input; hv --sort-memory 1 -c 'stdin | sort -n' < input > never & hv=$!
      exec 3> input; cat all.ndjson >&3; kill -9 $hv; exec 3>&-; wait $hv; ls scratch; wc -c < never
      """)
    #expect(result.output == "0\n20000\nsame\n0\n", "\(result.output)\(result.errors)")
  }

  @Test("A TMPDIR that cannot be written, or is full, is told kindly; it is not needed where all fits")
  func folders() throws {
    let result = try Hv.sh(
      """
      \(Self.rows)
      sorted="hv --sort-memory 1 -c"; program='open "all.ndjson" | sort k | first 1 | get n; open "all.ndjson" | sort k | count'
      TMPDIR=/nowhere hv -c "$program"; echo $?
      TMPDIR="$PWD/nowhere" $sorted 'open "all.ndjson" | sort k'; echo $?
      TMPDIR="$PWD/all.ndjson" $sorted 'open "all.ndjson" | sort k' > rows; echo $?; wc -c < rows
      # A limit on files is what a test can have of a full disk.
      (trap '' XFSZ; ulimit -f 100; $sorted 'open "all.ndjson" | sort k' > rows; echo $?; wc -c < rows)
      """, merging: true)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix(3) == ["1000", "20000", "0"], "\(result.output)")
    #expect(lines.filter { $0 == "1" }.count == 3 && lines.filter { $0 == "0" }.count == 3, "\(result.output)")
    #expect(result.output.components(separatedBy: "error[E0517]: what `sort` cannot keep in memory").count == 4)
    #expect(result.output.contains("/nowhere”: there is no such folder"), "\(result.output)")
    #expect(result.output.contains("help: set TMPDIR to a folder with more room"), "\(result.output)")
  }

  @Test("It is a number of megabytes", arguments: ["0", "-1", "1048577", "2.5", "many"])
  func numbers(text: String) throws {
    let result = try Hv.sh("hv --sort-memory=\(text) -c '1'")
    #expect(result.status == 2 && result.errors.contains("--sort-memory"), "\(result.status) \(result.errors)")
  }
}
