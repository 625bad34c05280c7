/// Estimates, their line items and messages, and the categories of the items.
enum EstimateSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "estimate", nameFields: [["number"]],
      [
        .id,
        Field("client_key", .string, "part of the estimate's public address"),
        Field("number", .string),
        Field("purchase_order", .string, nullable: true),
        Field("amount", .money(.path("currency")), "after discount and taxes"),
        Field("tax", .decimal, nullable: true, "per cent"),
        Field("tax_amount", .money(.path("currency")), nullable: true, "0.0 without a tax"),
        Field("tax2", .decimal, nullable: true, "per cent"),
        Field("tax2_amount", .money(.path("currency")), nullable: true, "0.0 without a second tax"),
        Field("discount", .decimal, nullable: true, "per cent"),
        Field("discount_amount", .money(.path("currency")), nullable: true, "0.0 without a discount"),
        Field("subject", .string, nullable: true),
        Field("notes", .string, nullable: true),
        Field("state", .choice(["draft", "sent", "accepted", "declined"]), "changed by marking it"),
        Field("issue_date", .date, nullable: true),
        Field("sent_at", .datetime, nullable: true),
        .createdAt, .updatedAt,
        Field("accepted_at", .datetime, nullable: true),
        Field("declined_at", .datetime, nullable: true),
        .currency, .client, .creator,
        Field("line_items", .list([.object("estimate_line_item")])),
      ]),
    ObjectSchema(
      "estimate_line_item", nameFields: [],
      [
        .id,
        Field("kind", .string, "name of an estimate item category"),
        Field("description", .string, nullable: true),
        Field("quantity", .decimal),
        Field("unit_price", .money(.parent("currency"))),
        Field("amount", .money(.parent("currency"))),
        Field("taxed", .boolean, "the first tax applies"),
        Field("taxed2", .boolean, "the second tax applies"),
      ]),
    ObjectSchema(
      "estimate_message", nameFields: [],
      [
        .id,
        Field("sent_by", .string),
        Field("sent_by_email", .string),
        Field("sent_from", .string),
        Field("sent_from_email", .string),
        Field("send_me_a_copy", .boolean),
        .createdAt, .updatedAt,
        Field("recipients", .list([.object("estimate_message_recipient")])),
        Field(
          "event_type", .choice(["send", "accept", "decline", "re-open", "view", "invoice"]), nullable: true,
          "null for an e-mail; view and invoice are never written"),
        Field("subject", .string, nullable: true, "null where the state changes without an e-mail"),
        Field("body", .string, nullable: true),
      ]),
    ObjectSchema("estimate_message_recipient", [Field("name", .string, nullable: true), Field("email", .string)]),
    ObjectSchema("estimate_item_category", [.id, .name, .createdAt, .updatedAt]),
  ]
}
