import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage
import struct HarvestCatalog.Field

/// `reports time clients last month`: one of Harvest's own reports.
///
/// Harvest answers at most 365 days at once. A longer period is asked for in parts whose rows are joined, where the
/// figures are sums; where they are not, the period is refused.
struct ReportCommand: Command {
  let words: String
  let endpoint: Endpoint
  let kind: String
  let host: HarvestHost

  /// `reports` and what follows it, from the catalog.
  static func group(_ prefix: [String], host: HarvestHost) -> (any Command)? {
    let reports = Catalog.endpoints(of: "reports").compactMap { endpoint -> ([String], Endpoint)? in
      if case .named(let action) = endpoint.action {
        (action.split(separator: " ").map(String.init), endpoint)
      } else {
        nil
      }
    }
    let below = reports.filter { $0.0.starts(with: prefix) }
    if let exact = below.first(where: { $0.0 == prefix }), case .list(let kind, _) = exact.1.answer {
      return ReportCommand(
        words: (["reports"] + prefix).joined(separator: " "), endpoint: exact.1, kind: kind, host: host)
    }
    guard !below.isEmpty else { return nil }
    var next: [String] = []
    for (words, _) in below where !next.contains(words[prefix.count]) { next.append(words[prefix.count]) }
    return CommandGroup(
      name: (["reports"] + prefix).joined(separator: " "), summary: "Harvest's own reports, in its rounded hours.",
      words: next, examples: [.init("reports time clients last month | first 3", "hours by client")],
      next: { group(prefix + [$0], host: host) })
  }

  var signature: Signature {
    var parameters: [Signature.Parameter] = []
    if endpoint.isDated {
      parameters.append(.init("period", "period", required: false, "the days that count", domain: .period))
    }
    return Signature(
      words, endpoint.summary.sentence, parameters + endpoint.filters(), anyName: true, input: .none, gives: "many",
      examples: [.init(words + (endpoint.isDated ? " last month" : "") + " | first 3", endpoint.summary)])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let type = host.kind(kind)?.type else { return nil }
    let period = site.positional.first
    if let period {
      let given = site.value(period).type
      guard endpoint.isDated, given.isPeriod else {
        site.error(
          "E0206", endpoint.isDated ? "`\(words)` needs a period, this is \(given.phrase)" : "`\(words)` has no period",
          at: period.range, given.name, help: endpoint.isDated ? ["for example  \(words) last month"] : [])
        return nil
      }
    } else if endpoint.isDated, site.named("from") == nil || site.named("to") == nil {
      site.error(
        "E0204", "`\(words)` needs a period", at: site.wordRange, "incomplete",
        help: ["for example  \(words) last month"])
      return nil
    }
    guard let query = site.query(endpoint, period: period) else { return nil }
    let (report, host, range) = (self, host, site.range)
    var stage = PlannedStage(words, at: site.range, Flow(.record(type), many: true)) { _, frame, needed in
      var source: (any Stage)?
      return ClosureStage { demand in
        if source == nil {
          let parameters = try await locating(range) { try await query.evaluate(frame, host: host).parameters }
          source = try await report.source(parameters, needed, range)
        }
        return try await source?.next(demand)
      }
    }
    stage.reading = PlannedReading.report(self, query)
    return stage
  }

  func explained(_ query: PlannedQuery, _ frame: Frame, _ demand: ExplainedDemand) -> ExplainedReading {
    guard case .list(_, let key) = endpoint.answer else { return ExplainedReading([]) }
    let list = ListRead(endpoint: endpoint, key: key, kind: kind, host: host)
    let reading = list.explained(query, frame, demand)
    guard let parameters = reading.requests.first?.query,
      let from = parameters.first(where: { $0.name == "from" }).flatMap({ Day($0.value) }),
      let to = parameters.first(where: { $0.name == "to" }).flatMap({ Day($0.value) }), from <= to,
      to - from >= Self.longest
    else { return reading }
    var parts = reading
    parts.requests = Self.parts(from, to).flatMap { start, end in
      var part = query
      part.items = part.items.filter { !["from", "to"].contains($0.parameter.name) }
      part.period = nil
      return list.explained(part, frame, .all, fixed: [("from", start.description), ("to", end.description)]).requests
    }
    return parts
  }

  /// A long period in parts that Harvest answers.
  private static func parts(_ from: Day, _ to: Day) -> [(Day, Day)] {
    var parts: [(Day, Day)] = []
    var start = from
    while start <= to, parts.count < mostParts {
      let end = min(start.adding(days: longest - 1) ?? to, to)
      parts.append((start, end))
      guard let next = end.adding(days: 1), next > end else { break }
      start = next
    }
    return parts
  }

  // MARK: periods

  /// Harvest counts both ends (FACTS section 11).
  private static let longest = 365
  /// A period that is longer was hardly meant.
  private static let mostParts = 30

  private func source(_ parameters: [(String, String)], _ needed: FieldUse, _ range: SourceRange) async throws
    -> any Stage
  {
    guard endpoint.isDated else { return pages(parameters, needed, range) }
    guard let from = parameters.first(where: { $0.0 == "from" }).flatMap({ Day($0.1) }),
      let to = parameters.first(where: { $0.0 == "to" }).flatMap({ Day($0.1) })
    else {
      throw Diagnostic(
        "E0302", "`\(words)` needs a period with both ends", at: range, "one end is open", exit: .failed)
    }
    guard from <= to else {
      throw Diagnostic(
        "E0302", "the period of `\(words)` ends before it begins", at: range, "\(from) to \(to)", exit: .failed)
    }
    guard to - from < Self.longest * Self.mostParts else {
      throw Diagnostic(
        "E0302", "`\(words)` would need more than \(Self.mostParts) requests, and reports have 100 in 15 minutes",
        at: range,
        "\(to - from + 1) days", help: ["ask for the years that have entries"], exit: .failed)
    }
    if to - from < Self.longest { return pages(parameters, needed, range) }
    if let reason = reasonNotToJoin(parameters) {
      throw Diagnostic(
        "E0302", "`\(words)` cannot be asked for more than \(Self.longest) days: \(reason)", at: range,
        "\(to - from + 1) days", help: ["ask for each year, or for less"], exit: .failed)
    }
    let asked = Self.parts(from, to).map { start, end in
      parameters.map { name, value in
        (name, name == "from" ? start.description : name == "to" ? end.description : value)
      }
    }
    let report = self
    return DeferredStage { try await report.joined(asked, range) }
  }

  /// Why the figures of two parts do not add up to those of the whole.
  private func reasonNotToJoin(_ parameters: [(String, String)]) -> String? {
    let fixedFee = parameters.first { $0.0 == "include_fixed_fee" }?.1
    if kind == "uninvoiced_row", fixedFee != "false" {
      return "a fixed fee would count in each part; without them it can:  include_fixed_fee: false"
    }
    if fixedFee == "true" { return "with include_fixed_fee a fee would count in each part" }
    return nil
  }

  private func pages(_ parameters: [(String, String)], _ needed: FieldUse, _ range: SourceRange) -> any Stage {
    guard case .list(_, let key) = endpoint.answer else { return BatchStage([Batch]()) }
    let (host, endpoint, kind) = (host, endpoint, kind)
    return ListStage(at: range) {
      try await host.client().pages(
        path: endpoint.path, query: parameters, key: key, schema: Schemas.rows(of: kind), project: needed.projection,
        bucket: endpoint.bucket.name, paging: endpoint.paging.inClient)
    }
  }

  /// The rows of several periods as those of one: figures added up for what has the same ids and currency.
  private func joined(_ parts: [[(String, String)]], _ range: SourceRange) async throws -> [Value] {
    let fields = Catalog.schema(kind)?.fields ?? []
    let figures = Set(fields.filter(\.isFigure).map(\.name))
    let keys = fields.map(\.name).filter { $0.hasSuffix("_id") || $0 == "currency" }
    var order: [[String]] = []
    var rows: [[String]: [(String, Value)]] = [:]
    for part in parts {
      let stage = pages(part, .everything, range)
      while let batch = try await stage.next(.max) {
        for value in batch.values {
          guard case .record(let record) = value else { continue }
          let key = keys.map { record[$0]?.text ?? "" }
          guard let known = rows[key] else {
            order.append(key)
            rows[key] = record.pairs.map { ($0.key, $0.value) }
            continue
          }
          // The later part knows the current names; a figure that it does not have keeps its sum.
          let sums = try record.pairs.map { name, value -> (String, Value) in
            guard figures.contains(name), let before = known.first(where: { $0.0 == name })?.1, !before.isNull else {
              return (name, value)
            }
            return (name, value.isNull ? before : try before.adding(value))
          }
          rows[key] = sums + known.filter { pair in figures.contains(pair.0) && record[pair.0] == nil }
        }
      }
    }
    let origin = Schemas.rows(of: kind)?.origin
    let name = Catalog.schema(kind)?.nameFields.first?.first ?? ""
    return order.compactMap { rows[$0] }.map { Record(pairs: $0, origin: origin) }
      .sorted { ($0[name]?.text ?? "").lowercased() < ($1[name]?.text ?? "").lowercased() }.map { .record($0) }
  }
}

extension Field {
  /// A figure that adds up over time, not a property of the row.
  fileprivate var isFigure: Bool {
    switch type {
    case .decimal, .money: true
    default: false
    }
  }
}
