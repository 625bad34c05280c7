/// The company, of which an account has one, and what the identity server says of accounts.
enum CompanySchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "company",
      [
        Field("base_uri", .string, "address of the account's web site"),
        Field("full_domain", .string),
        .name,
        Field("is_active", .boolean),
        Field("week_start_day", .choice(["Saturday", "Sunday", "Monday"])),
        Field("wants_timestamp_timers", .boolean, "true: start and end times; false: durations"),
        Field("time_format", .choice(["decimal", "hours_minutes"]), "for display; the API sends decimal hours always"),
        Field("date_format", .string, "a strftime pattern"),
        Field("plan_type", .string),
        Field("expense_feature", .boolean, "the module is on"),
        Field("invoice_feature", .boolean, "the module is on"),
        Field("estimate_feature", .boolean, "the module is on"),
        Field("approval_feature", .boolean, "the module is on"),
        Field("team_feature", .boolean, "the module is on; absent from some answers"),
        Field("clock", .choice(["12h", "24h"]), "the form of started_time and ended_time"),
        Field("currency", .string, evidence: .singleSource, "ISO code of the account's currency"),
        Field("currency_code_display", .string),
        Field("currency_symbol_display", .string),
        Field("decimal_symbol", .string),
        Field("thousands_separator", .string),
        Field("color_scheme", .string),
        Field("weekly_capacity", .integer, "seconds; 126000 is 35 hours"),
      ]),
    ObjectSchema(
      "identity", nameFields: [],
      [
        Field("user", .object("identity_user"), "the person as Harvest ID knows them"),
        Field("accounts", .list([.object("account")])),
      ]),
    ObjectSchema(
      "identity_user", nameFields: [["first_name", "last_name"], ["email"]],
      [
        Field("id", .id, "not the id of the Harvest user; users/me has that"),
        Field("first_name", .string),
        Field("last_name", .string),
        Field("email", .string),
      ]),
    ObjectSchema(
      "account",
      [
        Field("id", .id, "what Harvest-Account-Id takes"),
        .name,
        Field("product", .choice(["harvest", "forecast"])),
        Field("google_sign_in_required", .boolean, evidence: .singleSource),
      ]),
  ]
}
