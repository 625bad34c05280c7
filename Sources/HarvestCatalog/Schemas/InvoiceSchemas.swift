/// Invoices and their line items, and the categories of the items.
enum InvoiceSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "invoice", nameFields: [["number"]],
      [
        .id,
        Field("client_key", .string, "part of the invoice's public address"),
        Field("number", .string),
        Field("purchase_order", .string, nullable: true, "\"\" in some answers when unset"),
        Field("amount", .money(.path("currency")), "after discount and taxes"),
        Field("due_amount", .money(.path("currency")), "amount less payments"),
        Field("tax", .decimal, nullable: true, "per cent"),
        Field("tax_amount", .money(.path("currency")), nullable: true, "0.0 without a tax"),
        Field("tax2", .decimal, nullable: true, "per cent"),
        Field("tax2_amount", .money(.path("currency")), nullable: true, "0.0 without a second tax"),
        Field("discount", .decimal, nullable: true, "per cent"),
        Field("discount_amount", .money(.path("currency")), nullable: true, "0.0 without a discount"),
        Field("subject", .string, nullable: true),
        Field("notes", .string, nullable: true),
        Field("state", .choice(["draft", "open", "paid", "closed"]), "changed by marking it and by payments"),
        Field("period_start", .date, nullable: true, "set when made from tracked time"),
        Field("period_end", .date, nullable: true, "set when made from tracked time"),
        Field("issue_date", .date),
        Field("due_date", .date),
        Field(
          "payment_term", .choice(["upon receipt", "net 15", "net 30", "net 45", "net 60", "custom"]), nullable: true),
        Field("sent_at", .datetime, nullable: true),
        Field("paid_at", .datetime, nullable: true, "midnight UTC when only a day was given"),
        Field("paid_date", .date, nullable: true),
        Field("closed_at", .datetime, nullable: true),
        Field("recurring_invoice_id", .id, nullable: true, "recurring invoices have no calls of their own"),
        .createdAt, .updatedAt, .currency,
        Field(
          "payment_options", .list([.choice(["ach", "credit_card", "paypal"])]), nullable: true,
          "absent from some answers"),
        .client,
        .reference("estimate", to: "estimate", nullable: true, [.id]),
        Field("retainer", .object("retainer"), nullable: true),
        .creator,
        Field("line_items", .list([.object("invoice_line_item")])),
      ]),
    ObjectSchema(
      "invoice_line_item", nameFields: [],
      [
        .id,
        Field("kind", .string, "name of an invoice item category"),
        Field("description", .string, nullable: true),
        Field("quantity", .decimal),
        Field("unit_price", .money(.parent("currency"))),
        Field("amount", .money(.parent("currency"))),
        Field("taxed", .boolean, "the first tax applies"),
        Field("taxed2", .boolean, "the second tax applies"),
        .reference("project", to: "project", nullable: true, Field.idNameAndCode),
      ]),
    ObjectSchema("retainer", nameFields: [], [.id]),
    ObjectSchema(
      "invoice_item_category",
      [
        .id, .name,
        Field("use_as_service", .boolean, "hours are invoiced under it; it cannot be deleted then"),
        Field("use_as_expense", .boolean, "expenses are invoiced under it; it cannot be deleted then"),
        .createdAt, .updatedAt,
      ]),
  ]
}
