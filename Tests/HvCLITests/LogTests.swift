import Testing

/// `log`: time that was worked, in accounts of either mode.
@Suite("Log")
struct LogTests {
  private static let place = #"project: "ACME-WEB", task: "Design""#

  private static func sent(_ program: String) throws -> String {
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 --dry-run -", input: program)
    #expect(result.status == 0, "\(result.errors)")
    return result.errors.split(separator: "\n").last { $0.hasPrefix("would send") }.map(String.init) ?? ""
  }

  @Test("An account that tracks hours is sent them, of today or of the day that is given")
  func hours() throws {
    #expect(try Self.sent("log 1h30m \(Self.place)").contains(#"{"spent_date":"2026-11-24","hours":1.5,"#))
    #expect(try Self.sent("log 0.25 \(Self.place)").contains(#""hours":0.25,"#))
    // To the hundredth, as Harvest keeps them.
    #expect(try Self.sent("log 20m \(Self.place)").contains(#""hours":0.33,"#))
    #expect(
      try Self.sent("log 8h \(Self.place), spent_date: yesterday, notes: \"all day\"").hasPrefix(
        #"would send  POST /v2/time_entries {"spent_date":"2026-11-23","hours":8,"#))
  }

  @Test("An account that tracks start and end gets the time that ends now, which is noon with --today")
  func times() throws {
    let mode = "company update wants_timestamp_timers: true | select wants_timestamp_timers"
    let shown = "| select started_time, ended_time, hours, is_running"
    let result = try Hv.sh(
      "hv --sandbox --today 2026-11-24 -",
      input: "\(mode); log 20m \(Self.place) \(shown); log 1.5 \(Self.place) \(shown)")
    let rows = result.output.split(separator: "\n").dropFirst()
    #expect(rows.first?.contains(#""started_time":"11:40","ended_time":"12:00""#) == true, "\(result)")
    #expect(rows.last?.contains(#""started_time":"10:30","ended_time":"12:00","hours":1.5,"is_running":false"#) == true)
    for (call, says) in [
      ("log 13h \(Self.place)", "would have begun yesterday"), ("log 1.01 \(Self.place)", "whole minutes"),
      ("log 1h \(Self.place), spent_date: yesterday", "of another day are not known"),
    ] {
      let refused = try Hv.sh("hv --sandbox --today 2026-11-24 --trace -", input: "\(mode); \(call)")
      #expect(refused.errors.contains(says), "\(refused.errors)")
      #expect(!refused.errors.contains("POST"))
    }
  }

  @Test(
    "What is no time is refused",
    arguments: [
      ("log", 2), (#"log "an hour""#, 2), ("log 0m", 1), ("log 25h", 1), ("log -1", 1), ("log 1h, hours: 2", 2),
      ("log 1h 2h", 2), ("let h = \"x\"; log $h", 2),
    ])
  func refused(call: String, status: Int32) throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: "\(call) \(call == "log" ? "" : ",") \(Self.place)")
    #expect(result.status == status, "\(call): \(result.errors)")
    #expect(!result.errors.contains("POST"))
  }

  @Test("In a block that may run again it needs consent")
  func consent() throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: "[1, 2] | each < (log it \(Self.place)) >")
    #expect(result.status == 5 && !result.errors.contains("POST"), "\(result.errors)")
  }
}
