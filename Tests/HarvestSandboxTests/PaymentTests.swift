import HarvestSandbox
import Testing

/// Payments of invoices, and what they do to the invoice's state.
struct PaymentTests {
  private let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 200, rateLimits: false))

  /// An open invoice over 288.90.
  private func invoice(isDraft: Bool = false) async throws -> String {
    let clients = try await sandbox.walk("/v2/clients")
    let client = try #require(clients.first { $0["name"] == .text("Acme") }?["id"].integer)
    let created = try await sandbox.send(
      "POST", "/v2/invoices",
      #"{"client_id": \#(client), "line_items": [{"kind": "Service", "unit_price": 288.9}]}"#)
    let path = "/v2/invoices/\(try #require(created.json["id"].integer))"
    if !isDraft { try await sandbox.send("POST", path + "/messages", #"{"event_type": "send"}"#) }
    return path
  }

  private func pay(_ path: String, _ fields: String) async throws -> Answered {
    try await sandbox.send("POST", path + "/payments", "{\(fields)}")
  }

  @Test func lifeOfAPayment() async throws {
    let path = try await invoice()
    let part = try await pay(path, #""amount": 100, "paid_at": "2026-03-02T13:32:18Z", "notes": "By phone""#)
    #expect(part.status == 201)
    #expect(
      part.json.keys == [
        "id", "amount", "paid_at", "paid_date", "recorded_by", "recorded_by_email", "notes", "transaction_id",
        "created_at", "updated_at", "payment_gateway",
      ])
    #expect(part.json["amount"] == .number("100.0"))
    #expect(part.json["paid_at"] == .text("2026-03-02T13:32:18Z"))
    #expect(part.json["paid_date"] == .text("2026-03-02"))
    #expect(part.json["recorded_by"] == .text("Ada Lindqvist"))
    #expect(part.json["payment_gateway"] == .object([("id", .null), ("name", .null)]))
    var now = try await sandbox.get(path).json
    #expect(now["state"] == .text("open"))
    #expect(now["due_amount"] == .number("188.9"))

    let rest = try await pay(path, #""amount": 188.9, "paid_date": "2026-03-10""#)
    #expect(rest.json["paid_at"] == .text("2026-03-10T00:00:00Z"))
    now = try await sandbox.get(path).json
    #expect(now["state"] == .text("paid"))
    #expect(now["due_amount"] == .number("0.0"))
    #expect(now["paid_at"] == .text("2026-03-10T00:00:00Z"))
    #expect(now["paid_date"] == .text("2026-03-10"))
    #expect(try await sandbox.walk(path + "/payments") == [rest.json, part.json])

    let payment = "\(path)/payments/\(try #require(rest.json["id"].integer))"
    let deleted = try await sandbox.send("DELETE", payment)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.send("DELETE", payment).status == 404)
    now = try await sandbox.get(path).json
    #expect(now["state"] == .text("open"))
    #expect(now["due_amount"] == .number("188.9"))
    #expect(now["paid_at"] == .null && now["paid_date"] == .null)
    #expect(try await sandbox.walk(path + "/payments") == [part.json])
  }

  @Test func withoutATimeItIsPaidNow() async throws {
    let payment = try await pay(try await invoice(), #""amount": 1"#).json
    #expect(payment["paid_at"] == payment["created_at"])
    #expect(payment["paid_date"] == .text("2026-03-18"))
    #expect(payment["notes"] == .null)
  }

  @Test func draftsTakePayments() async throws {
    let path = try await invoice(isDraft: true)
    try await #expect(pay(path, #""amount": 88.9"#).status == 201)
    let draft = try await sandbox.get(path).json
    #expect(draft["state"] == .text("draft"))
    #expect(draft["due_amount"] == .number("200.0"))
    try await #expect(pay(path, #""amount": 200"#).status == 201)
    #expect(try await sandbox.get(path).json["state"] == .text("paid"))
  }

  @Test(arguments: [
    ("", "amount is required"), (#""amount": 0"#, "amount must be greater than zero"),
    (#""amount": -5"#, "amount must be greater than zero"), (#""amount": 0.004"#, "amount must be greater than zero"),
    (#""amount": "ten""#, "Invalid amount parameter"),
    (#""amount": 288.91"#, "amount must not be greater than the due amount, 288.9"),
    (
      #""amount": 1, "paid_at": "2026-03-02T00:00:00Z", "paid_date": "2026-03-02""#,
      "Give paid_at or paid_date, not both"
    ),
    (#""amount": 1, "paid_date": "soon""#, "Invalid paid_date parameter"),
    (#""amount": 1, "send_thank_you": "no""#, "Invalid send_thank_you parameter"),
  ])
  func whatIsNoPaymentIsRefused(fields: String, message: String) async throws {
    let path = try await invoice()
    let before = try await sandbox.get(path).bytes
    let answer = try await pay(path, fields)
    #expect(answer.status == 422)
    #expect(answer.message == message)
    #expect(try await sandbox.get(path).bytes == before)
    #expect(try await sandbox.walk(path + "/payments").isEmpty)
  }

  @Test func aClosedInvoiceTakesNoPayment() async throws {
    let path = try await invoice()
    try await sandbox.send("POST", path + "/messages", #"{"event_type": "close"}"#)
    let answer = try await pay(path, #""amount": 1"#)
    #expect(answer.status == 422)
    #expect(answer.message == "A closed invoice takes no payment")
  }

  /// The amount, whether to thank, and the number of thank-you mails that follow.
  @Test(arguments: [
    (#""amount": 288.9"#, 1), (#""amount": 288.9, "send_thank_you": true"#, 1),
    (#""amount": 288.9, "send_thank_you": false"#, 0), (#""amount": 288"#, 0),
  ])
  func onlyTheWholeSumIsThankedFor(fields: String, mails: Int) async throws {
    let path = try await invoice()
    try await #expect(pay(path, fields).status == 201)
    let thanks = try await sandbox.walk(path + "/messages").filter { $0["thank_you"].isTrue }
    #expect(thanks.count == mails)
    for mail in thanks {
      #expect(mail["event_type"] == .null)
      #expect(
        mail["recipients"].items.map { $0["email"] } == [.text("wile@acme.example"), .text("invoices@acme.example")])
    }
  }

  @Test func thanksGoToThoseWhoGotTheInvoice() async throws {
    let path = try await invoice()
    try await sandbox.send("POST", path + "/messages", #"{"recipients": [{"email": "new@acme.example"}]}"#)
    try await #expect(pay(path, #""amount": 288.9"#).status == 201)
    let thanks = try #require(try await sandbox.walk(path + "/messages").first)
    #expect(thanks["thank_you"].isTrue)
    #expect(thanks["recipients"].items.map { $0["email"] } == [.text("new@acme.example")])
  }

  @Test func aPaymentBelongsToItsInvoice() async throws {
    let path = try await invoice()
    let id = try #require(try await pay(path, #""amount": 1"#).json["id"].integer)
    let other = try await invoice()
    #expect(try await sandbox.send("DELETE", "\(other)/payments/\(id)").status == 404)
    #expect(try await sandbox.walk(other + "/payments").isEmpty)
    #expect(try await sandbox.get("/v2/invoices/1/payments").status == 404)
  }

  @Test func membersSeeNoMoney() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 10, role: .member, rateLimits: false))
    let id = try #require(try await walk("/v2/invoices").first?["id"].integer)
    for list in ["payments", "messages", "messages/new"] {
      #expect(try await sandbox.get("/v2/invoices/\(id)/\(list)").status == 403)
    }
    #expect(try await sandbox.send("POST", "/v2/invoices/\(id)/payments", #"{"amount": 1}"#).status == 403)
    #expect(try await sandbox.send("POST", "/v2/invoices/\(id)/messages", "{}").status == 403)
  }

  /// Managers of invoices deal with those that they made or that bill projects which they manage.
  @Test func managersDealWithTheirInvoices() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 200, role: .manager, rateLimits: false))
    let client = try #require(try await sandbox.walk("/v2/clients").first?["id"].integer)
    let made = try await sandbox.send(
      "POST", "/v2/invoices", #"{"client_id": \#(client), "line_items": [{"kind": "Service", "unit_price": 5}]}"#)
    let path = "/v2/invoices/\(try #require(made.json["id"].integer))"
    try await #expect(sandbox.send("POST", path + "/payments", #"{"amount": 5}"#).status == 201)
    #expect(try await sandbox.get(path).json["state"] == .text("paid"))
    let all = try await self.sandbox.walk("/v2/invoices").compactMap { $0["id"].integer }
    let visible = Set(try await sandbox.walk("/v2/invoices").compactMap { $0["id"].integer })
    for id in all where !visible.contains(id) {
      #expect(try await sandbox.get("/v2/invoices/\(id)/payments").status == 403)
      #expect(try await sandbox.send("POST", "/v2/invoices/\(id)/messages", #"{"event_type": "send"}"#).status == 403)
    }
  }
}
