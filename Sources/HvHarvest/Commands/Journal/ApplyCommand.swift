import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// `apply "plan.json"`, `… | plan | apply`: carries a plan out, once.
struct ApplyCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "apply",
      "Carries out a plan that `plan` made: once, and not where records were changed since.",
      [
        .init(
          "file", "text", required: false, "the file of the plan; else the plan flows in",
          domain: .file)
      ],
      input: .optional, buffering: .holdsAll, gives: "what the server answers, one a record",
      examples: [
        .init(
          "clients | first 1 | update name: \"Acme Corp.\" | plan | apply | get name",
          "the client as it is now")
      ])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard host.allows(site) else { return nil }
    let file = site.positional.first.map { site.value($0) }
    guard file != nil || site.input != nil else {
      site.error(
        "E0204", "`apply` needs a plan", at: site.wordRange, "missing",
        help: ["apply \"plan.json\""])
      return nil
    }
    if let file, !Type.string.accepts(file.type) {
      site.error(
        "E0206", "`apply` needs a file name, this is \(file.type.phrase)", at: file.range,
        file.type.name)
      return nil
    }
    let (host, range) = (host, site.range)
    var stage = PlannedStage(
      "apply", at: site.range, Flow(.any, many: true), buffering: .holdsAll, reads: .everything
    ) { upstream, frame, _ in
      let run = frame.run
      return AnswersStage {
        let value: Value
        if let file {
          value = try Self.read(
            try await file.node.value(frame.forRows()).text, host, at: file.range)
        } else {
          value = try await upstream?.drain().first ?? .null
        }
        let plan: WritePlan
        do { plan = try WritePlan(value) } catch let fault as FieldFault {
          throw Diagnostic("E0415", fault.message, at: range, "here", exit: .failed)
        }
        return try await PlanRun(plan: plan, host: host, run: run, range: range).apply()
      }
    }
    stage.hasEffects = true
    return stage
  }

  private static func read(_ name: String, _ host: HarvestHost, at range: SourceRange) throws
    -> Value
  {
    var bytes: [UInt8] = []
    do {
      let source = try host.files.open(name)
      while let block = try source.read() { bytes += block }
    } catch var diagnostic as Diagnostic {
      diagnostic.primary = diagnostic.primary ?? Diagnostic.Label(range, "this file")
      throw diagnostic
    }
    do { return try JSONReader.value(bytes) } catch {
      throw Diagnostic(
        "E0504", "“\(Diagnostic.clipped(name))” is no JSON: \(error)", at: range, "this file",
        exit: .failed)
    }
  }
}

/// Carries out one plan.
struct PlanRun {
  let plan: WritePlan
  let host: HarvestHost
  let run: Run
  let range: SourceRange

  func apply() async throws -> (values: [Value], failure: (any Error)?) {
    let client = try await locating(range) { try await host.client() }
    guard plan.server == client.baseURL.description, plan.account == client.accountID ?? "" else {
      throw Diagnostic(
        "E0415", "this plan was made for another account: \(plan.account) at \(plan.server)",
        at: range, "not for here",
        help: ["--account NAME  chooses the account"], exit: .failed)
    }
    do {
      if let earlier = try await client.gate.ledger.batch(ofPlan: plan.name) {
        guard earlier.isOpen else {
          throw Diagnostic(
            "E0415", "this plan was applied already: batch \(earlier.id)", at: range, "done before",
            help: ["journal \(earlier.id)  shows it;  undo \(earlier.id)  takes it back"],
            exit: .failed)
        }
        return try await ResumeRun(host: host, run: run, range: range).resume(earlier)
      }
    } catch let fault as LedgerFault { throw fault.diagnostic(at: range) }
    let since = plan.madeAt.adding(seconds: -3_600) ?? plan.madeAt
    let changed = try await CurrentRecords(host: host, range: range).changed(
      plan.intents, since: since)
    var writes: [PlannedWrite] = []
    var leftOut: [WriteBatch.LeftOut] = []
    for intent in plan.intents {
      if let now = changed[CurrentRecords.key(intent)],
        let reason = Self.conflict(intent, now)
      {
        leftOut.append(.init(label: intent.label, reason: reason))
      } else {
        writes.append(PlannedWrite(intent, at: range))
      }
    }
    if !leftOut.isEmpty {
      run.tell(
        Diagnostic(
          "E0411",
          "\(leftOut.count == 1 ? "one record was" : "\(leftOut.count) records were") changed since the plan",
          at: range, "left out", help: leftOut.prefix(5).map { "\($0.label): \($0.reason)" },
          exit: writes.isEmpty ? .failed : .partial))
    }
    guard !writes.isEmpty else { return ([], nil) }
    let batch = WriteBatch(
      command: plan.command, [], leftOut: leftOut, isBulk: writes.count > 1, plan: plan.name)
    return try await host.apply(batch, writes, as: "apply", run: run, at: range)
  }

  /// How a record differs from what it was when the plan was made.
  private static func conflict(_ intent: WriteIntent, _ now: Record?) -> String? {
    guard let before = intent.before else { return nil }
    guard let now else { return "it is gone" }
    if let was = before["updated_at"], let isNow = now["updated_at"] {
      return FieldState.areSame(was, isNow) ? nil : "changed at \(isNow.text)"
    }
    let fields = before.pairs.filter { key, value in
      now[key].map { !FieldState.areSame(value, $0) } ?? false
    }
    return fields.isEmpty ? nil : "changed: " + fields.map { $0.key }.joined(separator: ", ")
  }
}
