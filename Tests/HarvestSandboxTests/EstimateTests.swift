import HarvestSandbox
import Testing

/// Estimates: numbers, amounts, lines, filters and who may see them.
struct EstimateTests {
  private let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 200, rateLimits: false))

  private func client(_ name: String = "Acme") async throws -> Int64 {
    let clients = try await sandbox.walk("/v2/clients")
    return try #require(clients.first { $0["name"] == .text(name) }?["id"].integer)
  }

  @Test func lifeOfAnEstimate() async throws {
    let client = try await client()
    let before = try await sandbox.get("/v2/estimates").json["total_entries"].integer
    let created = try await sandbox.send(
      "POST", "/v2/estimates",
      """
      {"client_id": \(client), "subject": "Store", "tax": 5, "tax2": 2, "discount": 10, "line_items":
        [{"kind": "Service", "description": "Phase 2", "quantity": 100, "unit_price": 100, "taxed": true, "taxed2": true}]}
      """)
    #expect(created.status == 201)
    #expect(
      created.json.keys == [
        "id", "client_key", "number", "purchase_order", "amount", "tax", "tax_amount", "tax2", "tax2_amount",
        "discount",
        "discount_amount", "subject", "notes", "state", "issue_date", "sent_at", "created_at", "updated_at",
        "accepted_at", "declined_at", "currency", "client", "creator", "line_items",
      ])
    #expect(created.json["amount"] == .number("9630.0"))
    #expect(created.json["discount_amount"] == .number("1000.0"))
    #expect(created.json["tax_amount"] == .number("450.0"))
    #expect(created.json["tax2_amount"] == .number("180.0"))
    #expect(created.json["state"] == .text("draft"))
    #expect(created.json["issue_date"] == .text("2026-03-18"))
    #expect(created.json["currency"] == .text("USD"))
    #expect(created.json["creator.name"] == .text("Ada Lindqvist"))
    let line = try #require(created.json["line_items"].items.first)
    #expect(
      line.keys == ["id", "kind", "description", "quantity", "unit_price", "amount", "taxed", "taxed2"])

    let path = "/v2/estimates/\(try #require(created.json["id"].integer))"
    let listed = try await sandbox.get("/v2/estimates")
    #expect(listed.json["total_entries"].integer == before.map { $0 + 1 })
    #expect(listed.rows.first == created.json)

    let updated = try await sandbox.send("PATCH", path, #"{"purchase_order": "2345", "tax2": null}"#)
    #expect(updated.status == 200)
    #expect(updated.json["purchase_order"] == .text("2345"))
    #expect(updated.json["tax2"] == .null)
    #expect(updated.json["tax2_amount"] == .number("0.0"))
    #expect(updated.json["amount"] == .number("9450.0"))
    #expect(updated.json["subject"] == .text("Store"))
    #expect(try await sandbox.get(path).json == updated.json)

    let deleted = try await sandbox.send("DELETE", path)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get(path).status == 404)
    #expect(try await sandbox.get(path + "/messages").status == 404)
    #expect(try await sandbox.get("/v2/estimates").json["total_entries"].integer == before)
  }

  @Test func linesAreAddedChangedAndDeletedByTheirEstimate() async throws {
    let client = try await client()
    let created = try await sandbox.send(
      "POST", "/v2/estimates",
      """
      {"client_id": \(client), "line_items": [
        {"kind": "Service", "unit_price": 80.1}, {"kind": "Product", "quantity": 3, "unit_price": 10}]}
      """)
    let path = "/v2/estimates/\(try #require(created.json["id"].integer))"
    let ids = created.json["line_items"].items.compactMap { $0["id"].integer }
    try #require(ids.count == 2)
    #expect(created.json["amount"] == .number("110.1"))

    let added = try await sandbox.send(
      "PATCH", path, #"{"line_items": [{"kind": "Service", "unit_price": 9.9}]}"#)
    #expect(added.json["line_items"].items.count == 3)
    #expect(added.json["amount"] == .number("120.0"))

    let changed = try await sandbox.send(
      "PATCH", path, #"{"line_items": [{"id": \#(ids[1]), "quantity": 0.5}]}"#)
    #expect(changed.json["line_items"].items.map { $0["amount"] } == [.number("80.1"), .number("5.0"), .number("9.9")])

    let deleted = try await sandbox.send(
      "PATCH", path, #"{"line_items": [{"id": \#(ids[0]), "_destroy": true}]}"#)
    #expect(deleted.json["line_items"].items.map { $0["kind"] } == [.text("Product"), .text("Service")])
    #expect(deleted.json["amount"] == .number("14.9"))
  }

  @Test func anInvoiceOutlivesItsEstimate() async throws {
    let client = try await client()
    let estimate = try #require(
      try await sandbox.send("POST", "/v2/estimates", #"{"client_id": \#(client)}"#).json["id"].integer)
    let made = try await sandbox.send(
      "POST", "/v2/invoices", #"{"client_id": \#(client), "estimate_id": \#(estimate)}"#)
    #expect(made.json["estimate.id"].integer == estimate)
    try await sandbox.send("DELETE", "/v2/estimates/\(estimate)")
    let left = try await sandbox.get("/v2/invoices/\(try #require(made.json["id"].integer))")
    #expect(left.status == 200)
    #expect(left.json["estimate"] == .null)
  }

  @Test func numbersGoOnAfterTheGreatest() async throws {
    let client = try await client()
    func create(_ field: String = "") async throws -> JSON {
      try await sandbox.send("POST", "/v2/estimates", #"{"client_id": \#(client)\#(field)}"#).json["number"]
    }
    #expect(try await create(#", "number": "5000""#) == .text("5000"))
    #expect(try await create() == .text("5001"))
    #expect(try await create(#", "number": "Q-7""#) == .text("Q-7"))
    #expect(try await create() == .text("5002"))
  }

  @Test(arguments: [
    ("", "client_id is required"),
    (#""client_id": 1"#, "Client not found"),
    (#""client_id": "Acme""#, "Invalid client_id parameter"),
    (#""client_id": ID, "tax": "much""#, "Invalid tax parameter"),
    (#""client_id": ID, "issue_date": "soon""#, "Invalid issue_date parameter"),
    (#""client_id": ID, "currency": "XXZ""#, "currency is not supported"),
    (#""client_id": ID, "line_items": [{"unit_price": 1}]"#, "kind is required"),
    (#""client_id": ID, "line_items": [{"kind": "Service"}]"#, "unit_price is required"),
    (#""client_id": ID, "line_items": [{"kind": "Service", "id": 1, "unit_price": 1}]"#, "Line item 1 not found"),
  ])
  func whatIsWrongIsRefused(fields: String, message: String) async throws {
    let client = try await client()
    let before = try await sandbox.get("/v2/estimates").bytes
    let answer = try await sandbox.send(
      "POST", "/v2/estimates", "{\(fields.replacing("ID", with: String(client)))}")
    #expect(answer.status == 422)
    #expect(answer.message == message)
    #expect(try await sandbox.get("/v2/estimates").bytes == before)
  }

  @Test func anUpdateThatFailsChangesNothing() async throws {
    let path = "/v2/estimates/\(try #require(try await sandbox.get("/v2/estimates").ids.first))"
    let before = try await sandbox.get(path).bytes
    let answer = try await sandbox.send(
      "PATCH", path, #"{"subject": "New", "line_items": [{"id": 1, "_destroy": true}]}"#)
    #expect(answer.status == 422)
    #expect(try await sandbox.get(path).bytes == before)
  }

  @Test func filters() async throws {
    let all = try await walk("/v2/estimates")
    #expect(Set(all.map { $0["state"] }) == [.text("draft"), .text("sent"), .text("accepted"), .text("declined")])
    let dates = all.compactMap { $0["issue_date"].string }
    #expect(dates == dates.sorted(by: >))
    for state in ["draft", "sent", "accepted", "declined"] {
      #expect(try await walk("/v2/estimates?state=\(state)") == all.filter { $0["state"] == .text(state) })
    }
    #expect(try await get("/v2/estimates?state=open").status == 422)
    let client = try #require(all.first?["client.id"].integer)
    #expect(
      try await walk("/v2/estimates?client_id=\(client)") == all.filter { $0["client.id"].integer == client })
    let middle = dates[dates.count / 2]
    #expect(try await walk("/v2/estimates?from=\(middle)").count == dates.count { $0 >= middle })
    #expect(try await walk("/v2/estimates?to=\(middle)").count == dates.count { $0 <= middle })
    let since = try #require(all[4]["updated_at"].string)
    #expect(
      try await walk("/v2/estimates?updated_since=\(since)")
        == all.filter { ($0["updated_at"].string ?? "") >= since })
  }

  @Test(arguments: [SandboxRole.manager, .member])
  func onlyEstimatesManagersMay(role: SandboxRole) async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 10, role: role, rateLimits: false))
    let id = try #require(try await walk("/v2/estimates").first?["id"].integer)
    #expect(try await sandbox.get("/v2/estimates").status == 403)
    #expect(try await sandbox.get("/v2/estimates/\(id)").status == 403)
    #expect(try await sandbox.send("POST", "/v2/estimates", "{}").status == 403)
    #expect(try await sandbox.send("PATCH", "/v2/estimates/\(id)", "{}").status == 403)
    #expect(try await sandbox.send("DELETE", "/v2/estimates/\(id)").status == 403)
    #expect(try await sandbox.get("/v2/estimates/\(id)/messages").status == 403)
    #expect(try await sandbox.send("POST", "/v2/estimates/\(id)/messages", "{}").status == 403)
  }

  /// The story says of each state when it was reached.
  @Test func statesHaveTheirMoments() async throws {
    for estimate in try await walk("/v2/estimates") {
      let state = try #require(estimate["state"].string)
      #expect((estimate["sent_at"] == .null) == (state == "draft"))
      #expect((estimate["accepted_at"] == .null) == (state != "accepted"))
      #expect((estimate["declined_at"] == .null) == (state != "declined"))
      let id = try #require(estimate["id"].integer)
      #expect(try await walk("/v2/estimates/\(id)/messages").isEmpty == (state == "draft"))
    }
  }

  @Test func oneOfTheStoryBecameAnInvoice() async throws {
    let made = try await walk("/v2/invoices").filter { $0["estimate"] != .null }
    #expect(made.count == 1)
    let estimate = try #require(made.first?["estimate.id"].integer)
    let events = try await walk("/v2/estimates/\(estimate)/messages").map { $0["event_type"] }
    #expect(events == [.text("invoice"), .text("accept"), .null])
  }
}
