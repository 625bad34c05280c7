/// Messages and payments of invoices, and the categories of line items.
enum InvoiceMailEndpoints {
  static let all: [Endpoint] = messages + marks + payments + categories

  private static let messages: [Endpoint] = [
    Endpoint(
      .get, "/invoices/{invoice_id}/messages", "listMessagesForInvoice", resource: "invoice_messages", .list,
      parent: "invoices", query: [.updatedSince], answer: .list(of: "invoice_message", key: "invoice_messages"),
      paging: .cursor, role: Role.invoiceMail, "the messages of an invoice, the newest first"),
    Endpoint(
      .post, "/invoices/{invoice_id}/messages", "createInvoiceMessage", resource: "invoice_messages", .create,
      parent: "invoices",
      body: [
        BodyField("event_type", .choice(["send", "close", "re-open", "draft"]), "a state change, no e-mail"),
        .recipients("invoice_message_recipient"),
        BodyField("subject", .string),
        BodyField("body", .string),
        BodyField(
          "include_link_to_client_invoice", .boolean, "deprecated: true does nothing, false clears payment_options"),
        BodyField("attach_pdf", .boolean, "false when not given"),
        BodyField("send_me_a_copy", .boolean, "false when not given"),
        BodyField("thank_you", .boolean, "false when not given"),
      ],
      constraints: [.atLeastOne(["event_type", "recipients", "send_me_a_copy"])],
      answer: .object("invoice_message"), success: 201, role: Role.invoiceMail,
      rules: [
        Rule(.note, "without event_type it sends an e-mail"),
        Rule(.refused, "without event_type, recipients and send_me_a_copy"),
      ],
      "e-mail an invoice, or change its state"),
    Endpoint(
      .get, "/invoices/{invoice_id}/messages/new", "retrieveInvoiceMessageSubjectAndBodyForSpecificInvoice",
      resource: "invoice_messages", .named("preview"), parent: "invoices",
      query: [Parameter("thank_you", .boolean), Parameter("reminder", .boolean)],
      answer: .object("invoice_message_subject_and_body"), role: Role.invoiceMail,
      "the subject and body that a message would have; nothing is made"),
    Endpoint(
      .delete, "/invoices/{invoice_id}/messages/{message_id}", "deleteInvoiceMessage", resource: "invoice_messages",
      .delete, parent: "invoices", answer: .empty, role: Role.invoiceMail, "delete a message"),
    Endpoint(
      .post, "/invoices/{invoice_id}/messages", "sendInvoiceMessage", resource: "invoice_messages", .named("send"),
      parent: "invoices",
      body: [
        .recipients("invoice_message_recipient", "or send_me_a_copy: true"),
        BodyField("subject", .string),
        BodyField("body", .string),
        BodyField("attach_pdf", .boolean, "false when not given"),
        BodyField("send_me_a_copy", .boolean, "false when not given"),
        BodyField("thank_you", .boolean, "false when not given"),
      ],
      constraints: [.atLeastOne(["recipients", "send_me_a_copy"])],
      answer: .object("invoice_message"), success: 201, role: Role.invoiceMail,
      rules: [Rule(.note, "it sends an e-mail"), Rule(.refused, "without recipients and send_me_a_copy")],
      variantOf: "createInvoiceMessage", "e-mail an invoice"),
  ]

  private static let marks: [Endpoint] = [
    mark("markDraftInvoiceAsSent", "mark sent", event: "send", "draft to open; nothing is mailed"),
    mark("markOpenInvoiceAsClosed", "mark closed", event: "close", "open to closed: written off"),
    mark("reopenClosedInvoice", "mark open", event: "re-open", "closed to open"),
    mark("markOpenInvoiceAsDraft", "mark draft", event: "draft", "open to draft"),
  ]

  private static func mark(_ operation: String, _ action: String, event: String, _ summary: String) -> Endpoint {
    Endpoint(
      .post, "/invoices/{invoice_id}/messages", operation, resource: "invoice_messages", .named(action),
      parent: "invoices", body: [.event(event)], answer: .object("invoice_message"), success: 201,
      role: Role.invoiceMail, variantOf: "createInvoiceMessage", summary)
  }

  private static let payments: [Endpoint] = [
    Endpoint(
      .get, "/invoices/{invoice_id}/payments", "listPaymentsForInvoice", resource: "invoice_payments", .list,
      parent: "invoices", query: [.updatedSince], answer: .list(of: "invoice_payment", key: "invoice_payments"),
      paging: .cursor, role: Role.invoiceMail, "the payments of an invoice, the newest first"),
    Endpoint(
      .post, "/invoices/{invoice_id}/payments", "createInvoicePayment", resource: "invoice_payments", .create,
      parent: "invoices",
      body: [
        BodyField("amount", .money(.parent("currency")), required: true),
        BodyField("paid_at", .datetime, "or paid_date"),
        BodyField("paid_date", .date, "or paid_at"),
        .notes,
        BodyField(
          "send_thank_you", .boolean, "true when not given: mail to the client once the invoice is paid in full"),
      ],
      constraints: [.atMostOne(["paid_at", "paid_date"])],
      answer: .object("invoice_payment"), success: 201, role: Role.invoiceMail,
      rules: [
        Rule(.refused, "with both paid_at and paid_date"),
        Rule(.cascades, "a payment of all that is due makes the invoice paid"),
      ],
      "enter a payment"),
    Endpoint(
      .delete, "/invoices/{invoice_id}/payments/{payment_id}", "deleteInvoicePayment", resource: "invoice_payments",
      .delete, parent: "invoices", answer: .empty, role: Role.invoiceMail, "delete a payment"),
  ]

  private static let categories: [Endpoint] = [
    Endpoint(
      .get, "/invoice_item_categories", "listInvoiceItemCategories", resource: "invoice_item_categories", .list,
      query: [.updatedSince], answer: .list(of: "invoice_item_category", key: "invoice_item_categories"),
      paging: .cursor, role: Role.invoices, "the categories of invoice line items, the newest first"),
    Endpoint(
      .post, "/invoice_item_categories", "createInvoiceItemCategory", resource: "invoice_item_categories", .create,
      body: [BodyField("name", .string, required: true)], answer: .object("invoice_item_category"), success: 201,
      role: Role.invoices, "make a category"),
    Endpoint(
      .get, "/invoice_item_categories/{invoice_item_category_id}", "retrieveInvoiceItemCategory",
      resource: "invoice_item_categories", .get, answer: .object("invoice_item_category"), role: Role.invoices,
      "one category"),
    Endpoint(
      .patch, "/invoice_item_categories/{invoice_item_category_id}", "updateInvoiceItemCategory",
      resource: "invoice_item_categories", .update, body: [BodyField("name", .string)],
      answer: .object("invoice_item_category"), role: Role.invoices, "rename a category"),
    Endpoint(
      .delete, "/invoice_item_categories/{invoice_item_category_id}", "deleteInvoiceItemCategory",
      resource: "invoice_item_categories", .delete, answer: .empty, role: Role.invoices,
      rules: [Rule(.refused, "while use_as_service or use_as_expense is true")], "delete a category"),
  ]
}
