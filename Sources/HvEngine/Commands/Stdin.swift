import HvCodecs
import HvSyntax
import HvValues

/// `stdin as: csv`
struct Stdin: Command {
  let signature = Signature(
    "stdin", "Reads rows from standard input, as `open` reads a file; also compressed by gzip.",
    [
      .init(
        "as", Open.formats.map(\.rawValue).joined(separator: "|"), named: true,
        "the format; ndjson, or json where it begins with a list of records",
        domain: .choices(Open.formats.map(\.rawValue)))
    ], input: .none, gives: "many", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let format = site.format(of: Open.formats) else { return nil }
    let range = site.range
    return PlannedStage("stdin", at: site.range, Flow(.any, many: true)) { _, frame, needed in
      var running: (any Stage)?
      return ClosureStage { demand in
        if running == nil {
          running = FileStage(
            try frame.run.host.files.open("-"), format, needed, nil, frame.run.host, name: "standard input",
            range)
        }
        return try await running?.next(demand)
      }
    }
  }
}
