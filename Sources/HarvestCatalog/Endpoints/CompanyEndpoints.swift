/// The company, and the accounts that a token reaches.
enum CompanyEndpoints {
  static let all: [Endpoint] = [
    Endpoint(
      .get, "/company", "retrieveCompany", resource: "company", .get, answer: .object("company"), role: Role.company,
      "the company of the account and its settings"),
    Endpoint(
      .patch, "/company", "updateCompany", resource: "company", .update,
      body: [
        BodyField("wants_timestamp_timers", .boolean, "true: start and end times; false: durations"),
        BodyField("weekly_capacity", .integer, "seconds"),
      ],
      answer: .object("company"), role: Role.company, "change how time is tracked, or the weekly capacity"),
    Endpoint(
      .get, "/api/v2/accounts", origin: .identity, "listAccounts", resource: "accounts", .get,
      answer: .object("identity"), role: Role.token, "the person behind the token, and the accounts it reaches"),
  ]
}
