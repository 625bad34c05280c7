import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// An endpoint that changes something: a request that works in the story, and others that do not.
///
/// Targets, without `/v2`, and bodies hold the names of `KnownIDs` in angle brackets.
struct Write: Sendable, CustomTestStringConvertible {
  let operation: String
  let target: String
  let body: String
  /// Requests to make before, so that the one above works; `<new>` is the id that the last of them answers.
  var first: [Request] = []
  /// The path at which the change is read, where that is not the target.
  var readAt: String?
  /// Bodies that are answered with 422.
  var refused: [String] = []
  /// Other requests to the endpoint that fail, most of them for the state that things are in.
  var failing: [Request] = []

  init(
    _ operation: String, _ target: String, _ body: String = "", first: [Request] = [], readAt: String? = nil,
    refused: [String] = [], failing: [Request] = []
  ) {
    self.operation = operation
    self.target = target
    self.body = body
    self.first = first
    self.readAt = readAt
    self.refused = refused
    self.failing = failing
  }

  var endpoint: Endpoint? { Catalog.endpoint(operation) }
  var method: String { endpoint?.method.rawValue ?? "" }
  var testDescription: String { operation }

  struct Request: Sendable {
    let method: String
    let target: String
    let body: String
    let status: Int

    init(_ method: String, _ target: String, _ body: String = "", _ status: Int = 200) {
      self.method = method
      self.target = target
      self.body = body
      self.status = status
    }
  }

  static func post(_ target: String, _ body: String) -> Request { Request("POST", target, body, 201) }
  static func patch(_ target: String, _ body: String) -> Request { Request("PATCH", target, body) }

  /// A request to the endpoint that fails.
  static func fails(_ target: String, _ body: String = "", _ status: Int = 422) -> Request {
    Request("", target, body, status)
  }

  /// A JSON object with all fields but one, and then others; of two with the same name the last one counts.
  static func object(_ fields: [(name: String, value: String)], _ more: String?, without name: String? = nil) -> String
  {
    let kept = fields.filter { $0.name != name }.map { #""\#($0.name)":\#($0.value)"# }
    return "{\((kept + [more].compactMap(\.self)).joined(separator: ","))}"
  }

  static let all = directory + people + projects + work + documents
}
