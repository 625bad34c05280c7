/// An answer that is an error (FACTS section 5).
struct Refusal: Error {
  let response: SandboxResponse

  /// Harvest's usual form: one object with a `message`.
  private init(_ status: Int, headers: [(name: String, value: String)] = [], _ message: String) {
    var json = JSONWriter()
    json.open()
    json.field("message", message)
    json.close()
    response = SandboxResponse(status, headers: headers, json.bytes)
  }

  private init(_ status: Int, _ write: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    json.open()
    write(&json)
    json.close()
    response = SandboxResponse(status, json.bytes)
  }

  static var missingUserAgent: Refusal {
    Refusal(400, "Missing User-Agent header: name your application and a URL or e-mail address")
  }

  /// Also the answer to a valid token without an account id: Harvest does not tell them apart.
  static var invalidToken: Refusal {
    Refusal(401) { json in
      json.field("error", "invalid_token")
      json.field(
        "error_description",
        "The access token provided is expired, revoked, malformed or invalid for other reasons.")
    }
  }

  static var forbidden: Refusal { Refusal(403, "You are not authorized to do this") }

  static var notFound: Refusal {
    Refusal(404) { json in
      json.field("status", 404)
      json.field("error", "Not Found")
    }
  }

  /// A query parameter whose value is not of its type.
  static func invalid(_ parameter: String) -> Refusal { Refusal(422, "Invalid \(parameter) parameter") }

  static func throttled(seconds: Int) -> Refusal {
    var json = JSONWriter()
    json.open()
    json.field("retry_after", Int64(seconds))
    json.field("message", "Too many requests: try again in \(seconds) s")
    json.close()
    return Refusal(SandboxResponse(429, headers: [("Retry-After", String(seconds))], json.bytes))
  }

  /// A value that breaks a rule, or a change that the state of things forbids: 422 with a sentence for people.
  static func unprocessable(_ message: String) -> Refusal { Refusal(422, message) }

  /// 400 with a sentence for people.
  static func badRequest(_ message: String) -> Refusal { Refusal(400, message) }

  private init(_ response: SandboxResponse) { self.response = response }
}
