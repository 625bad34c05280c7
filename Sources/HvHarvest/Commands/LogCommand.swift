import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// `log 1h30m project: …, task: …`: an entry of a time that has been worked, in accounts of either mode.
///
/// An account that tracks hours is sent them; one that tracks start and end (FACTS section 7) gets the time that ends
/// now.
struct LogCommand: Command {
  let host: HarvestHost

  private static let kept = ["project_id", "task_id", "spent_date", "notes", "external_reference", "user_id"]

  /// The same without the hours, which have no name here.
  private var writing: WriteCommand? {
    guard let endpoint = Catalog.endpoint("createTimeEntry") else { return nil }
    return WriteCommand(
      name: "log", endpoint: endpoint.taking(endpoint.body.filter { Self.kept.contains($0.name) }), subject: .nothing,
      host: host, usesToday: "spent_date")
  }

  var signature: Signature {
    let fields = writing?.signature.parameters ?? []
    return Signature(
      "log", "Writes a time entry of today, or of  spent_date:,  for time that was worked.",
      [.init("hours", "duration or number", "1h30m  or  1.5")] + fields, anyName: true, input: .none, gives: "one",
      examples: [
        .init("log 1h30m project: \"ACME-WEB\", task: \"Design\", notes: \"Sketches\"", "the new entry"),
        .init("log 45m project: \"ACME-WEB\", task: \"Design\", spent_date: yesterday", "of another day"),
      ])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let writing, let type = host.kind("time_entry")?.type, host.allows(site)
    else { return nil }
    guard let typed = site.positional.first else {
      site.error(
        "E0204", "`log` needs the time that was worked", at: site.wordRange, "missing",
        help: ["for example  log 1h30m project: …, task: …"])
      return nil
    }
    let hours = site.value(typed)
    switch hours.type {
    case .duration, .number, .any: break
    default:
      site.error(
        "E0206", "`log` needs the time that was worked, this is \(hours.type.phrase)", at: typed.range,
        hours.type.name, help: ["for example  log 1h30m …  or  log 1.5 …"])
      return nil
    }
    guard let today = site.resolver.today(at: site.wordRange) else { return nil }
    guard
      let body = site.body(
        writing.endpoint.body, presets: [(field: "spent_date", value: .day(today))], isUpdate: false)
    else { return nil }
    let (host, range) = (host, site.range)
    var stage = PlannedStage("log", at: site.range, Flow(.record(type), many: false)) {
      _, frame, _ in
      DeferredStage {
        let rows = frame.forRows()
        try await hours.prepare(rows)
        let worked = try Worked(try await hours.node.value(rows), at: hours.range)
        let mode = try await locating(range) { try await host.timerMode() }
        var timed = body
        timed.presets +=
          try mode?.tracksTimes == true
          ? worked.untilNow(
            frame.run.clock, uses24Hours: mode?.uses24Hours == true,
            isToday: !body.items.contains { $0.field.name == "spent_date" }, at: hours.range)
          : [(field: "hours", value: .number(worked.hours))]
        let run = WriteRun(command: writing, body: timed, host: host, frame: frame, range: range)
        return try await run.write([nil])
      }
    }
    stage.hasEffects = true
    stage.isWrite = true
    stage.reading = PlannedReading.write(
      writing.endpoint, body, isForMany: false, needsTimerMode: true)
    stage.expressions = [hours] + body.items.map(\.value)
    return stage
  }
}

/// A time that was worked.
private struct Worked {
  /// To the hundredth, as Harvest keeps them.
  let hours: Exact
  /// The same in minutes; nil where they are not whole.
  private let minutes: Int?

  init(_ value: Value, at range: SourceRange) throws {
    let exact: Exact? =
      switch value {
      case .number(let number): number
      case .duration(let span): span.hours
      default: nil
      }
    guard let exact, exact > Exact(0), exact <= Exact(24), let hours = try? exact.rounded(to: 2, .halfUp) else {
      throw Diagnostic(
        "E0302", "`log` needs a time of more than nothing and at most a day, found \(Diagnostic.clipped(value.text))",
        at: range, "here", exit: .failed)
    }
    self.hours = hours
    if case .duration(let span) = value {
      // A third of an hour is 20 minutes, though it is no decimal number.
      let seconds = span.seconds + Int64(span.days) * 86_400
      minutes = seconds % 60 == 0 ? Int(exactly: seconds / 60) : nil
    } else {
      minutes = (try? exact.multiplied(by: Exact(60)))?.integer.flatMap { Int(exactly: $0) }
    }
  }

  /// The start and end of a time that ends now.
  func untilNow(_ clock: Clock, uses24Hours: Bool, isToday: Bool, at range: SourceRange) throws
    -> [(field: String, value: Value)]
  {
    func refusal(_ message: String) -> Diagnostic {
      Diagnostic(
        "E0206", message, at: range, "here",
        help: ["write  time_entries create …, started_time: 9:00am, ended_time: 11:30am"], exit: .failed)
    }
    guard isToday else {
      throw refusal("this account tracks start and end times, and those of another day are not known")
    }
    guard let minutes else { throw refusal("this account tracks start and end times, which are whole minutes") }
    guard let end = ClockTime(minutes: clock.minuteOfDay), let start = ClockTime(minutes: clock.minuteOfDay - minutes)
    else { throw refusal("this account tracks start and end times, and this one would have begun yesterday") }
    return [("started_time", start), ("ended_time", end)].map { name, time in
      (name, .string(uses24Hours ? time.description : time.twelveHour))
    }
  }
}
