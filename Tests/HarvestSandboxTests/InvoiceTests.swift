import HvValues
import Testing

@testable import HarvestSandbox

/// Invoices with lines of their own: amounts, terms, numbers, changes.
struct InvoiceTests {
  private let books = Books()
  /// For all that must not change it.
  private static let still = Books()

  @Test func lifeOfAnInvoice() async throws {
    let acme = try await books.client("Acme")
    let website = try await books.project("Website", of: acme)
    let created = try await books.create(
      """
      "client_id": \(acme), "subject": "ABC Project Quote", "due_date": "2026-04-17", "payment_options": ["ach"],
      "line_items": [{"kind": "Service", "description": "ABC", "unit_price": 5000, "project_id": \(website)}]
      """)
    #expect(created.status == 201)
    #expect(
      created.json.keys == [
        "id", "client_key", "number", "purchase_order", "amount", "due_amount", "tax", "tax_amount", "tax2",
        "tax2_amount", "discount", "discount_amount", "subject", "notes", "state", "period_start", "period_end",
        "issue_date", "due_date", "payment_term", "sent_at", "paid_at", "paid_date", "closed_at",
        "recurring_invoice_id", "created_at", "updated_at", "currency", "payment_options", "client", "estimate",
        "retainer", "creator", "line_items",
      ])
    #expect(created.json["state"] == .text("draft"))
    #expect(created.json["issue_date"] == .text("2026-03-18"))
    #expect(created.json["due_date"] == .text("2026-04-17"))
    #expect(created.json["payment_term"] == .text("custom"))
    #expect(created.json["currency"] == .text("USD"))
    #expect(created.json["amount"] == .number("5000.0"))
    #expect(created.json["due_amount"] == .number("5000.0"))
    #expect(created.json["tax"] == .null && created.json["tax_amount"] == .number("0.0"))
    #expect(created.json["payment_options"] == .list([.text("ach")]))
    #expect(created.json["client"].keys == ["id", "name"])
    #expect(created.json["creator.name"] == .text("Ada Lindqvist"))
    #expect(created.json["client_key"].string?.contains(/^[0-9a-f]{40}$/) == true)
    let line = try #require(created.json["line_items"].items.first)
    #expect(
      line.keys == ["id", "kind", "description", "quantity", "unit_price", "amount", "taxed", "taxed2", "project"])
    #expect(line["quantity"] == .number("1.0") && line["taxed"] == .flag(false))
    #expect(line["project"].keys == ["id", "name", "code"] && line["project.id"].integer == website)

    let path = "/v2/invoices/\(try #require(created.json["id"].integer))"
    #expect(try await books.sandbox.get("/v2/invoices?per_page=1").rows == [created.json])
    let updated = try await books.sandbox.send("PATCH", path, #"{"purchase_order": "2345", "notes": "Thanks"}"#)
    #expect(updated.status == 200)
    #expect(updated.json["purchase_order"] == .text("2345"))
    #expect((updated.json["updated_at"].string ?? "") > (created.json["updated_at"].string ?? ""))
    #expect(updated.json["line_items"] == created.json["line_items"])
    #expect(try await books.sandbox.get(path).json == updated.json)
    let deleted = try await books.sandbox.send("DELETE", path)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await books.sandbox.get(path).status == 404)
    #expect(try await books.sandbox.send("PATCH", path, "{}").status == 404)
    #expect(try await books.sandbox.send("DELETE", path).status == 404)
  }

  struct Sum: Sendable {
    let percents: String
    let lines: [String]
    /// Discount, tax, tax2, amount.
    let amounts: [String]
  }

  static let sums = [
    Sum(percents: "", lines: [], amounts: ["0.0", "0.0", "0.0", "0.0"]),
    Sum(
      percents: #""discount": 4"#, lines: [#""unit_price": 80.10"#],
      amounts: ["3.2", "0.0", "0.0", "76.9"]),
    Sum(
      percents: #""tax": 5, "tax2": 2"#,
      lines: [#""quantity": 100, "unit_price": 100, "taxed": true, "taxed2": true"#],
      amounts: ["0.0", "500.0", "200.0", "10700.0"]),
    Sum(
      percents: #""tax": 5, "tax2": 2, "discount": 10"#,
      lines: [#""quantity": 100, "unit_price": 100, "taxed": true, "taxed2": true"#],
      amounts: ["1000.0", "450.0", "180.0", "9630.0"]),
    Sum(
      percents: #""tax": 21"#, lines: [#""unit_price": 10, "taxed": true"#, #""unit_price": 20, "taxed2": true"#],
      amounts: ["0.0", "2.1", "0.0", "32.1"]),
    Sum(
      percents: #""tax": 50"#, lines: [#""quantity": 3, "unit_price": 0.335, "taxed": true"#],
      amounts: ["0.0", "0.51", "0.0", "1.52"]),
    Sum(
      percents: #""tax": 10"#,
      lines: [#""unit_price": 100, "taxed": true"#, #""quantity": -1, "unit_price": 30, "taxed": true"#],
      amounts: ["0.0", "7.0", "0.0", "77.0"]),
    Sum(
      percents: #""tax": "8.1""#, lines: [#""unit_price": "99.99", "taxed": "true""#],
      amounts: ["0.0", "8.1", "0.0", "108.09"]),
  ]

  @Test(arguments: sums)
  func amountsAreInCents(sum: Sum) async throws {
    let lines = sum.lines.map { #"{"kind": "Service", \#($0)}"# }.joined(separator: ", ")
    let percents = sum.percents.isEmpty ? "" : ", " + sum.percents
    let json = try await books.create(
      "\"client_id\": \(try await books.client("Acme"))\(percents), \"line_items\": [\(lines)]"
    ).json
    let keys = ["discount_amount", "tax_amount", "tax2_amount", "amount"]
    #expect(keys.map { json[$0].number } == sum.amounts)
    #expect(json["due_amount"] == json["amount"])
  }

  @Test(arguments: [
    (#""payment_term": "upon receipt""#, "2026-01-31"), (#""payment_term": "net 15""#, "2026-02-15"),
    (#""payment_term": "net 30""#, "2026-03-02"), (#""payment_term": "net 45""#, "2026-03-17"),
    (#""payment_term": "net 60""#, "2026-04-01"), (#""payment_term": "custom""#, "2026-01-31"),
    (#""due_date": "2026-02-10""#, "2026-02-10"),
    (#""due_date": "2026-02-10", "payment_term": "net 15""#, "2026-02-15"),
  ])
  func termsSayWhenToPay(fields: String, due: String) async throws {
    let json = try await books.create(
      "\"client_id\": \(try await books.client("Acme")), \"issue_date\": \"2026-01-31\", \(fields)"
    ).json
    #expect(json["due_date"] == .text(due))
  }

  @Test func aTermMovesTheDueDateWithTheIssueDate() async throws {
    let path = try await books.draft(#""issue_date": "2026-01-31", "payment_term": "net 15""#)
    let moved = try await books.sandbox.send("PATCH", path, #"{"issue_date": "2026-02-01", "due_date": "2026-09-01"}"#)
    #expect(moved.json["due_date"] == .text("2026-02-16"))
    let custom = try await books.sandbox.send(
      "PATCH", path, #"{"payment_term": "custom", "due_date": "2026-09-01"}"#)
    #expect(custom.json["due_date"] == .text("2026-09-01"))
  }

  @Test func numbersGoOn() async throws {
    let acme = try await books.client("Acme")
    let known = try await books.sandbox.walk("/v2/invoices").compactMap { $0["number"].integerText }
    let highest = try #require(known.max())
    #expect(try await books.create("\"client_id\": \(acme)").json["number"] == .text("\(highest + 1)"))
    #expect(
      try await books.create("\"client_id\": \(acme), \"number\": \"X-9\"").json["number"] == .text("X-9"))
    #expect(
      try await books.create("\"client_id\": \(acme), \"number\": null").json["number"] == .text("\(highest + 2)"))
    #expect(try await books.create("\"client_id\": \(acme), \"number\": \"X-9\"").status == 422)
    #expect(
      try await books.create("\"client_id\": \(acme), \"number\": \"9223372036854775807\"").status == 201)
    #expect(try await books.create("\"client_id\": \(acme)").json["number"] == .text("\(highest + 3)"))
  }

  @Test func linesChangeWithTheirInvoice() async throws {
    let path = try await books.draft(
      #"""
      "tax": 10, "line_items": [{"kind": "Service", "description": "One", "unit_price": 100, "taxed": true},
        {"kind": "Product", "description": "Two", "quantity": 2, "unit_price": 10}]
      """#)
    let before = try await books.sandbox.get(path).json["line_items"].items
    let ids = before.compactMap { $0["id"].integer }
    let added = try await books.sandbox.send(
      "PATCH", path, #"{"line_items": [{"kind": "Service", "unit_price": 7.5}]}"#)
    #expect(Array(added.json["line_items"].items.prefix(2)) == before)
    #expect(added.json["amount"] == .number("137.5"))
    let changed = try await books.sandbox.send(
      "PATCH", path, #"{"line_items": [{"id": \#(ids[0]), "unit_price": 200, "description": null}]}"#)
    let line = try #require(changed.json["line_items"].items.first)
    #expect(line["description"] == .null && line["kind"] == .text("Service") && line["taxed"] == .flag(true))
    #expect(changed.json["amount"] == .number("247.5"))
    let removed = try await books.sandbox.send(
      "PATCH", path,
      #"{"line_items": [{"id": \#(ids[0]), "_destroy": true}, {"kind": "Service", "unit_price": 1, "_destroy": true}]}"#
    )
    #expect(removed.json["line_items"].items.count == 2)
    #expect(removed.json["amount"] == .number("27.5"))
    // A line that is gone cannot be changed, nor can another invoice's.
    #expect(
      try await books.sandbox.send("PATCH", path, #"{"line_items": [{"id": \#(ids[0])}]}"#).message
        == "Line item \(ids[0]) not found")
    #expect(try await books.sandbox.send("PATCH", path + "/line_items", #"{"line_items": []}"#).status == 404)
  }

  @Test func aPaidInvoiceOpensWhenItsAmountRises() async throws {
    let path = try await books.draft(#""line_items": [{"kind": "Service", "unit_price": 50}]"#)
    try await books.sandbox.send("POST", path + "/messages", #"{"event_type": "send"}"#)
    try await books.sandbox.send("POST", path + "/payments", #"{"amount": 50, "send_thank_you": false}"#)
    let noted = try await books.sandbox.send("PATCH", path, #"{"notes": "Paid"}"#)
    #expect(noted.json["state"] == .text("paid") && noted.json["paid_at"] != .null)
    let raised = try await books.sandbox.send(
      "PATCH", path, #"{"line_items": [{"kind": "Service", "unit_price": 5}]}"#)
    #expect(raised.json["state"] == .text("open") && raised.json["paid_at"] == .null)
    #expect(raised.json["amount"] == .number("55.0") && raised.json["due_amount"] == .number("5.0"))
  }

  @Test(arguments: [
    "", #""client_id": 1"#, #""client_id": "x""#, #""client_id": null"#, "CLIENT, \"tax\": 101",
    "CLIENT, \"discount\": -1", "CLIENT, \"tax2\": \"much\"", "CLIENT, \"currency\": \"XXX\"",
    "CLIENT, \"issue_date\": \"2026-02-30\"", "CLIENT, \"due_date\": \"2026-03-17\"",
    "CLIENT, \"payment_term\": \"net 7\"", "CLIENT, \"payment_options\": [\"cash\"]",
    "CLIENT, \"payment_options\": \"ach\"", "CLIENT, \"estimate_id\": 5", "CLIENT, \"subject\": 5",
    "CLIENT, \"line_items\": {}", "CLIENT, \"line_items\": [5]", "CLIENT, \"line_items\": [{\"kind\": \"Service\"}]",
    "CLIENT, \"line_items\": [{\"unit_price\": 1}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Nonsense\", \"unit_price\": 1}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": \"one\"}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": 1e12}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": 999999999, \"quantity\": 999999999}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": 1, \"taxed\": \"perhaps\"}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": 1, \"project_id\": 3}]",
    "CLIENT, \"line_items\": [{\"kind\": \"Service\", \"unit_price\": 1, \"project_id\": FOREIGN}]",
    "CLIENT, \"line_items\": [{\"id\": 1, \"unit_price\": 1}]",
    "CLIENT, \"line_items\": [], \"line_items_import\": {\"project_ids\": [PROJECT]}",
    "CLIENT, \"line_items_import\": {}", "CLIENT, \"line_items_import\": {\"project_ids\": []}",
    "CLIENT, \"line_items_import\": {\"project_ids\": [FOREIGN]}", "CLIENT, IMPORT, \"time\": {}}",
    "CLIENT, IMPORT, \"time\": {\"summary_type\": \"category\"}}",
    "CLIENT, IMPORT, \"expenses\": {\"summary_type\": \"task\"}}",
    "CLIENT, IMPORT, \"time\": {\"summary_type\": \"task\", \"to\": \"2026-03-01\"}}",
    "CLIENT, IMPORT, \"time\": {\"summary_type\": \"task\", \"from\": \"2026-03-02\", \"to\": \"2026-03-01\"}}",
    "CLIENT, IMPORT, \"expenses\": {\"summary_type\": \"people\", \"attach_receipts\": 7}}",
  ])
  func whatIsWrongIsRefusedAndChangesNothing(fields: String) async throws {
    let acme = try await Self.still.client("Acme")
    let foreign = try await Self.still.project("Maintenance", of: try await Self.still.client("Greenwich Dental"))
    let before = try await Self.still.sandbox.get("/v2/invoices").bytes
    let body = fields.replacing("CLIENT", with: "\"client_id\": \(acme)")
      .replacing("IMPORT", with: "\"line_items_import\": {\"project_ids\": [PROJECT]").replacing(
        "FOREIGN", with: "\(foreign)"
      )
      .replacing("PROJECT", with: "\(try await Self.still.project("Website", of: acme))")
    let answer = try await Self.still.create(body)
    #expect(answer.status == 422 && answer.message != nil, "\(body)")
    #expect(try await Self.still.sandbox.get("/v2/invoices").bytes == before)
  }

  @Test func aChangeThatIsRefusedChangesNothing() async throws {
    let path = try await books.draft(#""line_items": [{"kind": "Service", "unit_price": 5}]"#)
    let before = try await books.sandbox.get(path).json
    for body in [
      #"{"subject": "New", "line_items": [{"kind": "Service", "unit_price": 1}, {"kind": "Service"}]}"#,
      #"{"subject": "New", "number": "1001"}"#, #"{"subject": "New", "client_id": null}"#,
      #"{"notes": "New", "due_date": "2025-01-01"}"#,
    ] {
      #expect(try await books.sandbox.send("PATCH", path, body).status == 422, "\(body)")
    }
    #expect(try await books.sandbox.get(path).json == before)
  }
}

/// A sandbox of one test, with its names looked up.
struct Books {
  let sandbox: Sandbox

  init(entries: Int = 0) {
    sandbox = Sandbox(SandboxConfiguration(today: today, entries: entries, rateLimits: false))
  }

  func client(_ name: String) async throws -> Int64 {
    let clients = try await sandbox.walk("/v2/clients")
    return try #require(clients.first { $0["name"].string == name }?["id"].integer)
  }

  func project(_ name: String, of client: Int64) async throws -> Int64 {
    let projects = try await sandbox.walk("/v2/projects?client_id=\(client)")
    return try #require(projects.first { $0["name"].string == name }?["id"].integer)
  }

  func task(_ name: String) async throws -> Int64 {
    let tasks = try await sandbox.walk("/v2/tasks")
    return try #require(tasks.first { $0["name"].string == name }?["id"].integer)
  }

  func create(_ fields: String) async throws -> Answered {
    try await sandbox.send("POST", "/v2/invoices", "{\(fields)}")
  }

  /// The path of a new invoice for Acme.
  func draft(_ fields: String) async throws -> String {
    let answer = try await create("\"client_id\": \(try await client("Acme")), \(fields)")
    return "/v2/invoices/\(try #require(answer.json["id"].integer))"
  }
}

extension JSON {
  /// A text of digits.
  var integerText: Int64? { string.flatMap { Int64($0) } }
}
