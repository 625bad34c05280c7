import Foundation
import Testing

#if os(Linux)
  /// What holds all its rows, holds them in little room: less than half of their text, for entries as Harvest gives them.
  ///
  /// `HV_FULL=1` takes 200,000 entries, which have to stay within 300 MB.
  @Suite("The memory of what holds all rows")
  struct HeldMemoryTests {
    private static let entries = Hv.isFull ? 200_000 : 12_000

    /// Makes the entries, then runs each program and prints the most memory that it held, in kB.
    private static let script = """
      set -e
      hv --sandbox --today 2026-11-24 -c 'time_entries | save "some.ndjson"'
      while :; do cat some.ndjson; done | head -n "$1" |
        awk '{ sub(/"id":[0-9]+/, "\\"id\\":" 700000000 + NR) } 1' > all.ndjson
      wc -c < all.ndjson
      shift
      for program in "$@"; do
        hv --sandbox -o ndjson -c "$program" > rows &
        peak=0
        while kill -0 $! 2> /dev/null; do
          now=$(sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$!/status 2> /dev/null) || now=
          if [ -n "$now" ]; then peak=$now; fi
          sleep 0.01
        done
        wait $!
        test -s rows
        echo $peak
      done
      """

    @Test("Sorts, groups and joins")
    func held() throws {
      let programs = [
        "open \"all.ndjson\" | count", "open \"all.ndjson\" | sort hours", "open \"all.ndjson\" | reverse",
        "open \"all.ndjson\" | group by client.name | each < {client: client_name, hours: (rows | sum hours)} >",
        "open \"all.ndjson\" | group by user.name | sort -length(rows)",
        "open \"all.ndjson\" | join (open \"all.ndjson\"), id, id | sum other.hours",
        "open \"all.ndjson\" | join (open \"all.ndjson\"), id, id, into: twin | select id, twin.notes",
      ]
      let result = try Hv.sh(Self.script, arguments: ["\(Self.entries)"] + programs)
      #expect(result.status == 0, "\(result.errors)")
      let figures = result.output.split(separator: "\n").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
      try #require(figures.count == programs.count + 1, "\(result.output)")
      let (size, streaming) = (figures[0] / 1024, figures[1])
      for (program, peak) in zip(programs.dropFirst(), figures.dropFirst(2)) {
        // A few megabytes are blocks that are read, and what is written.
        #expect(peak - streaming < size * 3 / 4 + 16 << 10, "\(program): \(peak - streaming) kB for \(size) kB of rows")
        if Hv.isFull { #expect(peak < 300 << 10, "\(program)") }
      }
    }
  }
#endif
