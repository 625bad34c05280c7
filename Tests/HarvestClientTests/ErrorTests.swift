@testable import HarvestClient
import HvValues
import Testing

@Suite("What an error says")
struct ErrorTests {
  @Test(
    "every status has a kind, and Harvest's own words are told",
    arguments: [
      (
        400, #"{"message":"Invalid timeframe: must not exceed 1 year"}"#, .invalid,
        "Invalid timeframe: must not exceed 1 year"
      ),
      (
        401, #"{"error":"invalid_token","error_description":"The access token is expired."}"#, .refusedToken,
        "The access token is expired."
      ),
      (403, #"{"message":"Not yours"}"#, .forbidden, "Not yours"),
      (404, #"{"status":404,"error":"Not Found"}"#, .notFound, "Not Found"),
      (
        422, #"{"errors":{"name":["is taken","is short"],"code":"bad"}}"#, .invalid, "name is taken, is short, code bad"
      ),
      (422, #"{"errors":["one","two"]}"#, .invalid, "one, two"),
      (422, #"{"message":null,"error":"","errors":[]}"#, .invalid, #"{"message":null,"error":"","errors":[]}"#),
      (422, "[3]", .invalid, "[3]"),
      (429, #"{"retry_after":1,"message":"Slow down"}"#, .throttled, "Slow down"),
      (500, "", .server, "answered 500 without a word"),
      (500, "Internal\nServer  Error\n", .server, "Internal Server Error"),
      (502, "<html>Bad Gateway</html>", .server, "a web page came back instead of JSON: <html>Bad Gateway</html>"),
      (599, "{}", .server, "{}"), (418, #"{"message":"teapot"}"#, .unexpectedStatus, "teapot"),
      (204, "", nil, ""), (201, "{}", nil, ""),
    ] as [(Int, String, APIError.Kind?, String)])
  func statuses(status: Int, body: String, kind: APIError.Kind?, message: String) async throws {
    let bench = try Bench(.answer(status, body))
    guard let kind else {
      #expect(try await bench.client.get(path: "/projects", bucket: .general).status == status)
      return
    }
    let error = try await apiError { try await bench.client.get(path: "/projects", bucket: .general) }
    #expect(error.kind == kind)
    #expect(error.status == status)
    #expect(error.message == message)
    #expect(error.request == "GET /v2/projects")
  }

  @Test(
    "every fault of the connection has a kind",
    arguments: [
      (.unreachable, .unreachable), (.timeout, .timeout), (.dropped, .dropped), (.tls, .tls),
      (.malformed, .malformedAnswer), (.tooLarge, .tooLarge), (.closed, .closed),
    ] as [(TransportFault.Kind, APIError.Kind)])
  func faults(fault: TransportFault.Kind, kind: APIError.Kind) async throws {
    let bench = try Bench(.fault(fault, "why"))
    let error = try await apiError { try await bench.client.get(path: "/projects", bucket: .general) }
    #expect(error.kind == kind)
    #expect(error.status == nil)
    #expect(error.message == "why")
  }

  @Test("a redirect is an error that names where it leads, and is not followed")
  func redirect() async throws {
    let bench = try Bench(.answer(302, "<html>", [(name: "Location", value: "https://evil.example/")]))
    let error = try await apiError { try await bench.client.get(path: "/projects", bucket: .general) }
    #expect(error.kind == .unexpectedStatus)
    #expect(error.message == "redirected to https://evil.example/; redirects are not followed")
    #expect(bench.transport.requests.count == 1)
  }

  @Test("help: a refused token may be a wrong account id; an unreachable host is named with its port")
  func help() async throws {
    let refused = try Bench(.answer(401, #"{"error":"invalid_token"}"#))
    let token = try await apiError { try await refused.client.get(path: "/users/me", bucket: .general) }
    #expect(token.help.contains { $0.contains("account id 4711") })

    let unset = try Bench(.answer(401, "{}")) {
      $0.credentials = Credentials(token: $0.credentials.token, accountID: nil) ?? $0.credentials
    }
    let account = try await apiError { try await unset.client.get(path: "/users/me", bucket: .general) }
    #expect(account.help.contains { $0.contains("not set") })

    let gone = try Bench(.fault(.unreachable), base: "http://127.0.0.1:8931/v2")
    let host = try await apiError { try await gone.client.get(path: "/users/me", bucket: .general) }
    #expect(host.help.contains { $0.contains("127.0.0.1, port 8931") })
  }

  @Test(
    "nothing from outside can steer the terminal or break the line",
    arguments: [
      ("a\u{1B}[31mred\u{1B}[0m", #"a\u{1B}[31mred\u{1B}[0m"#), ("one\r\n\ttwo\u{2028}three", "one two three"),
      ("ab\u{202E}dc", #"ab\u{202E}dc"#), ("\u{0}\u{7F}\u{9B}", #"\u{0}\u{7F}\u{9B}"#), ("naïve 日本語", "naïve 日本語"),
    ])
  func controlCharacters(text: String, shown: String) async throws {
    let bench = try Bench(.answer(404, text))
    #expect(try await apiError { try await bench.client.get(path: "/x", bucket: .general) }.message == shown)
  }

  @Test("a long message is cut")
  func longMessage() async throws {
    let bench = try Bench(.answer(404, String(repeating: "x", count: 100_000)))
    let error = try await apiError { try await bench.client.get(path: "/x", bucket: .general) }
    #expect(error.message == String(repeating: "x", count: 300) + "…")
  }

  @Test("bytes that are no UTF-8 are shown as far as they go")
  func noUTF8() async throws {
    let client = try rawClient(HTTPExchange.Response(status: 404, headers: [], body: [0x61, 0xFF, 0x62]))
    #expect(try await apiError { try await client.get(path: "/x", bucket: .general) }.message == "a\u{FFFD}b")
  }

  @Test("an answer that should be a value and is none")
  func noValue() async throws {
    let bench = try Bench(.answer(200, "<html>"))
    let error = try await apiError { try await bench.client.value(path: "/company", schema: nil, bucket: .general) }
    #expect(error.kind == .malformedAnswer)
    #expect(error.status == 200)
    #expect(error.message.hasPrefix("the answer is no JSON: "))
  }

  @Test("every kind that is thrown has help, but for a client that was shut down")
  func helpForAll() async throws {
    let client = try Bench(.silence).client
    let call = client.reading(BaseURL.harvest.address("/x"), at: .api, bucket: .general)
    for kind in APIError.Kind.allCases where ![.closed, .cancelled].contains(kind) {
      #expect(!kind.help(for: call, to: .harvest).isEmpty, "\(kind)")
    }
  }

  private func rawClient(_ response: HTTPExchange.Response) throws -> HarvestClient {
    struct Fixed: Transport {
      let response: HTTPExchange.Response
      func send(_ request: HTTPExchange.Request, within limit: Duration) async throws(TransportFault)
        -> HTTPExchange.Response
      { response }
      func shutdown() async {}
    }
    return HarvestClient(
      .init(
        baseURL: .harvest, credentials: try credentials(), transport: Fixed(response: response), userAgent: "hv tests"))
  }
}
