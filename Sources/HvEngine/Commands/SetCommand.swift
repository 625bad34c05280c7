import HvCodecs
import HvSyntax
import HvValues

/// `set`, `set format: csv`
struct SetCommand: Command {
  private static let formats = ["auto"] + RowFormat.allCases.map(\.rawValue)

  let signature = Signature(
    "set", "Shows how programs are run, or changes it from here on. What the command line forbids stays forbidden.",
    [
      .init(
        "format", formats.joined(separator: "|"), named: true, "how results are written; -o counts before it",
        domain: .choices(formats)),
      .init("color", "true or false", named: true, "", domain: .flag),
      .init("read_only", "true or false", named: true, "refuse everything that writes", domain: .flag),
      .init("dry_run", "true or false", named: true, "show the writes instead of sending them", domain: .flag),
      .init("trace", "true or false", named: true, "a line for each request", domain: .flag),
    ], input: .none, gives: "one record, or nothing",
    examples: [.init("set dry_run: true; set", "what holds from here on")])

  private static let type = RecordType(fields: [
    .init("format", .string), .init("color", .bool), .init("read_only", .bool), .init("dry_run", .bool),
    .init("trace", .bool),
  ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard !site.named.isEmpty else {
      return PlannedStage("set", at: site.range, Flow(.record(Self.type), many: false)) { _, frame, _ in
        let values = frame.run.host.settings.values
        return BatchStage([
          .record(
            Record(pairs: [
              ("format", .string(values.format)), ("color", .bool(values.color)),
              ("read_only", .bool(values.readOnly)), ("dry_run", .bool(values.dryRun)), ("trace", .bool(values.trace)),
            ]))
        ])
      }
    }
    var changes: [@Sendable (inout Settings.Values) -> Void] = []
    for argument in site.named {
      guard let change = Self.change(argument, site) else { return nil }
      changes.append(change)
    }
    let wanted = changes
    var stage = PlannedStage("set", at: site.range, Flow(.null, many: true)) { _, frame, _ in
      DeferredStage {
        frame.run.host.settings.change { values in for change in wanted { change(&values) } }
        return []
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    return stage
  }

  private static func change(_ argument: NamedArgument, _ site: CallSite) -> (
    @Sendable (inout Settings.Values) -> Void
  )? {
    let (name, value) = (argument.name.text, argument.value)
    if name == "format" {
      var word: String?
      switch value.kind {
      case .word(let given): word = given
      case .string(let literal): word = literal.plain
      default: break
      }
      guard let word, formats.contains(word) else {
        site.error(
          "E0206", "`format` names a format", at: value.range, "not known",
          help: ["one of: " + formats.joined(separator: ", ")])
        return nil
      }
      return { $0.format = word }
    }
    guard case .bool(let wanted)? = site.value(value).constant else {
      site.error("E0206", "`\(name)` needs true or false", at: value.range, "here")
      return nil
    }
    let given = site.resolver.host.settings.given
    if !wanted, (name == "read_only" && given.readOnly) || (name == "dry_run" && given.dryRun) {
      site.error(
        "E0223", "hv runs with --\(name == "read_only" ? "read-only" : "dry-run"); a program cannot take that back",
        at: argument.name.range, "stays true", help: ["start hv without it"])
      return nil
    }
    switch name {
    case "color": return { $0.color = wanted }
    case "read_only": return { $0.readOnly = wanted }
    case "dry_run": return { $0.dryRun = wanted }
    default: return { $0.trace = wanted }
    }
  }
}
