import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// `invoices 9 | messages preview`: what a message would say; nothing is sent.
struct PreviewCommand: Command {
  let name: String
  let endpoint: Endpoint
  let relation: Relation
  let host: HarvestHost

  var signature: Signature {
    Signature(
      name, endpoint.summary.sentence, endpoint.filters(), anyName: true, input: .required, gives: "one a record",
      examples: Examples.of(endpoint, name))
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, case .object(let kind) = endpoint.answer, let type = host.kind(kind)?.type,
      let query = site.query(endpoint, period: nil)
    else { return nil }
    let (host, endpoint, relation, range) = (host, endpoint, relation, site.range)
    var one = PlannedStage(name, at: site.range, Flow(.record(type), many: false), reads: .everything) {
      upstream, frame, _ in
      DeferredStage {
        guard let parent = try await upstream?.next(1)?.value(0), case .record(let record) = parent,
          let chosen = try relation.chosen(by: record, at: range)
        else { return [] }
        return try await locating(range) {
          [
            try await host.client().value(
              path: endpoint.path(chosen.path),
              query: try await query.evaluate(frame, host: host, item: parent).parameters,
              schema: Schemas.rows(of: kind, parents: chosen.parents), bucket: endpoint.bucket.name)
          ]
        }
      }
    }
    one.reading = PlannedReading.requests { frame in
      var request = ExplainedRequest(endpoint)
      request.query = query.explained(frame).alternatives.first ?? []
      return [request]
    }
    return site.forEach(one, input)
  }
}
