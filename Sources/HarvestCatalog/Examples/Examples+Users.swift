extension Examples {
  /// Users, their rates, their projects, and who looks after whom.
  static let users = [
    "listUsers": #"users active: true | first 3"#,
    "createUser": #"users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example""#,
    "retrieveTheCurrentlyAuthenticatedUser": #"me"#,
    "listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser": #"project_assignments | first 2"#,
    "deleteUser": #"users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example" | delete"#,
    "retrieveUser": #"time_entries last month | first 1 | user"#,
    "updateUser": #"users "Grace Kim" | update weekly_capacity: 115200"#,
    "archiveUser": #"users "Grace Kim" | archive"#,

    "listBillableRatesForSpecificUser": #"users "Grace Kim" | billable_rates"#,
    "createBillableRate": #"users "Grace Kim" | billable_rates create amount: 95, start_date: today"#,
    "retrieveBillableRate": #"let grace = users "Grace Kim"; $grace | billable_rates ($grace | billable_rates)[0].id"#,
    "listCostRatesForSpecificUser": #"users "Grace Kim" | cost_rates"#,
    "createCostRate": #"users "Grace Kim" | cost_rates create amount: 45, start_date: today"#,
    "retrieveCostRate": #"let grace = users "Grace Kim"; $grace | cost_rates ($grace | cost_rates)[0].id"#,

    "listActiveProjectAssignments": #"users "Grace Kim" | project_assignments"#,
    "listAssignedTeammatesForSpecificUser": #"users "Noor van Dijk" | teammates"#,
    "updateUserAssignedTeammates": #"users "Noor van Dijk" | teammates update teammates: ["Grace Kim", "Mei Tanaka"]"#,
  ]
}
