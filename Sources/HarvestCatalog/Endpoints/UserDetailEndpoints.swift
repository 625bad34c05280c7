/// What hangs on one user: rates, teammates and project assignments.
enum UserDetailEndpoints {
  static let all: [Endpoint] = billableRates + costRates + projectAssignments + teammates

  private static let billableRates: [Endpoint] = [
    Endpoint(
      .get, "/users/{user_id}/billable_rates", "listBillableRatesForSpecificUser", resource: "billable_rates", .list,
      parent: "users", answer: .list(of: "billable_rate", key: "billable_rates"), paging: .cursor,
      role: Role.billableRates, "the billable rates of a user, the oldest first"),
    Endpoint(
      .post, "/users/{user_id}/billable_rates", "createBillableRate", resource: "billable_rates", .create,
      parent: "users", body: rateBody, answer: .object("billable_rate"), success: 201, role: Role.billableRates,
      rules: rateRules, "set a user's billable rate"),
    Endpoint(
      .get, "/users/{user_id}/billable_rates/{billable_rate_id}", "retrieveBillableRate", resource: "billable_rates",
      .get, parent: "users", answer: .object("billable_rate"), role: Role.billableRates, "one billable rate"),
  ]

  private static let costRates: [Endpoint] = [
    Endpoint(
      .get, "/users/{user_id}/cost_rates", "listCostRatesForSpecificUser", resource: "cost_rates", .list,
      parent: "users", answer: .list(of: "cost_rate", key: "cost_rates"), paging: .cursor, role: Role.administrator,
      "the cost rates of a user, the oldest first"),
    Endpoint(
      .post, "/users/{user_id}/cost_rates", "createCostRate", resource: "cost_rates", .create, parent: "users",
      body: rateBody, answer: .object("cost_rate"), success: 201, role: Role.administrator, rules: rateRules,
      "set a user's cost rate"),
    Endpoint(
      .get, "/users/{user_id}/cost_rates/{cost_rate_id}", "retrieveCostRate", resource: "cost_rates", .get,
      parent: "users", answer: .object("cost_rate"), role: Role.administrator, "one cost rate"),
  ]

  private static let rateBody: [BodyField] = [
    BodyField("amount", .money(.company), required: true),
    BodyField("start_date", .date, "without it the rate holds for all time"),
  ]

  private static let rateRules: [Rule] = [
    Rule(.refused, "with a start_date in the future"),
    Rule(.cascades, "rates that start on or after start_date are replaced; without a start_date all are"),
  ]

  private static let projectAssignments: [Endpoint] = [
    Endpoint(
      .get, "/users/{user_id}/project_assignments", "listActiveProjectAssignments", resource: "project_assignments",
      .list, parent: "users", query: [.updatedSince],
      answer: .list(of: "project_assignment", key: "project_assignments"), paging: .cursor,
      role: Role.projectAssignments, "the active project assignments of a user, the newest first"),
    Endpoint(
      .get, "/users/me/project_assignments", "listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser",
      resource: "project_assignments", .list, parent: "users",
      answer: .list(of: "project_assignment", key: "project_assignments"), paging: .page, role: Role.me,
      "the caller's own active project assignments, the newest first"),
  ]

  private static let teammates: [Endpoint] = [
    Endpoint(
      .get, "/users/{user_id}/teammates", "listAssignedTeammatesForSpecificUser", resource: "teammates", .list,
      parent: "users", answer: .list(of: "teammate", key: "teammates"), paging: .cursor, role: Role.administrator,
      rules: [Rule(.refused, "unless the user is a manager")], "the users assigned to a manager"),
    Endpoint(
      .patch, "/users/{user_id}/teammates", "updateUserAssignedTeammates", resource: "teammates", .update,
      parent: "users",
      body: [
        BodyField("teammate_ids", .list([.id]), required: true, reference: "user", "replaces the whole list")
      ],
      answer: .list(of: "teammate", key: "teammates"), role: Role.administrator,
      rules: [
        Rule(.refused, "unless the user is a manager"),
        Rule(.cascades, "an empty list takes people_manager from the user"),
      ],
      "set the users assigned to a manager"),
  ]
}
