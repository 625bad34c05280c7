import HvSyntax
import HvValues

/// `stdin as: csv`
struct Stdin: Command {
  let signature = Signature(
    "stdin", "Reads rows from standard input, as `open` reads a file.",
    [
      .init(
        "as", "json|ndjson|csv|tsv", named: true, "the format; ndjson unless said",
        domain: .choices(["json", "ndjson", "csv", "tsv"]))
    ], input: .none, gives: "many", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.input == nil else {
      site.error("E0212", "`stdin` starts a pipeline", at: site.wordRange, "not here")
      return nil
    }
    guard let format = Open.format(site) else { return nil }
    let range = site.range
    return PlannedStage("stdin", at: site.range, Flow(.any, many: true)) { _, frame, needed in
      var running: (any Stage)?
      return ClosureStage { demand in
        if running == nil {
          running = Open.stage(
            try frame.run.host.open("-"), format ?? "ndjson", needed, name: "standard input", range)
        }
        return try await running?.next(demand)
      }
    }
  }
}
