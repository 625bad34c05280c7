import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage

/// `api get "/anything"`: a request that is written out, through the same limits and gates as every other.
struct RawCommand: Command {
  let verb: String
  let host: HarvestHost

  static func group(host: HarvestHost) -> CommandGroup {
    CommandGroup(
      name: "api", summary: "Requests written out: a way to what hv has no command for.",
      words: ["get", "post", "patch", "delete"],
      examples: [.init("api get \"/clients\" query: {is_active: true} | first 2", "paged like any list")],
      next: { RawCommand(verb: $0, host: host) })
  }

  private var method: WriteIntent.Method? { WriteIntent.Method(rawValue: verb.uppercased()) }

  var signature: Signature {
    var parameters = [
      Signature.Parameter("path", "text", "below the version, a leading /v2 is taken off"),
      Signature.Parameter("query", "record", named: true, "the parameters"),
    ]
    if method == .post || method == .patch { parameters.append(.init("body", "record", named: true, "sent as JSON")) }
    let example =
      switch verb {
      case "get": "api get \"/company\" | get name"
      case "post": "api post \"/clients\" body: {name: \"Kite\"} | get name"
      case "patch": "api patch \"/company\" body: {weekly_capacity: 126000} | get weekly_capacity"
      default: "api delete \"/clients/{(clients create name: \"Kite\").id}\""
      }
    return Signature(
      "api \(verb)",
      verb == "get" ? "Reads a path: the rows of a list, page by page, or one value." : "Sends a request that writes.",
      parameters, input: .optional, gives: verb == "get" ? "many; a value that is no list as one row" : "the answer",
      examples: [.init(example, "the answer as it comes")])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    if method != nil, !host.allows(site) { return nil }
    guard let first = site.positional.first else { return nil }
    if let path = literal(first), let problem = Self.problem(path) {
      site.error("E0206", problem.message, at: first.range, "here", help: [problem.help])
      return nil
    }
    let path = site.row(first)
    switch path.type {
    case .string, .any: break
    default:
      site.error("E0206", "a path is text, this is \(path.type.phrase)", at: first.range, path.type.name)
      return nil
    }
    for name in ["query", "body"] {
      guard let given = site.named(name) else { continue }
      switch site.row(given).type {
      case .record, .any: continue
      case .list where name == "body": continue
      case let other:
        site.error("E0206", "`\(name)` is a record, this is \(other.phrase)", at: given.range, other.name)
        return nil
      }
    }
    let query = site.named("query").map { site.row($0) }
    let body = site.named("body").map { site.row($0) }
    let (command, range) = (self, site.range)
    let endpoint = literal(first).flatMap(RawCommand.endpoint)
    let item: Type = endpoint?.answer.kind.flatMap { host.kind($0) }.map { .record($0.type) } ?? .any
    let isWrite = method != nil
    // Fed many, it is sent once for each.
    var one = PlannedStage(
      "api \(verb)", at: site.range, Flow(isWrite ? .any : item, many: !isWrite), reads: .everything
    ) { upstream, frame, _ in
      var source: (any Stage)?
      return ClosureStage { demand in
        if source == nil {
          let rows = frame.forRows()
          if let item = try await upstream?.next(1)?.value(0) { rows.move(to: item) }
          let request = try await Request(path: path, query: query, body: body, rows, range)
          source =
            isWrite
            ? BatchStage(try await command.write(request, frame, range))
            : try await command.read(request, range)
        }
        return try await source?.next(demand)
      }
    }
    one.hasEffects = isWrite
    one.isWrite = isWrite
    let method = method?.rawValue ?? "GET"
    one.reading = PlannedReading.requests { frame in
      let given = path.known(frame)?.text ?? "{path}"
      let known = endpoint.map { $0.paging != .none && !isWrite } ?? false
      var request = ExplainedRequest(
        method, given.hasPrefix("/v2/") ? given : "/v2" + given,
        bucket: given.firstRange(of: "/reports/") == nil ? "general" : "reports")
      if case .record(let record)? = query?.known(frame) {
        request.query = record.pairs.filter { !$0.value.isNull }.map { ($0.key, $0.value.text) }
      } else if query != nil {
        request.query = [("{…}", "{…}")]
      }
      if known || endpoint == nil && !isWrite { (request.most, request.each) = (nil, "a page") }
      return [request]
    }
    one.expressions = [path, query, body].compactMap { $0 }
    return site.input.map { site.forEach(one, $0) } ?? one
  }

  /// What is wrong with a path.
  private static func problem(_ path: String) -> (message: String, help: String)? {
    if path.first != "/" { return ("a path begins with a slash", "\"/\(path)\"") }
    if path.contains("?") { return ("parameters stand in `query:`, not in the path", "query: {is_active: true}") }
    if path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) {
      return ("a path has no `.` and `..`", "\"/clients\"")
    }
    return nil
  }

  private func literal(_ e: Expression) -> String? { if case .string(let text) = e.kind { text.plain } else { nil } }

  /// The list that a path is, where hv knows it; its rows are then records that know their kind.
  private static func endpoint(_ path: String) -> Endpoint? {
    let segments = path.prefix { $0 != "?" }.split(separator: "/").drop { $0 == "v2" }
    return Catalog.endpoints.first { endpoint in
      let own = endpoint.path.split(separator: "/")
      return endpoint.method == .get && endpoint.variantOf == nil && own.count == segments.count
        && zip(own, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && Int64($1) != nil) }
    }
  }

  // MARK: the request

  /// The evaluated arguments.
  private struct Request {
    let path: String
    let query: [(String, String)]
    let body: Value?

    init(path: RowExpression, query: RowExpression?, body: RowExpression?, _ rows: Frame, _ range: SourceRange)
      async throws
    {
      guard case .string(let text) = try await Self.value(path, rows) else {
        throw Diagnostic("E0302", "a path is text", at: path.range, "here", exit: .failed)
      }
      if let problem = RawCommand.problem(text) {
        throw Diagnostic("E0302", problem.message, at: path.range, "here", help: [problem.help], exit: .failed)
      }
      self.path = text.hasPrefix("/v2/") ? String(text.dropFirst(3)) : text
      var pairs: [(String, String)] = []
      if let query, case .record(let record) = try await Self.value(query, rows) {
        for (name, value) in record.pairs {
          switch value {
          case .null: continue
          case .list, .record, .opaque, .range, .duration:
            throw Diagnostic(
              "E0302", "the parameter `\(Diagnostic.clipped(name))` is a \(value.typeName)", at: query.range,
              "text, numbers, dates, true or false", exit: .failed)
          default: pairs.append((name, value.text))
          }
        }
      }
      self.query = pairs
      self.body = if let body { try await Self.value(body, rows) } else { nil }
    }

    private static func value(_ expression: RowExpression, _ rows: Frame) async throws -> Value {
      try await expression.prepare(rows)
      return try await expression.node.value(rows)
    }

    var bucket: RateBucket.Name { path.hasPrefix("/reports/") ? .reports : .general }
  }

  private func read(_ request: Request, _ range: SourceRange) async throws -> any Stage {
    let host = host
    if let endpoint = Self.endpoint(request.path), case .list(let kind, let key) = endpoint.answer {
      return ListStage(at: range) {
        try await host.client().pages(
          path: request.path, query: request.query, key: key, schema: Schemas.rows(of: kind), bucket: request.bucket,
          paging: endpoint.paging.inClient)
      }
    }
    let schema = Self.endpoint(request.path)?.answer.kind.flatMap { Schemas.rows(of: $0) }
    var answer: Value? = try await locating(range) {
      try await host.client().value(
        path: request.path, query: request.query, schema: schema, bucket: request.bucket)
    }
    var links: Set<String> = []
    // A list that hv does not know is told by its paging keys.
    return ClosureStage { _ in
      while let page = answer {
        answer = nil
        guard case .record(let record) = page, record["links"] != nil,
          let rows = record.pairs.compactMap({ if case .list(let list) = $0.value { list } else { nil } }).first
        else { return Batch([page]) }
        if case .string(let next)? = record[path: FieldPath("links.next")] {
          guard links.insert(next).inserted else {
            throw Diagnostic(
              "E0401", "the next page is one that was read before", at: range, "this request",
              help: ["the server's paging is broken: the list cannot be read to its end"], exit: .partial)
          }
          answer = try await locating(range) { try await host.client().value(link: next, bucket: request.bucket) }
        }
        if !rows.elements.isEmpty { return Batch(rows.elements) }
      }
      return nil
    }
  }

  private func write(_ request: Request, _ frame: Frame, _ range: SourceRange) async throws
    -> [Value]
  {
    guard let method, let collector = frame.collector as? BatchCollector else { return [] }
    var body = WriteIntent.Body.none
    var asked = Record(pairs: [])
    if let value = request.body {
      var bytes: [UInt8] = []
      var encoding = JSONEncoding()
      do { try encoding.append(value, to: &bytes) } catch {
        throw Diagnostic("E0504", "the body cannot be written: \(error)", at: range, "here", exit: .failed)
      }
      body = .json(bytes)
      if case .record(let record) = value { asked = record }
    }
    let intent = WriteIntent(
      operation: "raw", method: method, path: request.path, query: request.query, body: body,
      bucket: request.bucket,
      label: "\(method.rawValue) /v2\(request.path)", asked: asked)
    let write = PlannedWrite(name: "api \(verb)", range: range, intent: intent, endpoint: nil)
    return try await collector.add([write], isRead: frame.answersAreRead)
  }
}
