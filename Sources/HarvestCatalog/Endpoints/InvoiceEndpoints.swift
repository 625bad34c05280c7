/// Invoices and their line items.
enum InvoiceEndpoints {
  static let all: [Endpoint] = invoices + creations + lineItems

  private static let invoices: [Endpoint] = [
    Endpoint(
      .get, "/invoices", "listInvoices", resource: "invoices", .list,
      query: [
        .client,
        Parameter("project_id", .id, reference: "project", "an invoice has projects in its line items only"),
        .updatedSince,
      ] + Parameter.period(of: "issue_date") + [
        Parameter("state", .choice(["draft", "open", "paid", "closed"]), filters: "state")
      ],
      answer: .list(of: "invoice", key: "invoices"), paging: .page, role: Role.invoices,
      rules: [Rule(.note, "per_page is documented as 100 here when not given, elsewhere 2000")],
      "all invoices, the latest issue date first"),
    Endpoint(
      .post, "/invoices", "createInvoice", resource: "invoices", .create,
      body: head(creating: true) + [lineItemsImport(required: false), newLineItems],
      constraints: [.atMostOne(["line_items", "line_items_import"])], answer: .object("invoice"),
      success: 201, role: Role.invoices, rules: [Rule(.refused, "with both line_items and line_items_import")],
      "make an invoice"),
    Endpoint(
      .get, "/invoices/{invoice_id}", "retrieveInvoice", resource: "invoices", .get, answer: .object("invoice"),
      role: Role.invoices, "one invoice"),
    Endpoint(
      .patch, "/invoices/{invoice_id}", "updateInvoice", resource: "invoices", .update,
      body: head(creating: false) + [
        BodyField(
          "line_items", .list([.object("invoice_line_item")]),
          children: [.lineItemID] + lineItemFields(creating: false) + [.destroyLineItem])
      ],
      answer: .object("invoice"), role: Role.invoices,
      rules: [Rule(.note, "line items not mentioned stay as they are")], "change an invoice or its line items"),
    Endpoint(
      .delete, "/invoices/{invoice_id}", "deleteInvoice", resource: "invoices", .delete, answer: .empty,
      role: Role.invoices, "delete an invoice"),
  ]

  private static let creations: [Endpoint] = [
    Endpoint(
      .post, "/invoices", "createFreeFormInvoice", resource: "invoices", .create,
      body: head(creating: true) + [newLineItems], answer: .object("invoice"), success: 201, role: Role.invoices,
      variantOf: "createInvoice", "make an invoice of lines written by hand"),
    Endpoint(
      .post, "/invoices", "createInvoiceFromTrackedTimeAndExpenses", resource: "invoices", .create,
      body: head(creating: true) + [lineItemsImport(required: true)], answer: .object("invoice"), success: 201,
      role: Role.invoices, rules: [Rule(.cascades, "the imported entries and expenses become billed and locked")],
      variantOf: "createInvoice", "make an invoice of tracked time and expenses"),
  ]

  private static let lineItems: [Endpoint] = LineItemEndpoints.forms(
    of: "invoice", updating: "updateInvoice", creating: "createInvoiceLineItem", changing: "updateInvoiceLineItem",
    deleting: "deleteInvoiceLineItem", fields: lineItemFields, role: Role.invoices)

  private static func head(creating: Bool) -> [BodyField] {
    [
      .id("client_id", of: "client", required: creating),
      BodyField("retainer_id", .id, "funds can be added to a retainer, nothing else"),
      .id("estimate_id", of: "estimate"),
      BodyField("number", .string, creating ? "the next one when not given" : ""),
      BodyField("purchase_order", .string),
      BodyField("tax", .decimal, "per cent"),
      BodyField("tax2", .decimal, "per cent"),
      BodyField("discount", .decimal, "per cent"),
      BodyField("subject", .string),
      .notes,
      BodyField("currency", .string, "ISO code; the client's when not given"),
      BodyField("issue_date", .date, creating ? "today when not given" : ""),
      BodyField("due_date", .date, "counts only where payment_term is custom"),
      BodyField(
        "payment_term", .choice(["upon receipt", "net 15", "net 30", "net 45", "net 60", "custom"]),
        creating ? "custom when not given" : ""),
      BodyField(
        "payment_options", .list([.choice(["ach", "credit_card", "paypal"])]), "the account must have them set up"),
    ]
  }

  private static let newLineItems = BodyField(
    "line_items", .list([.object("invoice_line_item")]), children: lineItemFields(creating: true))

  private static func lineItemFields(creating: Bool) -> [BodyField] {
    [
      .id("project_id", of: "project"),
      BodyField("kind", .string, required: creating, "name of an invoice item category"),
      BodyField("description", .string),
      BodyField("quantity", .decimal, creating ? "1 when not given" : ""),
      BodyField("unit_price", .money(.parent("currency")), required: creating),
      BodyField("taxed", .boolean),
      BodyField("taxed2", .boolean),
    ]
  }

  private static func lineItemsImport(required: Bool) -> BodyField {
    BodyField(
      "line_items_import", .object("line_items_import"), required: required,
      children: [
        BodyField("project_ids", .list([.id]), required: true, reference: "project"),
        BodyField(
          "time", .object("time_import"), children: importedPart(by: ["project", "task", "people", "detailed"])),
        BodyField(
          "expenses", .object("expense_import"),
          children: importedPart(by: ["project", "category", "people", "detailed"]) + [
            BodyField("attach_receipt", .boolean, "also met as attach_receipts")
          ]),
      ])
  }

  private static func importedPart(by summaries: [String]) -> [BodyField] {
    [
      BodyField("summary_type", .choice(summaries), required: true, "one line for each of these"),
      BodyField("from", .date, "with to, or neither"),
      BodyField("to", .date, "with from, or neither"),
    ]
  }
}
