import Dispatch
import Foundation
import Testing

/// What becomes of a batch that does not come to its end: somebody presses Ctrl-C, the journal cannot be kept, answers
/// are lost. The report tells the truth, and `resume` finishes what is left, each record once.
@Suite("Interrupted batches", .serialized)
struct InterruptedBatchTests {
  /// Forty records, of which twelve are under way at a time.
  private static func update(_ notes: String) -> String { #"projects | update notes: "\#(notes)" | get name"# }

  // MARK: Ctrl-C

  @Test("SIGINT lets what is under way end, tells the truth and leaves the rest to resume")
  func interrupted() throws {
    let scene = try InterruptedScene("--latency", "250", "--fault", "PATCH /projects/{id}: 422 x3 after 5")
    let run = try scene.start("--yes", "-c", Self.update("seen"))
    try scene.waitForWrites(4)
    run.interrupt()
    let end = try run.finish()
    let report = try scene.expectTruth(end.status, end.errors, refused: 3)
    // Nobody saw a line of progress: standard error is no terminal.
    #expect(!end.errors.contains("writing") && !end.errors.contains("\u{1B}"), "\(end.errors)")
    try scene.expectResume(report)
  }

  @Test("Ctrl-C at a terminal does the same, and takes the line of progress away")
  func interruptedAtTerminal() throws {
    let scene = try InterruptedScene("--latency", "250", "--fault", "PATCH /projects/{id}: 422 x3 after 5")
    let terminal = try scene.terminal(Self.update("seen"))
    try terminal.answer("y\n")
    try terminal.waitFor("writing ")
    try scene.waitForWrites(4) { terminal.settle(milliseconds: 2) }
    terminal.send("\u{3}")
    let status = try terminal.wait()
    let report = try scene.expectTruth(status, terminal.screen.text, refused: 3)
    #expect(!terminal.screen.text.contains("writing "), "\(terminal.screen)")
    try scene.expectResume(report)
  }

  @Test("What was under way is told also where it ends as soon as Ctrl-C is pressed")
  func soon() throws {
    let scene = try InterruptedScene("--latency", "85")
    var told = 0
    for time in 1...4 {
      scene.forget()
      let run = try scene.start("--yes", "-c", Self.update("seen \(time)"))
      try scene.waitForWrites(2)
      run.interrupt()
      let end = try run.finish()
      // On a busy machine all may have been done by then.
      guard end.status != 0 else { continue }
      try scene.expectTruth(end.status, end.errors, refused: 0, number: time)
      told += 1
    }
    #expect(told > 0)
  }

  @Test("Who presses Ctrl-C twice does not wait; resume looks up what was under way, and each record is written once")
  func interruptedTwice() throws {
    let scene = try InterruptedScene("--latency", "100")
    let run = try scene.start("--yes", "-c", Self.update("seen"))
    try scene.waitForWrites(4)
    run.interrupt()
    usleep(20_000)
    run.interrupt()
    let end = try run.finish()
    // Or all was told before the second one came.
    if end.status != 130 { try scene.expectTruth(end.status, end.errors, refused: 0) }
    // The server may still be at what has reached it.
    try scene.waitUntilQuiet()
    let before = try scene.batch()
    #expect(before.done < before.writes, "\(end.errors)")
    let resumed = try scene.server.run("resume 1 | count", "--quiet")
    #expect(resumed.status == 0, "\(resumed.errors)")
    let writes = try scene.writes
    #expect(writes.count == InterruptedScene.count && Set(writes).count == writes.count, "\(writes.count)")
    #expect(try scene.batch() == InterruptedScene.Batch(done: InterruptedScene.count))
  }

  // MARK: progress

  @Test("A terminal shows how far the writes are, what they wait for and how long it takes; the report finds it gone")
  func progress() throws {
    let scene = try InterruptedScene(
      "--latency", "200", "--fault", "PATCH /projects/{id}: 429 x2 after 14",
      "--fault", "PATCH /projects/{id}: 422 x1 after 20")
    let terminal = try scene.terminal(Self.update("seen"))
    try terminal.answer("y\n")
    #expect(try terminal.wait() == 4, "\(terminal.screen)")
    let shown = String(decoding: terminal.rawOutput, as: UTF8.self).components(separatedBy: "\r\u{1B}[K")
    let lines = shown.filter { $0.hasPrefix("writing ") }
    let numbers = lines.compactMap { $0.firstMatch(of: /^writing (\d+) of 40/).flatMap { Int($0.1) } }
    #expect(numbers.count == lines.count && Set(numbers).count >= 3 && numbers == numbers.sorted(), "\(lines)")
    // The server has everybody wait for a second.
    let waiting = /writing \d+ of 40 · waiting 1 s for the rate limit · about \d+ s to go/
    #expect(lines.contains { $0.wholeMatch(of: waiting) != nil }, "\(lines)")
    #expect(lines.contains { $0.wholeMatch(of: /writing \d+ of 40 · about \d+ s to go/) != nil }, "\(lines)")
    // All of them were erased: after the last one something else follows.
    #expect(shown.last?.hasPrefix("writing ") == false)
    #expect(terminal.screen.text.contains("of 40 writes 39 done, 1 refused"), "\(terminal.screen)")
    #expect(!terminal.screen.text.contains("writing "), "\(terminal.screen)")
  }

  // MARK: the journal

  /// Places where no journal can be kept: commands of `sh` that go before the program, with a path in `$STATE` where
  /// nothing is yet; and what the error tells.
  private static let places: [(name: String, commands: String, says: String)] = [
    ("a file", "echo > $STATE", "HOME or XDG_STATE_HOME names a folder"),
    ("below a file", "echo > $STATE; XDG_STATE_HOME=$STATE/deep", "HOME or XDG_STATE_HOME names a folder"),
    ("a home that is a file", "echo > $STATE; unset XDG_STATE_HOME; HOME=$STATE", "HOME or XDG_STATE_HOME names"),
    ("no home", "unset XDG_STATE_HOME HOME", "HOME or XDG_STATE_HOME names a folder"),
    ("a folder for all to see", "mkdir -p $STATE/hv; chmod 755 $STATE/hv", "a folder that is yours alone"),
    (
      "no database", "mkdir -p -m 700 $STATE/hv; echo a diary > $STATE/hv/journal.sqlite",
      "move the file away to begin a new one"
    ),
    ("files that cannot grow", "trap '' XFSZ; ulimit -f 40", "state/hv/journal.sqlite cannot be used"),
  ]

  @Test("Where no journal can be kept nothing is sent, what can be done is told, and one can still read")
  func noJournal() throws {
    let scene = try InterruptedScene()
    for place in Self.places {
      let run = "\(place.commands)\nexec \"$HV\" --today 2026-11-24 --yes -c"
      let many = try scene.sh("\(run) 'projects | count; \(Self.update("seen"))'")
      let one = try scene.sh("\(run) 'projects | first 1 | update notes: \"seen\"'")
      #expect(many.status == 4 && many.output == "40\n", "\(place.name): \(many.errors)")
      #expect(one.status == 1 && one.output.isEmpty, "\(place.name): \(one.errors)")
      for errors in [many.errors, one.errors] {
        #expect(errors.contains("error[E0410]") && errors.contains(place.says), "\(place.name): \(errors)")
      }
      #expect(try scene.writes == [], "\(place.name)")
    }
  }

  @Test(
    "A disk that is full, or may only be read, stops a batch before its first write",
    .enabled(if: InterruptedScene.canMount, "a disk of one's own cannot be had here"))
  func disk() throws {
    let scene = try InterruptedScene()
    let disks = [
      ("size=128k", "make room on the disk, then try again"), ("ro,size=1M", "HOME or XDG_STATE_HOME names a folder"),
    ]
    for (options, says) in disks {
      let end = try scene.onDisk(
        options, #"XDG_STATE_HOME=$DISK "$HV" --today 2026-11-24 --yes -c "$PROGRAM""#, Self.update("seen"))
      #expect(end.status == 1 && end.output.isEmpty, "\(options): \(end.errors)")
      #expect(end.errors.contains("error[E0410]") && end.errors.contains(says), "\(options): \(end.errors)")
    }
    #expect(try scene.writes == [])
  }

  @Test(
    "A disk that fills up in the middle ends a batch with true figures; with more room resume finishes it",
    .enabled(if: InterruptedScene.canMount, "a disk of one's own cannot be had here"))
  func diskFillsUp() throws {
    let scene = try InterruptedScene("--latency", "10")
    let end = try scene.onDisk(
      "size=240k",
      #"""
      export XDG_STATE_HOME=$DISK
      "$HV" --today 2026-11-24 --yes -c "$PROGRAM" > rows
      echo $? $(grep -c '"method"' "$DATA")
      mount -o remount,size=8M "$DISK"
      "$HV" --quiet -c 'resume 1' > rows
      echo $? $(grep -c '"method"' "$DATA")
      "$HV" -c 'journal | get done'
      """#, Self.update("seen"))
    let told = try #require(end.errors.firstMatch(of: /of 40 writes (\d+) done, (\d+) not attempted/), "\(end.errors)")
    #expect(end.errors.contains("database or disk is full"), "\(end.errors)")
    #expect(
      end.output.split(separator: "\n") == ["4 \(told.1)", "0 40", "40"],
      "status and writes; the same when there is room; what is done: \(end.errors)")
    #expect(Set(try scene.writes).count == InterruptedScene.count)
  }

  @Test("What the server is still at when it is resumed is waited for, and not sent again")
  func late() throws {
    let bench = try KillPointBench(settlingSeconds: 4)
    let create = #"time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, hours: 7.77"#
    let run = try bench.start(["-c", create])
    bench.proxy.expect(
      .init(place: 1, side: .beforeServerActs) {
        run.kill()
        usleep(1_000_000)
        return .goesOn
      })
    _ = try run.finish()
    let end = try bench.start(["-c", "resume"]).finish()
    #expect(end.status == 0 && end.errors.contains("had happened"), "\(end.errors)")
    #expect(bench.proxy.writes.count == 1)
  }

  // MARK: equal records

  /// Makes an entry like no other.
  private static func create(hours: String, _ more: String = "") -> String {
    #"time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, hours: \#(hours)\#(more)"#
  }

  /// A batch that is left with one write of which nobody knows: the server never got it, or its answer is lost.
  private func lose(_ program: String, _ side: KillPointProxy.Strike.Side, _ bench: KillPointBench) throws {
    let run = try bench.run("-c", program) { _ in .init(place: 1, side: side) { .isCut } }
    try #require(run.errors.contains("finds out, and finishes it"), "\(run.errors)")
  }

  /// The notes of the entries that were made with so many hours.
  private func notes(hours: String, _ bench: KillPointBench) throws -> [String] {
    let result = try bench.run(
      "-c", #"me | time_entries 2026-11-23 | where hours == \#(hours) | each < notes ?? "nothing" >"#)
    return result.output.split(separator: "\n").map(String.init).sorted()
  }

  @Test(
    "A record answers for one write, that which asked for it, in whatever order batches are resumed",
    arguments: [false, true])
  func equalRecords(isReversed: Bool) throws {
    let bench = try KillPointBench()
    // Of two equal ones the server got the second; then of two of which one asks for more, the one that does.
    try lose(Self.create(hours: "7.77"), .beforeServerActs, bench)
    try lose(Self.create(hours: "7.77"), .afterServerActed, bench)
    try lose(Self.create(hours: "8.88"), .beforeServerActs, bench)
    try lose(Self.create(hours: "8.88", #", notes: "a call""#), .afterServerActed, bench)
    var report = ""
    for batch in isReversed ? [4, 3, 2, 1] : [1, 2, 3, 4] { report += try bench.run("-c", "resume \(batch)").errors }
    #expect(bench.proxy.writes.count == 4, "\(bench.proxy.writes)\n\(report)")
    #expect(try notes(hours: "7.77", bench) == [#""nothing""#, #""nothing""#], "\(report)")
    #expect(try notes(hours: "8.88", bench) == [#""a call""#, #""nothing""#], "\(report)")
    let made = try bench.run("-c", "journal 1 | get id; journal 2 | get id; journal 3 | get id; journal 4 | get id")
    #expect(Set(made.output.split(separator: "\n")).count == 4, "\(made.output)")
  }

  @Test("Batches that are resumed at the same time do not take each other's records")
  func together() throws {
    let bench = try KillPointBench()
    for place in 0..<4 {
      try lose(Self.create(hours: "7.77"), place % 2 == 0 ? .beforeServerActs : .afterServerActed, bench)
    }
    let runs = try (1...4).map { try bench.start(["-c", "resume \($0)"]) }
    var report = try runs.map { try $0.finish().errors }.joined()
    // Some of them may have been told to wait for another one.
    for _ in 0..<4 { report += try bench.run("-c", "resume").errors }
    #expect(report.contains("no batch of this account is unfinished"), "\(report)")
    #expect(try notes(hours: "7.77", bench).count == 4, "\(bench.proxy.writes)\n\(report)")
  }

  @Test("What a living program has just made is not taken for the record of a batch that is resumed")
  func living() throws {
    let bench = try KillPointBench()
    try lose(Self.create(hours: "7.77"), .beforeServerActs, bench)
    let (arrival, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    bench.proxy.expect(
      .init(place: 1, side: .afterServerActed) {
        arrival.signal()
        release.wait()
        return .goesOn
      })
    let living = try bench.start(["-c", Self.create(hours: "7.77")])
    arrival.wait()
    let resuming = try bench.start(["-c", "resume 1"])
    // Long enough to look; whoever waits for the living one goes on then.
    usleep(700_000)
    release.signal()
    let report = try living.finish().errors + resuming.finish().errors + bench.run("-c", "resume").errors
    #expect(report.contains("no batch of this account is unfinished"), "\(report)")
    #expect(try notes(hours: "7.77", bench).count == 2, "\(bench.proxy.writes)\n\(report)")
  }
}

/// A sandbox that keeps a list of what was written to it, and the folder of those who write.
private final class InterruptedScene {
  /// How many projects there are.
  static let count = 40

  let server: WriteServer
  private let data: URL
  private var forgotten = 0

  init(_ flags: String...) throws {
    data = FileManager.default.temporaryDirectory.appendingPathComponent("hv-interrupted-\(UUID().uuidString)")
    server = try WriteServer(["--data", data.path] + flags)
  }

  deinit { try? FileManager.default.removeItem(at: data) }

  // MARK: what the server did

  /// From now on only what is written later counts.
  func forget() { forgotten += (try? writes.count) ?? 0 }

  /// The paths of the records that were written, in the order in which that happened.
  var writes: [String] {
    get throws {
      struct Line: Decodable { let path: String? }
      // The last line may be one that is being written.
      let lines = try String(contentsOf: data, encoding: .utf8).components(separatedBy: "\n").dropLast()
      let paths = try lines.compactMap { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).path }
      return Array(paths.dropFirst(forgotten))
    }
  }

  func waitForWrites(_ count: Int, meanwhile: () -> Void = {}) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while try writes.count < count {
      try #require(ContinuousClock.now < deadline, "\(count) writes did not come")
      meanwhile()
      usleep(2_000)
    }
  }

  /// Until nothing has been written for three times as long as an answer takes at most.
  func waitUntilQuiet() throws {
    var (known, since) = (-1, ContinuousClock.now)
    while ContinuousClock.now - since < .milliseconds(300) {
      let count = try writes.count
      if count != known { (known, since) = (count, .now) }
      usleep(10_000)
    }
  }

  // MARK: programs

  /// A program that runs without a terminal.
  struct Running {
    fileprivate let process: Process
    fileprivate let files: [URL]

    func interrupt() { process.interrupt() }

    func finish() throws -> Hv.Result {
      process.waitUntilExit()
      let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
      for file in files { try FileManager.default.removeItem(at: file) }
      return Hv.Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }
  }

  func start(_ arguments: String...) throws -> Running {
    try start(Hv.binary.path, ["--today", "2026-11-24"] + arguments, [:])
  }

  /// Runs commands of `sh`, with the program as `$HV` and a path for the state as `$STATE`.
  func sh(_ commands: String, _ variables: [String: String] = [:]) throws -> Hv.Result {
    var variables = variables
    variables["HV"] = Hv.binary.path
    variables["STATE"] = server.folder.appendingPathComponent("state").path
    try? FileManager.default.removeItem(atPath: variables["STATE"] ?? "")
    return try start("/bin/sh", ["-c", commands], variables).finish()
  }

  private func start(_ program: String, _ arguments: [String], _ variables: [String: String]) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = server.folder
    var environment = [
      "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "HOME": server.folder.path,
      "XDG_STATE_HOME": server.folder.appendingPathComponent("state").path, "XDG_RUNTIME_DIR": server.folder.path,
    ]
    for line in try server.read("address").split(separator: "\n") {
      let halves = line.split(separator: "=", maxSplits: 1).map(String.init)
      if halves.count == 2 { environment[halves[0]] = halves[1] }
    }
    process.environment = environment.merging(variables) { $1 }
    let files = ["output", "errors"].map { server.folder.appendingPathComponent("\($0)-\(UUID().uuidString)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return Running(process: process, files: files)
  }

  /// Starts a program at a terminal, where it shows how far it is.
  func terminal(_ program: String) throws -> PseudoTerminal {
    try server.terminal(program, wrapper: #"exec "$HV" --today 2026-11-24 -c "$PROGRAM""#)
  }

  // MARK: disks

  /// Whether this system lets anybody mount a disk for themselves.
  static let canMount: Bool = {
    let result = try? Hv.sh("mkdir disk && unshare -Urm mount -t tmpfs -o size=128k none disk")
    return result?.status == 0
  }()

  /// Runs commands of `sh` that have a small disk at `$DISK`, the program to run in `$PROGRAM` and the list of the
  /// server's writes in `$DATA`.
  func onDisk(_ options: String, _ commands: String, _ program: String) throws -> Hv.Result {
    let disk = server.folder.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    return try sh(
      #"exec unshare -Urm /bin/sh -c 'mount -t tmpfs -o "mode=700,$OPTIONS" none "$DISK" && eval "$COMMANDS"'"#,
      ["OPTIONS": options, "DISK": disk.path, "COMMANDS": commands, "PROGRAM": program, "DATA": data.path])
  }

  // MARK: what must hold

  /// What the journal tells of a batch.
  struct Batch: Decodable, Equatable {
    var writes = InterruptedScene.count
    var done: Int
    var refused = 0
    var unknown = 0
    var notSent = 0
  }

  /// The newest batch.
  func batch() throws -> Batch {
    let row = try server.rows("journal | first 1 | select writes, done, refused, unknown, not_sent").first
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Batch.self, from: Data(try #require(row).utf8))
  }

  /// Looks whether an interrupted program has told the truth: to the person, and to the journal.
  ///
  /// - Parameter number: of its batch.
  /// - Returns: what it told.
  @discardableResult
  func expectTruth(_ status: Int32, _ errors: String, refused: Int, number: Int = 1) throws -> Batch {
    // Counted at once: whatever is written later nobody could have told.
    let written = try writes.count
    let told = try #require(
      errors.firstMatch(of: /of 40 writes (\d+) done, (?:(\d+) refused, )?(\d+) not attempted/),
      "status \(status): \(errors)")
    let report = Batch(done: Int(told.1) ?? -1, refused: told.2.flatMap { Int($0) } ?? 0, notSent: Int(told.3) ?? -1)
    #expect(status == 4 && errors.contains("error[E0414]"), "status \(status): \(errors)")
    #expect(errors.contains("interrupted after the requests that were under way"), "\(errors)")
    #expect(
      errors.contains("resume \(number)  finishes it;  undo \(number)  takes back what was done"), "\(errors)")
    #expect(report.done + report.refused + report.notSent == Self.count, "\(errors)")
    #expect(report.done == written && report.refused == refused && report.notSent > 0, "\(written): \(errors)")
    #expect(try batch() == report, "the journal tells otherwise")
    return report
  }

  /// Finishes an interrupted batch; nothing may have been written since it was told of.
  func expectResume(_ report: Batch) throws {
    #expect(try writes.count == report.done, "written when the program had ended")
    let resumed = try server.run("resume 1 | count")
    #expect(resumed.status == 0 && resumed.rows.last == "\(report.notSent)", "\(resumed.errors)")
    // What was not sent needs no looking up.
    #expect(resumed.requests.count == report.notSent, "\(resumed.requests)")
    let (writes, done) = (try writes, Self.count - report.refused)
    #expect(writes.count == done && Set(writes).count == done, "\(writes.count)")
    #expect(try batch() == Batch(done: done, refused: report.refused))
    let again = try server.run("resume 1")
    #expect(again.status == 1 && again.errors.contains("E0417"), "\(again.errors)")
  }
}
