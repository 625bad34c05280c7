/// Clients and their contacts.
enum ClientSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "client",
      [
        .id, .name, .isActive,
        Field("address", .string, nullable: true, "several lines, parted by CRLF"),
        Field("statement_key", .string, nullable: true, "part of the address of the client dashboard"),
        .createdAt, .updatedAt, .currency,
      ]),
    ObjectSchema(
      "contact", nameFields: [["first_name", "last_name"], ["email"]],
      [
        .id,
        Field("title", .string, nullable: true),
        Field("first_name", .string),
        Field("last_name", .string, nullable: true),
        Field("email", .string, nullable: true),
        Field("phone_office", .string, nullable: true, "\"\" when unset"),
        Field("phone_mobile", .string, nullable: true, "\"\" when unset"),
        Field("fax", .string, nullable: true, "\"\" when unset"),
        .createdAt, .updatedAt, .client,
      ]),
  ]
}
