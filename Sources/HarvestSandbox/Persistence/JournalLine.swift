import HvValues

/// The first line of a data file: which story is told before the writes are repeated.
struct JournalHeader: Equatable {
  /// Changes when a line means something else than before.
  static let version: Int64 = 1

  let seed: UInt64
  let today: Day
  let entries: Int
  let timestampTimers: Bool
  /// Whose timer runs in the story; callers may have another role.
  let role: SandboxRole

  init(_ configuration: SandboxConfiguration) {
    seed = configuration.seed
    today = configuration.today
    entries = configuration.entries
    timestampTimers = configuration.timestampTimers
    role = configuration.role
  }

  /// Reads what `json` writes; nil for anything else.
  /// - Throws: where another version wrote it.
  init?(_ line: [UInt8]) throws(DataFileError) {
    guard let body = try? JSONText.body(line), body["file"]?.text == "hv sandbox", let version = body["version"]?.id
    else { return nil }
    guard version == Self.version else {
      throw DataFileError("its format is version \(version), and this program knows version \(Self.version)")
    }
    guard let seed = body["seed"]?.text.flatMap({ UInt64($0) }), let today = body["today"]?.day,
      let entries = body["entries"]?.id.flatMap({ Int(exactly: $0) }),
      let timers = body["timestamp_timers"]?.flag, let role = body["role"]?.choice(SandboxRole.self)
    else { return nil }
    self.seed = seed
    self.today = today
    self.entries = entries
    timestampTimers = timers
    self.role = role
  }

  var json: [UInt8] {
    var json = JSONWriter()
    json.open()
    json.field("file", "hv sandbox")
    json.field("version", Self.version)
    json.field("seed", String(seed))
    json.field("today", today)
    json.field("entries", Int64(entries))
    json.field("timestamp_timers", timestampTimers)
    json.field("role", role.rawValue)
    json.close()
    return json.bytes
  }
}

/// One write that succeeded; what it answered follows from all lines before.
struct JournalEntry: Equatable {
  let now: Instant
  let role: SandboxRole
  let method: String
  /// Without the query, which can hold a token and means nothing to a write.
  let path: String
  let contentType: String?
  let body: [UInt8]

  init(_ request: SandboxRequest, by role: SandboxRole, at now: Instant) {
    self.now = now
    self.role = role
    method = request.method
    path = "/" + request.segments.joined(separator: "/")
    contentType = request.header("content-type")
    body = request.body
  }

  /// Reads what `json` writes; nil for anything else.
  init?(_ line: [UInt8]) {
    guard let fields = try? JSONText.body(line), let now = fields["now"]?.id,
      let role = fields["role"]?.choice(SandboxRole.self), let method = fields["method"]?.text,
      let path = fields["path"]?.text, let body = fields["body"]?.text.flatMap({ Base64.decode($0) })
    else { return nil }
    self.now = Instant(microseconds: now)
    self.role = role
    self.method = method
    self.path = path
    contentType = fields["type"]?.text
    self.body = body
  }

  var json: [UInt8] {
    var json = JSONWriter(capacity: 256 + body.count * 4 / 3)
    json.open()
    // In microseconds, since texts of moments have whole seconds.
    json.field("now", now.microseconds)
    json.field("role", role.rawValue)
    json.field("method", method)
    json.field("path", path)
    json.field("type", contentType)
    json.field("body", Base64.encode(body))
    json.close()
    return json.bytes
  }

  /// The request without what the gates asked for.
  var request: SandboxRequest {
    SandboxRequest(method, path, headers: contentType.map { [("content-type", $0)] } ?? [], body: body)
  }
}
