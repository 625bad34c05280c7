/// The verbs that the API knows; there is no PUT.
package enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH", delete = "DELETE" }

/// How a list is paged. Lists take `per_page` (1 to 2000) in both modes.
package enum Paging: Sendable, Equatable {
  case none
  /// `cursor` walks it; `page` is deprecated, and only `links.next` tells whether there is more.
  case cursor
  /// Numbered pages: `page`.
  case page
}

/// Which rate bucket a request counts in: 100 requests in 15 seconds, or 100 in 15 minutes for reports.
package enum Bucket: Sendable, Equatable { case general, reports }

/// Which server answers.
package enum Origin: Sendable, Equatable {
  /// `https://api.harvestapp.com/v2`
  case api
  /// `https://id.getharvest.com`, which wants no account id.
  case identity
}

/// What an endpoint answers.
package enum Answer: Sendable, Equatable {
  /// A list of this kind under this key.
  case list(of: String, key: String)
  case object(String)
  case empty

  /// The kind of the record or records answered.
  package var kind: String? {
    switch self {
    case .list(let kind, _), .object(let kind): kind
    case .empty: nil
    }
  }
}

/// What an endpoint does, in the words of the commands.
package enum Action: Sendable, Equatable {
  case list, get, create, update, delete
  /// `restart`, `preview`, `mark sent`, `time clients` (a report), …
  case named(String)
}

/// A refusal or cascade that the server applies, or a surprise worth telling before a request is made.
package struct Rule: Sendable {
  /// The call fails, other records change with it, or it is merely worth knowing.
  package enum Effect: Sendable { case refused, cascades, note }
  /// What it does.
  package let effect: Effect
  /// When or what, as the end of a sentence: `while the client has projects`.
  package let text: String

  /// A rule of one effect.
  package init(_ effect: Effect, _ text: String) {
    self.effect = effect
    self.text = text
  }
}

/// What the fields of a body must be together, besides what each must be alone.
package enum Constraint: Sendable, Equatable {
  /// The call fails with more than one of these.
  case atMostOne([String])
  /// The call fails, or makes nothing useful, without any of these.
  case atLeastOne([String])
  /// The first are for accounts that track durations, the second for those that track start and end.
  case timerMode(durations: [String], times: [String])
}

/// One endpoint: one row of the API.
package struct Endpoint: Sendable {
  /// The verb.
  package let method: Method
  /// With placeholders, below the origin and without the `/v2`: `/projects/{project_id}/task_assignments`.
  package let path: String
  /// The server that the path is below.
  package let origin: Origin
  /// The operation's own name: `listTaskAssignmentsForSpecificProject`.
  package let operation: String
  /// The collection key of the resource: `task_assignments`. Reports: `reports`.
  package let resource: String
  /// What it does to the resource.
  package let action: Action
  /// The collection key of the parent resource, for nested paths.
  package let parent: String?
  /// The query parameters, without those of paging.
  package let query: [Parameter]
  /// The fields of the body; empty where there is none.
  package let body: [BodyField]
  /// What must hold between fields of the body.
  package let constraints: [Constraint]
  /// What comes back.
  package let answer: Answer
  /// How the answer is paged.
  package let paging: Paging
  /// The rate bucket.
  package let bucket: Bucket
  /// The status of a call that worked: 200 or 201.
  package let success: Int
  /// Who may call it, in a few words.
  package let role: String
  /// Refusals, cascades and surprises.
  package let rules: [Rule]
  /// The operation that this is a form of (same method and path, another body).
  package let variantOf: String?
  /// How well its existence is known.
  package let evidence: Evidence
  /// What it does, without a capital or a full stop.
  package let summary: String

  /// One row; what is not given is empty, unpaged, in the general bucket, 200 and documented.
  package init(
    _ method: Method, _ path: String, origin: Origin = .api, _ operation: String, resource: String, _ action: Action,
    parent: String? = nil, query: [Parameter] = [], body: [BodyField] = [],
    constraints: [Constraint] = [], answer: Answer, paging: Paging = .none,
    bucket: Bucket = .general, success: Int = 200, role: String, rules: [Rule] = [], variantOf: String? = nil,
    evidence: Evidence = .documented, _ summary: String
  ) {
    self.method = method
    self.path = path
    self.origin = origin
    self.operation = operation
    self.resource = resource
    self.action = action
    self.parent = parent
    self.query = query
    self.body = body
    self.constraints = constraints
    self.answer = answer
    self.paging = paging
    self.bucket = bucket
    self.success = success
    self.role = role
    self.rules = rules
    self.variantOf = variantOf
    self.evidence = evidence
    self.summary = summary
  }

  /// The names in braces, in order.
  package var pathParameters: [String] {
    path.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) }
  }
}
