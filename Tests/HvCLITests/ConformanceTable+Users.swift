extension ConformanceTable {
  /// Users, their rates, their projects, and who looks after whom.
  static let users = #"""
    listUsers
      : users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ users active: true, updated_since: 2026-11-24
      > GET /users?is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 users[] user
    createUser
      $ users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example", timezone: "Amsterdam",
        has_access_to_all_future_projects: true, contractor: false, active: true, weekly_capacity: 126000,
        default_hourly_rate: 120, cost_rate: 55.5, roles: ["Designer"], access_roles: [manager, project_creator]
      > POST /users {"first_name": "Ann", "last_name": "Kite", "email": "ann@kite.example", "timezone": "Amsterdam",
        "has_access_to_all_future_projects": true, "is_contractor": false, "is_active": true,
        "weekly_capacity": 126000, "default_hourly_rate": 120, "cost_rate": 55.5, "roles": ["Designer"],
        "access_roles": ["manager", "project_creator"]}
      < 201 user
    retrieveTheCurrentlyAuthenticatedUser
      $ me
      > GET /users/me
      < 200 user
    listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser
      $ project_assignments
      > GET /users/me/project_assignments
      < 200 project_assignments[] project_assignment
    deleteUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ $user | delete
      > DELETE /users/#
      < 200 -
    retrieveUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ users $user.id
      > GET /users/#
      < 200 user
    updateUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example",
        has_access_to_all_future_projects: true, roles: ["Designer"], access_roles: [manager]
      $ $user | update first_name: "Anna", last_name: "Lark", email: "anna@lark.example", timezone: "Tokyo",
        has_access_to_all_future_projects: false, contractor: true, weekly_capacity: 72000, roles: [],
        access_roles: [member]
      > PATCH /users/# {"first_name": "Anna", "last_name": "Lark", "email": "anna@lark.example", "timezone": "Tokyo",
        "has_access_to_all_future_projects": false, "is_contractor": true, "weekly_capacity": 72000, "roles": [],
        "access_roles": ["member"]}
      < 200 user
    archiveUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ $user | archive
      > PATCH /users/# {"is_active": false}
      < 200 user

    listBillableRatesForSpecificUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example", default_hourly_rate: 90
      $ $user | billable_rates
      > GET /users/#/billable_rates
      < 200 billable_rates[] rate
    createBillableRate
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ $user | billable_rates create amount: 99.50, start_date: 2026-11-01
      > POST /users/#/billable_rates {"amount": 99.5, "start_date": "2026-11-01"}
      < 201 rate
    retrieveBillableRate
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      : let rate = $user | billable_rates create amount: 99.50
      $ $user | billable_rates $rate.id
      > GET /users/#/billable_rates/#
      < 200 rate
    listCostRatesForSpecificUser
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example", cost_rate: 40
      $ $user | cost_rates
      > GET /users/#/cost_rates
      < 200 cost_rates[] rate
    createCostRate
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      $ $user | cost_rates create amount: 45, start_date: 2026-11-01
      > POST /users/#/cost_rates {"amount": 45, "start_date": "2026-11-01"}
      < 201 rate
    retrieveCostRate
      : let user = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example"
      : let rate = $user | cost_rates create amount: 45
      $ $user | cost_rates $rate.id
      > GET /users/#/cost_rates/#
      < 200 rate

    listActiveProjectAssignments
      : let user = users "Grace Kim"
      $ $user | project_assignments updated_since: 2020-01-01
      > GET /users/#/project_assignments?updated_since=2020-01-01T00:00:00Z
      < 200 project_assignments[] project_assignment
    listAssignedTeammatesForSpecificUser
      : let manager = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example",
        access_roles: [manager]
      : $manager | teammates update teammates: ["Grace Kim"]
      $ $manager | teammates
      > GET /users/#/teammates
      < 200 teammates[] teammate
    updateUserAssignedTeammates
      : let manager = users create first_name: "Ann", last_name: "Kite", email: "ann@kite.example",
        access_roles: [manager]
      $ $manager | teammates update teammates: ["Grace Kim", "Elena Popescu"]
      > PATCH /users/#/teammates {"teammate_ids": ["#", "#"]}
      < 200 teammates[] teammate unpaged
    """#
}
