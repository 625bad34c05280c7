/// Expenses and their categories.
enum ExpenseSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "expense", nameFields: [],
      [
        .id,
        Field("notes", .string, nullable: true),
        Field("total_cost", .money(.path("client.currency"))),
        Field("units", .decimal, nullable: true),
        .isClosed, .approvalStatus, .isLocked, .isBilled, .lockedReason,
        Field("spent_date", .date),
        .createdAt, .updatedAt,
        Field("billable", .boolean),
        Field("receipt", .object("receipt"), nullable: true),
        .user, .embeddedUserAssignment, .project,
        .reference(
          "expense_category", to: "expense_category",
          [
            .id, .name,
            Field("unit_price", .money(.path("client.currency")), nullable: true),
            Field("unit_name", .string, nullable: true),
          ]),
        .reference("client", to: "client", [.id, .name, .currency]),
        .invoice,
      ]),
    ObjectSchema(
      "receipt", nameFields: [["file_name"]],
      [
        Field("url", .string, "on the account's web site, not on the API's host"),
        Field("file_name", .string),
        Field("file_size", .integer, "bytes"),
        Field("content_type", .string),
      ]),
    ObjectSchema(
      "expense_category",
      [
        .id, .name,
        Field("unit_name", .string, nullable: true, "`mile`; set with unit_price"),
        Field("unit_price", .decimal, nullable: true, "a bare number: each expense takes its client's currency"),
        .isActive, .createdAt, .updatedAt,
      ]),
  ]
}
