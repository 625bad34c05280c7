@testable import HarvestClient
import Testing

@Suite("The token is shown nowhere")
struct SecretTests {
  @Test("no way of printing a value shows it")
  func printing() throws {
    let credentials = try credentials()
    let request = HTTPExchange.Request(
      BaseURL.harvest.address("/users/me"), credentials: credentials, userAgent: "hv")
    let configuration = HarvestClient.Configuration(
      baseURL: .harvest, credentials: credentials, transport: ScriptedTransport([]), userAgent: "hv")
    let client = HarvestClient(configuration)
    let values: [Any] = [credentials.token, credentials, request, configuration, client, [credentials.token]]
    for value in values {
      var dumped = ""
      dump(value, to: &dumped)
      for text in ["\(value)", String(describing: value), String(reflecting: value), dumped] {
        #expect(!text.contains("SECRET"), "\(type(of: value))")
      }
      #expect(!mirrors(value, depth: 8).contains("SECRET"), "\(type(of: value))")
    }
    #expect("\(credentials.token)" == "[token]")
  }

  @Test("it is in the header, where it belongs")
  func header() async throws {
    let bench = try Bench(.answer(200, "{}"))
    _ = try await bench.client.get(path: "/users/me", bucket: .general)
    let request = try #require(bench.transport.requests.first)
    let headers = Dictionary(request.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(headers["Authorization"] == "Bearer \(secret)")
    #expect(headers["Harvest-Account-Id"] == "4711")
    #expect(headers["User-Agent"] == "hv tests (x@y.z)")
    #expect(!request.address.description.contains("SECRET"))
  }

  @Test(
    "a server that repeats it in its answer does not get it printed",
    arguments: [
      .answer(401, #"{"message":"no such token: \#(secret)"}"#),
      .answer(404, String(repeating: "x", count: 290) + secret), .answer(404, String(repeating: secret, count: 60)),
      .answer(500, "trace: Bearer \(secret)"),
      .answer(302, "", [(name: "Location", value: "https://x.example/?access_token=\(secret)")]),
      .fault(.dropped, "while sending \(secret)"),
      .answer(200, #"{"projects":[],"links":{"next":"https://evil.example/?t=\#(secret)"}}"#),
      .answer(200, #"{"projects":[],"links":{"next":"https://api.harvestapp.com/v2/\#(secret)?access_token=x"}}"#),
    ] as [ScriptedTransport.Step])
  func echo(step: ScriptedTransport.Step) async throws {
    let bench = try Bench(step, step, step, .answer(404, "no \(secret) here"))
    let pager = projects(bench.client)
    let error = try await apiError {
      while try await pager.next(demand: 1) != nil {}
      return 0
    }
    var dumped = ""
    dump(error, to: &dumped)
    dump(bench.log.events, to: &dumped)
    #expect(!bench.log.events.isEmpty)
    for part in ["SECRET", "2468", "abcdef"] { #expect(!(dumped + error.description).contains(part)) }
  }

  @Test("a token in a raw query is not traced")
  func rawQuery() async throws {
    let bench = try Bench(.answer(404, "{}"))
    let query = [("access_token", "another-SECRET"), ("account_id", "1")]
    let error = try await apiError { try await bench.client.get(path: "/x", query: query, bucket: .general) }
    #expect(error.request == "GET /v2/x?access_token=[token]&account_id=1")
    #expect(bench.log.events.map(\.target) == ["/v2/x?access_token=[token]&account_id=1"])
  }

  @Test(
    "what no header may hold is no token",
    arguments: [
      ("", nil), ("  \n", nil), ("abc def", nil), ("abc\r\nX: y", nil), ("tök", nil), (" abc.DEF-1\n", "[token]"),
    ])
  func tokens(text: String, shown: String?) {
    #expect(Token(text)?.description == shown)
  }

  @Test(
    "an account id is a number",
    arguments: [
      ("4711", true), (" 4711\n", true), ("", false), ("47 11", false), ("4711\r\nX: y", false), ("abc", false),
      ("٤", false),
    ])
  func accountIDs(text: String, isGood: Bool) throws {
    #expect((Credentials(token: try #require(Token(secret)), accountID: text) != nil) == isGood)
  }

  @Test("a user agent cannot smuggle a header")
  func userAgent() async throws {
    let bench = try Bench(.answer(200, "{}")) { $0.userAgent = "hv\r\nX-Evil: 1 (ü)" }
    _ = try await bench.client.get(path: "/users/me", bucket: .general)
    #expect(bench.transport.requests.first?.userAgent == "hvX-Evil: 1 ()")
  }

  /// Everything that reflection finds in a value.
  private func mirrors(_ value: Any, depth: Int) -> String {
    guard depth > 0 else { return "" }
    return Mirror(reflecting: value).children.map { child in
      "\(child.label ?? "")=\(child.value) " + mirrors(child.value, depth: depth - 1)
    }.joined()
  }
}
