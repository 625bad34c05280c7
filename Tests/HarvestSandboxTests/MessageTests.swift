import HarvestSandbox
import Testing

/// Messages of invoices and estimates: mails, and the state changes that mail nobody (FACTS section 9).
struct MessageTests {
  private let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 200, rateLimits: false))

  /// The path of a new draft over 250.00.
  private func draft(_ kind: String, number: String = "A-1") async throws -> String {
    let clients = try await sandbox.walk("/v2/clients")
    let client = try #require(clients.first { $0["name"] == .text("Acme") }?["id"].integer)
    let created = try await sandbox.send(
      "POST", "/v2/\(kind)",
      """
      {"client_id": \(client), "number": "\(number)", "payment_options": ["paypal"],
        "line_items": [{"kind": "Service", "quantity": 2, "unit_price": 125}]}
      """)
    #expect(created.json["state"] == .text("draft"))
    return "/v2/\(kind)/\(try #require(created.json["id"].integer))"
  }

  private func run(_ event: String, _ path: String) async throws -> Answered {
    try await sandbox.send("POST", path + "/messages", #"{"event_type": "\#(event)"}"#)
  }

  // MARK: Events

  static let events: [String: [String]] = [
    "invoices": ["send", "close", "re-open", "draft"], "estimates": ["send", "accept", "decline", "re-open"],
  ]

  /// The events that lead to a state, and those that it allows, with the states they lead to.
  @Test(arguments: [
    ("invoices", "", ["send": "open"]),
    ("invoices", "send", ["close": "closed", "draft": "draft"]),
    ("invoices", "send close", ["re-open": "open"]),
    ("invoices", "send close re-open", ["close": "closed", "draft": "draft"]),
    ("invoices", "send draft", ["send": "open"]),
    ("estimates", "", ["send": "sent"]),
    ("estimates", "send", ["accept": "accepted", "decline": "declined"]),
    ("estimates", "send accept", ["re-open": "sent"]),
    ("estimates", "send decline", ["re-open": "sent"]),
  ])
  func eachStateAllowsItsEvents(kind: String, way: String, allowed: [String: String]) async throws {
    for event in try #require(Self.events[kind]) {
      let path = try await draft(kind, number: event)
      for step in way.split(separator: " ") { #expect(try await run(String(step), path).status == 201) }
      let before = try await sandbox.get(path)
      let messages = try await sandbox.get(path + "/messages").bytes
      let answer = try await run(event, path)
      let after = try await sandbox.get(path)
      if let state = allowed[event] {
        #expect(answer.status == 201)
        #expect(answer.json["event_type"] == .text(event))
        #expect(answer.json["recipients"] == .list([]))
        #expect(answer.json["subject"] == .null && answer.json["body"] == .null)
        #expect(after.json["state"] == .text(state))
        #expect(after.json["updated_at"] == answer.json["created_at"])
      } else {
        #expect(answer.status == 422)
        let message = try #require(answer.message)
        #expect(message.contains("event \(event) ") && message.contains(before.json["state"].string ?? "?"))
        #expect(after.bytes == before.bytes)
        #expect(try await sandbox.get(path + "/messages").bytes == messages)
      }
    }
  }

  @Test func eventsOfInvoicesSetTheirMoments() async throws {
    let path = try await draft("invoices")
    let sent = try await run("send", path).json["created_at"]
    #expect(try await sandbox.get(path).json["sent_at"] == sent)
    let closed = try await run("close", path).json["created_at"]
    #expect(try await sandbox.get(path).json["closed_at"] == closed)
    try await #expect(run("re-open", path).status == 201)
    #expect(try await sandbox.get(path).json["closed_at"] == .null)
    #expect(try await sandbox.get(path).json["sent_at"] == sent)
    try await #expect(run("draft", path).status == 201)
    #expect(try await sandbox.get(path).json["sent_at"] == .null)
  }

  @Test func eventsOfEstimatesSetTheirMoments() async throws {
    let path = try await draft("estimates")
    let sent = try await run("send", path).json["created_at"]
    let accepted = try await run("accept", path).json["created_at"]
    #expect(try await sandbox.get(path).json["sent_at"] == sent)
    #expect(try await sandbox.get(path).json["accepted_at"] == accepted)
    try await #expect(run("re-open", path).status == 201)
    #expect(try await sandbox.get(path).json["accepted_at"] == .null)
    let declined = try await run("decline", path).json["created_at"]
    #expect(try await sandbox.get(path).json["declined_at"] == declined)
  }

  // MARK: Mails

  @Test(arguments: [("invoices", "open"), ("estimates", "sent")])
  func aMailOfADraftSendsIt(kind: String, state: String) async throws {
    let path = try await draft(kind)
    let mail = try await sandbox.send(
      "POST", path + "/messages",
      """
      {"recipients": [{"name": "Dana", "email": "dana@acme.example"}, {"email": "x@acme.example"}],
        "subject": "Hello", "body": "Line 1\\r\\nLine 2", "send_me_a_copy": true}
      """)
    #expect(mail.status == 201)
    #expect(mail.json["event_type"] == .null)
    #expect(mail.json["subject"] == .text("Hello"))
    #expect(mail.json["body"] == .text("Line 1\r\nLine 2"))
    #expect(mail.json["sent_by"] == .text("Ada Lindqvist"))
    let recipients = mail.json["recipients"].items
    #expect(recipients.map { $0["name"] } == [.text("Dana"), .null, .text("Ada Lindqvist")])
    #expect(recipients.last?["email"] == mail.json["sent_by_email"])
    let sent = try await sandbox.get(path).json
    #expect(sent["state"] == .text(state))
    #expect(sent["sent_at"] == mail.json["created_at"])
    #expect(try await sandbox.walk(path + "/messages") == [mail.json])
  }

  @Test func formDataNamesRecipientsToo() async throws {
    let mail = try await sandbox.send(
      "POST", try await draft("invoices") + "/messages", "recipients[][email]=x%40acme.example&attach_pdf=true",
      type: "application/x-www-form-urlencoded")
    #expect(mail.status == 201)
    #expect(mail.json["recipients"].items.map { $0["email"] } == [.text("x@acme.example")])
    #expect(mail.json["attach_pdf"].isTrue)
  }

  @Test func keysOfAnInvoiceMessage() async throws {
    let path = try await draft("invoices")
    let mail = try await sandbox.send(
      "POST", path + "/messages", #"{"send_me_a_copy": true, "attach_pdf": true, "thank_you": true}"#)
    #expect(
      mail.json.keys == [
        "id", "sent_by", "sent_by_email", "sent_from", "sent_from_email", "include_link_to_client_invoice",
        "send_me_a_copy", "thank_you", "reminder", "send_reminder_on", "created_at", "updated_at", "attach_pdf",
        "event_type", "recipients", "subject", "body",
      ])
    #expect(mail.json["attach_pdf"].isTrue && mail.json["thank_you"].isTrue && mail.json["send_me_a_copy"].isTrue)
    #expect(mail.json["recipients"].items.count == 1)
  }

  @Test func keysOfAnEstimateMessage() async throws {
    let path = try await draft("estimates")
    let mail = try await sandbox.send("POST", path + "/messages", #"{"recipients": [{"email": "x@acme.example"}]}"#)
    #expect(
      mail.json.keys == [
        "id", "sent_by", "sent_by_email", "sent_from", "sent_from_email", "send_me_a_copy", "created_at", "updated_at",
        "recipients", "event_type", "subject", "body",
      ])
    #expect(mail.json["subject"] == .text("Estimate #A-1 from Polder & Pine"))
    #expect(mail.json["body"].string?.contains("Amount: 250.00 USD") == true)
  }

  @Test(
    arguments: ["invoices", "estimates"],
    [
      ("{}", "The message has no recipients"),
      (#"{"recipients": [], "send_me_a_copy": false}"#, "The message has no recipients"),
      (#"{"recipients": [{"name": "Dana"}]}"#, "email is required"),
      (#"{"recipients": [{"email": "dana"}]}"#, "dana is not an e-mail address"),
      (#"{"recipients": ["dana@acme.example"]}"#, "Invalid recipients parameter"),
      (#"{"event_type": "view"}"#, "Invalid event_type parameter"),
      (#"{"send_me_a_copy": "perhaps"}"#, "Invalid send_me_a_copy parameter"),
    ])
  func whatCannotBeSentIsRefused(kind: String, wrong: (body: String, message: String)) async throws {
    let path = try await draft(kind)
    let answer = try await sandbox.send("POST", path + "/messages", wrong.body)
    #expect(answer.status == 422)
    #expect(answer.message == wrong.message)
    #expect(try await sandbox.get(path).json["state"] == .text("draft"))
    #expect(try await sandbox.walk(path + "/messages").isEmpty)
  }

  /// A copy to oneself is enough for an invoice, but not for an estimate.
  @Test func aCopyAloneIsNoMailOfAnEstimate() async throws {
    let path = try await draft("estimates")
    let answer = try await sandbox.send("POST", path + "/messages", #"{"send_me_a_copy": true}"#)
    #expect(answer.status == 422)
    #expect(answer.message == "The message has no recipients")
  }

  @Test func theOldLinkFlagClearsPaymentOptions() async throws {
    let path = try await draft("invoices")
    func send(_ flag: String) async throws -> JSON {
      try await sandbox.send(
        "POST", path + "/messages", #"{"send_me_a_copy": true, "include_link_to_client_invoice": \#(flag)}"#
      ).json["include_link_to_client_invoice"]
    }
    #expect(try await send("true") == .flag(true))
    #expect(try await sandbox.get(path).json["payment_options"] == .list([.text("paypal")]))
    #expect(try await send("false") == .flag(false))
    #expect(try await sandbox.get(path).json["payment_options"] == .list([]))
    #expect(try await send("true") == .flag(false))
  }

  // MARK: Preview

  @Test func thePreviewIsWhatAMailSays() async throws {
    let path = try await draft("invoices")
    let preview = try await sandbox.get(path + "/messages/new").json
    #expect(preview.keys == ["invoice_id", "subject", "body", "reminder", "thank_you"])
    #expect(preview["invoice_id"].integer.map { path.hasSuffix(String($0)) } == true)
    #expect(preview["subject"] == .text("Invoice #A-1 from Polder & Pine"))
    #expect(preview["body"].string?.contains("Amount: 250.00 USD") == true)
    #expect(try await sandbox.walk(path + "/messages").isEmpty)
    let mail = try await sandbox.send("POST", path + "/messages", #"{"send_me_a_copy": true}"#).json
    #expect(mail["subject"] == preview["subject"] && mail["body"] == preview["body"])
  }

  @Test(arguments: [
    ("", "Invoice #A-1 from", false, false), ("?reminder=true", "Reminder: invoice #A-1 from", true, false),
    ("?thank_you=true", "Thank you for paying invoice #A-1 from", false, true),
    ("?thank_you=true&reminder=true", "Thank you for paying invoice #A-1 from", false, true),
  ])
  func thePreviewHasThreeTexts(query: String, subject: String, reminder: Bool, thanks: Bool) async throws {
    let preview = try await sandbox.get(try await draft("invoices") + "/messages/new" + query).json
    #expect(preview["subject"].string?.hasPrefix(subject) == true)
    #expect(preview["reminder"].isTrue == reminder)
    #expect(preview["thank_you"].isTrue == thanks)
  }

  @Test func aReminderCountsTheDays() async throws {
    let path = try await draft("invoices")
    try await sandbox.send("PATCH", path, #"{"issue_date": "2026-02-01", "due_date": "2026-02-26"}"#)
    let body = try await sandbox.get(path + "/messages/new?reminder=true").json["body"].string ?? ""
    #expect(body.contains("20 days ago"))
    #expect(body.contains("250.00 USD"))
  }

  // MARK: Deletion

  @Test(arguments: [("invoices", "open"), ("estimates", "sent")])
  func deletingAMessageChangesNoState(kind: String, state: String) async throws {
    let path = try await draft(kind)
    let message = "\(path)/messages/\(try #require(try await run("send", path).json["id"].integer))"
    let other = try await draft(kind, number: "A-2")
    let elsewhere = try await sandbox.send("DELETE", message.replacing(path + "/", with: other + "/"))
    #expect(elsewhere.status == 404)
    let deleted = try await sandbox.send("DELETE", message)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.send("DELETE", message).status == 404)
    #expect(try await sandbox.walk(path + "/messages").isEmpty)
    #expect(try await sandbox.get(path).json["state"] == .text(state))
  }

  @Test func messagesAreNewestFirstAndFiltered() async throws {
    let path = try await draft("invoices")
    for event in ["send", "close", "re-open"] { try await #expect(run(event, path).status == 201) }
    let all = try await sandbox.walk(path + "/messages")
    #expect(all.map { $0["event_type"] } == [.text("re-open"), .text("close"), .text("send")])
    let second = try #require(all[1]["updated_at"].string)
    #expect(try await sandbox.walk(path + "/messages?updated_since=\(second)") == Array(all.prefix(2)))
    #expect(try await sandbox.walk(path + "/messages?per_page=1") == all)
  }
}
