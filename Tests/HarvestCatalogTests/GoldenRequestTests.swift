import HarvestCatalog
import Testing

@Suite("Every request is the one that the facts say")
struct GoldenRequestTests {
  @Test("the catalog has the requests of the golden table, no fewer and no more")
  func requests() {
    let golden = GoldenRequests.all.map(GoldenRequest.init(lines:))
    let inCatalog = Catalog.endpoints.map(GoldenRequest.init)
    #expect(golden.count == 145)
    for request in golden {
      let found = inCatalog.first { $0.line == request.line }
      #expect(found == request, "in the facts: \(request.text)")
    }
    for request in inCatalog where !golden.contains(where: { $0.line == request.line }) {
      Issue.record("not in the facts: \(request.text)")
    }
  }

  @Test("113 documented endpoints, 23 forms of them, 8 confirmed reads of paid time off, one identity call")
  func counts() {
    let forms = Catalog.endpoints.filter { $0.variantOf != nil }
    let timeOff = Catalog.endpoints.filter { $0.path.hasPrefix("/pto/") }
    let identity = Catalog.endpoints.filter { $0.origin == .identity }
    let documented = Catalog.endpoints.filter {
      $0.variantOf == nil && $0.origin == .api && $0.evidence == .documented
    }
    #expect(documented.count == 113)
    #expect(forms.count == 23)
    #expect(timeOff.count == 8)
    #expect(timeOff.allSatisfy { $0.method == .get && $0.evidence == .confirmedTwice })
    #expect(identity.map(\.operation) == ["listAccounts"])
    #expect(documented.count + forms.count + timeOff.count + identity.count == Catalog.endpoints.count)
  }
}

/// A request in the words of the golden table.
struct GoldenRequest: Equatable {
  /// Method, path, operation and what it is a form of.
  var line: String
  var answer = ""
  var query: Set<String> = []
  var required: Set<String> = []
  var optional: Set<String> = []

  var text: String {
    "\(line) = \(answer) ? \(query.sorted()) ! \(required.sorted()) + \(optional.sorted())"
  }

  /// Reads a line of the table and the indented ones below it.
  init(lines: [Substring]) {
    line = lines.first.map(String.init) ?? ""
    for detail in lines.dropFirst() {
      let words = detail.split(separator: " ")
      let names = words.dropFirst().map(String.init)
      switch words.first {
      case "=": answer = names.joined(separator: " ")
      case "?": query.formUnion(names)
      case "!": required.formUnion(names)
      case "+": optional.formUnion(names)
      default: Issue.record("cannot read “\(detail)” below \(line)")
      }
    }
  }

  /// Writes an endpoint of the catalog in the words of the table.
  init(_ endpoint: Endpoint) {
    line = "\(endpoint.method.rawValue) \(endpoint.path) \(endpoint.operation)"
    if let whole = endpoint.variantOf { line += " (\(whole))" }
    let result =
      switch endpoint.answer {
      case .list(_, let key): key + "[]"
      case .object(let kind): kind
      case .empty: "-"
      }
    answer = "\(endpoint.success) \(result)"
    if endpoint.paging != .none { answer += " \(endpoint.paging)" }
    query = Set(endpoint.query.map(\.name))
    add(endpoint.body, below: "")
  }

  private mutating func add(_ fields: [BodyField], below prefix: String) {
    for field in fields {
      let path = prefix + field.name
      if field.required { required.insert(path) } else { optional.insert(path) }
      add(field.children, below: path + ".")
    }
  }
}

extension GoldenRequests {
  /// The lines of each request of the table.
  static var all: [[Substring]] {
    var requests: [[Substring]] = []
    for table in [documentedAToI, documentedJToZ, variants, others] {
      for line in table.split(separator: "\n") {
        if line.hasPrefix(" "), let last = requests.indices.last {
          requests[last].append(line)
        } else {
          requests.append([line])
        }
      }
    }
    return requests
  }
}
