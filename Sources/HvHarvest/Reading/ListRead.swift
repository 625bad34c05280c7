import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage
import class HvValues.Origin

/// How the rows of one endpoint are read: whole, from the end, or only counted.
struct ListRead: Sendable {
  let endpoint: Endpoint
  /// Where the rows stand in the answer.
  let key: String
  let kind: String
  let host: HarvestHost

  /// Where the list is: the ids in its path, the parameters that the parent sets, and whose parts its rows are.
  struct Place: Sendable {
    var ids: [Int64] = []
    var query: [(String, String)] = []
    var parents: [Origin.Parent] = []
  }

  /// The rows that the query leaves, page by page.
  ///
  /// Where the same list may be read again in this statement, it is read once and kept.
  func stage(
    _ query: PlannedQuery.Evaluated, _ needed: FieldUse, _ frame: Frame, below place: Place = Place(),
    at range: SourceRange
  ) -> any Stage {
    let read = self
    let projection = needed.projection
    let stages = query.alternatives.map { parameters -> any Stage in
      let open: @Sendable () async throws -> Pager = {
        try await read.pages(place.query + parameters, projection, below: place)
      }
      let isRepeated = frame.isRepeated && frame.run.optimizes || frame.run.readsAgain(read.endpoint.path)
      guard isRepeated, query.residual.isEmpty else { return ListStage(at: range, open: open) }
      let name = "list " + name(place.query + parameters, place)
      return RepeatedListStage(name, frame.run.reads, at: range, open: open)
    }
    let rows: any Stage = stages.count == 1 ? stages[0] : ChainStage(stages)
    return query.residual.isEmpty ? rows : ConditionStage(rows, query.residual, at: range)
  }

  /// How many rows the query leaves.
  func count(
    _ query: PlannedQuery.Evaluated, _ frame: Frame, below place: Place = Place(), at range: SourceRange
  ) async throws -> Int {
    guard query.residual.isEmpty else {
      return try await counted(stage(query, .none, frame, below: place, at: range))
    }
    var sum = 0
    for parameters in query.alternatives {
      let asked = place.query + parameters
      let read = self
      let total = try await frame.run.reads.once("total " + name(asked, place), cost: { (_: Int?) in 8 }) {
        try await locating(range) {
          try await read.host.client().total(
            path: read.endpoint.path(place.ids), query: asked, bucket: read.endpoint.bucket.name)
        }
      }
      guard let total else {
        // A server that does not say is asked for all of it.
        var all = query
        all.alternatives = [parameters]
        sum += try await counted(stage(all, .none, frame, below: place, at: range))
        continue
      }
      sum += total
    }
    return sum
  }

  private func counted(_ stage: any Stage) async throws -> Int {
    var count = 0
    while let batch = try await stage.next(.max) { count += batch.count }
    return count
  }

  /// At least the last rows that the query leaves.
  func last(
    _ count: Int, _ query: PlannedQuery.Evaluated, _ needed: FieldUse, _ frame: Frame, at range: SourceRange
  ) async throws -> any Stage {
    guard query.residual.isEmpty, query.alternatives.count == 1, let parameters = query.alternatives.first else {
      return stage(query, needed, frame, at: range)
    }
    let read = self
    let batches = try await locating(range) {
      try await read.host.client().last(
        count, path: read.endpoint.path([]), query: parameters, key: read.key, schema: Schemas.rows(of: read.kind),
        project: needed.projection, bucket: read.endpoint.bucket.name)
    }
    return batches.map { BatchStage($0) } ?? stage(query, needed, frame, at: range)
  }

  /// The pages of the list with these parameters.
  func pages(_ parameters: [(String, String)], _ projection: [FieldPath], below place: Place = Place()) async throws
    -> Pager
  {
    try await host.client().pages(
      path: endpoint.path(place.ids), query: parameters, key: key,
      schema: Schemas.rows(of: kind, parents: place.parents), project: projection, bucket: endpoint.bucket.name,
      paging: endpoint.paging.inClient)
  }

  /// What tells a read from every other.
  func name(_ parameters: [(String, String)], _ place: Place) -> String {
    endpoint.path(place.ids) + "?" + parameters.map { "\($0.0)=\($0.1)" }.sorted().joined(separator: "&")
  }
}

extension Run {
  /// What this statement has read.
  var reads: StatementReads { memory { StatementReads() } }
}

extension Frame {
  /// What is done here is done for one of several items, so that it may be done again.
  var isRepeated: Bool { trail != nil || siblings?.items.isEmpty == false }
}
