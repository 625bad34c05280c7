import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// `timer`: what the caller's clock is running on.
enum TimerCommand {
  static func group(host: HarvestHost) -> CommandGroup {
    CommandGroup(
      name: "timer", summary: "Starts, stops and shows the timer.", words: ["start", "stop", "status"],
      examples: [.init("timer status", "the entry that is running, if one is")],
      next: { word in
        switch word {
        case "start": start(host)
        case "stop": RunningTimerCommand(name: "timer stop", stops: true, host: host)
        default: RunningTimerCommand(name: "timer status", stops: false, host: host)
        }
      })
  }

  /// A new entry of today without hours or an end, which runs in accounts of either mode (FACTS section 7).
  private static func start(_ host: HarvestHost) -> (any Command)? {
    guard let endpoint = Catalog.endpoint("createTimeEntry") else { return nil }
    let kept = ["project_id", "task_id", "notes", "external_reference", "user_id"]
    return WriteCommand(
      name: "timer start", endpoint: endpoint.taking(endpoint.body.filter { kept.contains($0.name) }),
      subject: .nothing,
      host: host, usesToday: "spent_date", summary: "start a timer; the one that runs stops",
      examples: [.init("timer start project: \"ACME-WEB\", task: \"Design\"", "the new entry, which is running")])
  }
}

/// `timer status`, `timer stop`: the caller's running entry.
private struct RunningTimerCommand: Command {
  let name: String
  let stops: Bool
  let host: HarvestHost

  var signature: Signature {
    Signature(
      name, stops ? "Stops the timer that is running." : "Shows the entry that is running; nothing where none is.",
      input: .none, gives: "one",
      examples: [.init(name, stops ? "the entry, stopped" : "the entry, with the hours so far")])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let type = host.kind("time_entry")?.type, let list = Catalog.list(of: "time_entries"),
      let me = Catalog.endpoint("retrieveTheCurrentlyAuthenticatedUser"),
      let stop = Catalog.endpoint("stopRunningTimeEntry")
    else { return nil }
    if stops, !host.allows(site) { return nil }
    let (host, range, stops, name) = (host, site.range, stops, name)
    var stage = PlannedStage(name, at: site.range, Flow(.record(type), many: false)) {
      _, frame, _ in
      DeferredStage {
        let running: Value? = try await locating(range) {
          let client = try await host.client()
          // Those who see more than their own would find the timers of others.
          guard
            case .record(let caller) = try await client.value(path: me.path, schema: nil, bucket: me.bucket.name),
            let id = caller.id
          else { return nil }
          let pages = client.pages(
            path: list.path, query: [("is_running", "true"), ("user_id", String(id))], key: "time_entries",
            schema: Schemas.rows(of: "time_entry"), bucket: list.bucket.name)
          return try await pages.next(demand: 1).flatMap { $0.count > 0 ? $0.value(0) : nil }
        }
        guard let running else { return [] }
        guard stops else { return [running] }
        let command = WriteCommand(name: name, endpoint: stop, subject: .record(kind: "time_entry"), host: host)
        let body = PlannedBody(fields: [], constraints: [], presets: [], isUpdate: true, range: range)
        let run = WriteRun(command: command, body: body, host: host, frame: frame, range: range)
        return try await run.write([running])
      }
    }
    stage.hasEffects = stops
    stage.isWrite = stops
    stage.reading = PlannedReading.requests { _ in
      var entries = ExplainedRequest(list)
      entries.query = [("is_running", "true"), ("user_id", "{id}"), ("per_page", "1")]
      guard stops else { return [ExplainedRequest(me), entries] }
      var stopping = ExplainedRequest(stop)
      stopping.fewest = 0
      return [ExplainedRequest(me), entries, stopping]
    }
    return stage
  }
}
