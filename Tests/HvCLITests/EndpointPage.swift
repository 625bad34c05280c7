import Foundation
import HarvestCatalog
import HvCodecs
import HvValues

/// docs/endpoints.md: each operation of the API, the command for it, and the request that the command made.
struct EndpointPage {
  /// A row of the page.
  struct Line: Sendable {
    let endpoint: Endpoint
    let command: String
    let request: String
    let status: Int
  }

  static let file = Hv.root.appendingPathComponent("docs/endpoints.md")

  let lines: [Line]

  /// Runs the command of each operation in an account of its own.
  static func made() async throws -> EndpointPage {
    // Two at a time: each has a sandbox of its own.
    let all = Catalog.endpoints
    let lines = try await withThrowingTaskGroup(of: (Int, Line).self) { group in
      var next = 0
      func add() {
        guard next < all.count else { return }
        let place = next
        next += 1
        group.addTask { (place, try await line(of: all[place])) }
      }
      for _ in 0..<2 { add() }
      var lines: [Int: Line] = [:]
      for try await (place, line) in group {
        lines[place] = line
        add()
      }
      return lines
    }
    return EndpointPage(lines: all.indices.compactMap { lines[$0] })
  }

  /// - Throws: a fault where the command fails, gives nothing, or makes another request.
  static func line(of endpoint: Endpoint) async throws -> Line {
    guard let command = Catalog.examples[endpoint.operation] else { throw Fault(endpoint, "has no command") }
    let outcome = try await ConformanceBench(confirmsBulk: false).run(command)
    guard outcome.errors.isEmpty else { throw Fault(endpoint, "\(command): \(outcome.errors)") }
    guard !outcome.values.isEmpty else { throw Fault(endpoint, "\(command) gives nothing") }
    guard let exchange = outcome.exchanges.last(where: endpoint.isMade) else {
      throw Fault(endpoint, "\(command) makes only \(outcome.exchanges.map(\.line).joined(separator: ", "))")
    }
    return Line(
      endpoint: endpoint, command: command, request: endpoint.request(exchange), status: exchange.status)
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String
    init(_ endpoint: Endpoint, _ text: String) { description = "\(endpoint.operation): \(text)" }
  }

  /// The page as it stands in the file.
  var text: String {
    let forms = lines.count { $0.endpoint.variantOf != nil }
    let timeOff = lines.count { $0.endpoint.evidence == .confirmedTwice }
    let identity = lines.count { $0.endpoint.origin == .identity }
    var text = """
      # Endpoints

      Every operation of the Harvest API v2, a command that uses it, and the request that the command makes. The tests
      run each command against the sandbox and write this page: `HV_RECORD=1 scripts/test EndpointPage`.

      There are \(lines.count) operations: \(lines.count - forms - timeOff - identity) documented endpoints, \(forms) \
      forms of them with another body (their endpoint in
      parentheses), \(timeOff) confirmed reads of paid time off, and \(identity) call to the identity server.

      The request shows the keys of the query and of the body that were sent, without those of paging. Names in the
      commands are those of the sandbox's account. `hv --sandbox -c '…'` tries one; `hv -c 'help projects create'` lists
      all that a command takes.

      """
    for resource in Catalog.resources {
      let own = lines.filter { $0.endpoint.resource == resource.name }
      guard !own.isEmpty else { continue }
      text += """

        ## \(resource.name)

        | operation | command | request | status |
        |---|---|---|---|

        """
      for line in own {
        let form = line.endpoint.variantOf.map { " (\($0))" } ?? ""
        // Within a table a bar needs a backslash, in code too.
        let command = line.command.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
        text += "| \(line.endpoint.operation)\(form) | `\(command)` | `\(line.request)` | \(line.status) |\n"
      }
    }
    return text
  }
}

extension Endpoint {
  /// Whether a request is one of this operation: its method and path, and what its body must have.
  fileprivate func isMade(_ exchange: ConformanceBench.Exchange) -> Bool {
    guard exchange.method == method.rawValue, matches(exchange.path) else { return false }
    let sent = exchange.fields
    return body.allSatisfy { field in
      guard field.required || field.fixed != nil else { return true }
      return switch (field.fixed, sent[field.name]) {
      case (_, nil): false
      case (.string(let text)?, .string(let given)?): text == given
      case (.boolean(let flag)?, .bool(let given)?): flag == given
      case (nil, _?): true
      default: false
      }
    }
  }

  private func matches(_ target: String) -> Bool {
    let segments = target.split(separator: "/")
    let pattern = ((origin == .api ? "/v2" : "") + path).split(separator: "/")
    return segments.count == pattern.count
      && zip(segments, pattern).allSatisfy { $0 == $1 || ($1.hasPrefix("{") && Int64($0) != nil) }
  }

  /// The fields whose one value makes the operation what it is.
  private static func fixed(in fields: [BodyField]) -> Set<String> {
    fields.reduce(into: []) { names, field in
      if field.fixed != nil { names.insert(field.name) }
      names.formUnion(fixed(in: field.children))
    }
  }

  /// The request with the names of what was sent: `PATCH /projects/{project_id} {notes}`.
  fileprivate func request(_ exchange: ConformanceBench.Exchange) -> String {
    let query = exchange.queryNames.filter { !["per_page", "page", "cursor"].contains($0) }
    var text = "\(method.rawValue) \(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    if let form = exchange.form {
      text += " form " + form.map { $0.text.hasPrefix("@") ? "\($0.name) (a file)" : $0.name }.joined(separator: ", ")
    } else if !exchange.body.isEmpty {
      text += " " + (exchange.json?.keyText(showing: Self.fixed(in: body)) ?? "")
    }
    return text
  }
}

extension ConformanceBench.Exchange {
  fileprivate var json: Value? { try? JSONReader.value(body) }

  /// The fields of the body by their names.
  fileprivate var fields: [String: Value] {
    if let form { return Dictionary(form.map { ($0.name, .string($0.text)) }, uniquingKeysWith: { first, _ in first }) }
    guard case .record(let record)? = json else { return [:] }
    return Dictionary(record.pairs.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the parameters, in the order sent.
  fileprivate var queryNames: [String] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    return target[target.index(after: mark)...].split(separator: "&").map { String($0.prefix { $0 != "=" }) }
  }
}

extension Value {
  /// The keys of a JSON value, in objects and the items of lists: `{client_id, line_items: [{kind, unit_price}]}`.
  ///
  /// - Parameter shown: the keys whose value is written out.
  fileprivate func keyText(showing shown: Set<String>) -> String {
    switch self {
    case .record(let record):
      "{"
        + record.pairs.map { key, value in
          if shown.contains(key) { return "\(key): \(value.text)" }
          return value.hasKeys ? "\(key): \(value.keyText(showing: shown))" : key
        }.joined(separator: ", ") + "}"
    case .list(let list): "[" + (list.elements.first?.keyText(showing: shown) ?? "") + "]"
    default: ""
    }
  }

  private var hasKeys: Bool {
    switch self {
    case .record: true
    case .list(let list): list.elements.first?.hasKeys == true
    default: false
    }
  }
}
