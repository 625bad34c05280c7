/// What is sent and paid on an invoice: messages and payments.
enum InvoiceMailSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "invoice_message", nameFields: [],
      [
        .id,
        Field("sent_by", .string),
        Field("sent_by_email", .string),
        Field("sent_from", .string),
        Field("sent_from_email", .string),
        Field("include_link_to_client_invoice", .boolean, "deprecated"),
        Field("send_me_a_copy", .boolean),
        Field("thank_you", .boolean),
        Field("reminder", .boolean),
        Field("send_reminder_on", .date, nullable: true),
        .createdAt, .updatedAt,
        Field("attach_pdf", .boolean),
        Field(
          "event_type", .choice(["close", "draft", "re-open", "send"]), nullable: true, "null for an e-mail"),
        Field("recipients", .list([.object("invoice_message_recipient")])),
        Field("subject", .string, nullable: true),
        Field("body", .string, nullable: true),
      ]),
    ObjectSchema("invoice_message_recipient", [Field("name", .string, nullable: true), Field("email", .string)]),
    ObjectSchema(
      "invoice_message_subject_and_body", nameFields: [],
      [
        Field("invoice_id", .id, reference: "invoice"),
        Field("subject", .string),
        Field("body", .string),
        Field("reminder", .boolean),
        Field("thank_you", .boolean),
      ]),
    ObjectSchema(
      "invoice_payment", nameFields: [],
      [
        .id,
        Field("amount", .money(.parent("currency"))),
        Field("paid_at", .datetime),
        Field("paid_date", .date, nullable: true),
        Field("recorded_by", .string),
        Field("recorded_by_email", .string),
        Field("notes", .string, nullable: true),
        Field("transaction_id", .string, nullable: true),
        .createdAt, .updatedAt,
        Field("payment_gateway", .object("payment_gateway")),
      ]),
    ObjectSchema(
      "payment_gateway",
      [
        Field("id", .id, nullable: true, "null for a payment entered by hand"),
        Field("name", .string, nullable: true, "null for a payment entered by hand"),
      ]),
  ]
}
