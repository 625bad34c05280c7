package import HvSyntax

/// One request that a pipeline makes, as far as that is known before it runs.
package struct ExplainedRequest: Sendable {
  package var method: String
  /// With its placeholders: `/v2/projects/{project_id}/task_assignments`.
  package var path: String
  /// What is not known yet stands in braces.
  package var query: [(name: String, value: String)]
  /// How often it is made at least, and at most; nil where that depends on what is found.
  package var fewest: Int
  package var most: Int?
  /// What each of them is for, where there may be several: `a page of 2,000 rows`.
  package var each: String?
  /// The rate limit that it counts in: `general` or `reports`.
  package var bucket: String
  /// What it is made instead of, or when: a sentence each.
  package var notes: [String] = []

  package init(
    _ method: String = "GET", _ path: String, query: [(name: String, value: String)] = [], fewest: Int = 1,
    most: Int? = 1, each: String? = nil, bucket: String = "general"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.fewest = fewest
    self.most = most
    self.each = each
    self.bucket = bucket
  }

  /// `GET /v2/projects?is_active=true&per_page=2000`
  package var line: String {
    "\(method) \(path)" + (query.isEmpty ? "" : "?" + query.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
  }
}

/// What a stage asks the outside for.
package protocol Reading: Sendable {
  /// The requests, with as much of their parameters as can be told without making one.
  ///
  /// - Parameters:
  ///   - demand: how many rows are wanted of it.
  ///   - needed: which of their fields are read.
  ///   - isRepeated: it is done for each of several items.
  func explained(_ demand: ExplainedDemand, _ needed: FieldUse, isRepeated: Bool, _ frame: Frame) -> ExplainedReading
  /// The list that it reads, and the lists with their parameters as far as they are known: two readings that are equal in
  /// these ask for the same. Nil where it reads no whole list.
  func lists(_ frame: Frame) -> (list: String, reads: [String])?
}

extension Plan {
  /// The lists that this pipeline reads more than once with the same parameters.
  func listsReadAgain(_ frame: Frame) -> Set<String> {
    var seen: Set<String> = []
    var again: Set<String> = []
    visitReadings { reading in
      guard let lists = reading.lists(frame) else { return }
      for read in lists.reads where !seen.insert(read).inserted { again.insert(lists.list) }
    }
    return again
  }

  private func visitReadings(_ body: (any Reading) -> Void) {
    for stage in stages {
      if let reading = stage.reading { body(reading) }
      for inner in stage.expressions.flatMap(\.plans) + stage.inner {
        if case .plan(let plan) = inner.source { plan.visitReadings(body) }
      }
    }
  }
}

/// How much is wanted of a source.
package enum ExplainedDemand: Sendable {
  case all
  /// So many rows, and no more than these are asked for.
  case rows(Int)
  /// Rows until enough of them fit: this many at first, then whole pages.
  case guess(Int)

  /// The size of the first page.
  package var pageSize: Int {
    switch self {
    case .all: Demand.onePage
    case .rows(let n), .guess(let n): min(max(n, 1), Demand.onePage)
    }
  }

  /// Whether one page is certain to be enough.
  package var isOnePage: Bool { if case .rows(let n) = self { n <= Demand.onePage } else { false } }
}

package struct ExplainedReading: Sendable {
  package var requests: [ExplainedRequest]
  /// What is asked instead where that is cheaper.
  package var instead: [ExplainedRequest] = []
  /// The conditions that these requests take care of.
  package var pushed: [SourceRange] = []
  /// The names that have to be looked up first.
  package var names: [NameLookup] = []
  package var notes: [String] = []

  package init(_ requests: [ExplainedRequest]) { self.requests = requests }
}
