extension GoldenRequests {
  /// The documented endpoints, from projects to users.
  static let documentedJToZ = """
    GET /projects listProjects
      = 200 projects[] cursor
      ? is_active client_id updated_since
    POST /projects createProject
      = 201 project
      ! client_id name is_billable bill_by budget_by
      + code is_active is_fixed_fee hourly_rate budget budget_is_monthly notify_when_over_budget
      + over_budget_notification_percentage show_budget_to_all cost_budget cost_budget_include_expenses fee notes
      + starts_on ends_on
    DELETE /projects/{project_id} deleteProject
      = 200 -
    GET /projects/{project_id} retrieveProject
      = 200 project
    PATCH /projects/{project_id} updateProject
      = 200 project
      + client_id name code is_active is_billable is_fixed_fee bill_by hourly_rate budget budget_by budget_is_monthly
      + notify_when_over_budget over_budget_notification_percentage show_budget_to_all cost_budget
      + cost_budget_include_expenses fee notes starts_on ends_on
    GET /projects/{project_id}/task_assignments listTaskAssignmentsForSpecificProject
      = 200 task_assignments[] page
      ? is_active updated_since
    POST /projects/{project_id}/task_assignments createTaskAssignment
      = 201 task_assignment
      ! task_id
      + is_active billable hourly_rate budget
    DELETE /projects/{project_id}/task_assignments/{task_assignment_id} deleteTaskAssignment
      = 200 -
    GET /projects/{project_id}/task_assignments/{task_assignment_id} retrieveTaskAssignment
      = 200 task_assignment
    PATCH /projects/{project_id}/task_assignments/{task_assignment_id} updateTaskAssignment
      = 200 task_assignment
      + is_active billable hourly_rate budget
    GET /projects/{project_id}/user_assignments listUserAssignmentsForSpecificProject
      = 200 user_assignments[] page
      ? user_id is_active updated_since
    POST /projects/{project_id}/user_assignments createUserAssignment
      = 201 user_assignment
      ! user_id
      + is_active is_project_manager use_default_rates hourly_rate budget
    DELETE /projects/{project_id}/user_assignments/{user_assignment_id} deleteUserAssignment
      = 200 -
    GET /projects/{project_id}/user_assignments/{user_assignment_id} retrieveUserAssignment
      = 200 user_assignment
    PATCH /projects/{project_id}/user_assignments/{user_assignment_id} updateUserAssignment
      = 200 user_assignment
      + is_active is_project_manager use_default_rates hourly_rate budget
    GET /reports/expenses/categories expenseCategoriesReport
      = 200 results[] page
      ? from to
    GET /reports/expenses/clients clientsExpensesReport
      = 200 results[] page
      ? from to
    GET /reports/expenses/projects projectsExpensesReport
      = 200 results[] page
      ? from to
    GET /reports/expenses/team teamExpensesReport
      = 200 results[] page
      ? from to
    GET /reports/project_budget projectBudgetReport
      = 200 results[] page
      ? is_active
    GET /reports/time/clients clientsTimeReport
      = 200 results[] page
      ? from to include_fixed_fee
    GET /reports/time/projects projectsTimeReport
      = 200 results[] page
      ? from to include_fixed_fee include_forecast
    GET /reports/time/tasks tasksReport
      = 200 results[] page
      ? from to include_fixed_fee
    GET /reports/time/team teamTimeReport
      = 200 results[] page
      ? from to include_fixed_fee include_forecast
    GET /reports/uninvoiced uninvoicedReport
      = 200 results[] page
      ? from to include_fixed_fee
    GET /roles listRoles
      = 200 roles[] cursor
    POST /roles createRole
      = 201 role
      ! name
      + user_ids
    DELETE /roles/{role_id} deleteRole
      = 200 -
    GET /roles/{role_id} retrieveRole
      = 200 role
    PATCH /roles/{role_id} updateRole
      = 200 role
      + name user_ids
    GET /task_assignments listTaskAssignments
      = 200 task_assignments[] cursor
      ? is_active updated_since
    GET /tasks listTasks
      = 200 tasks[] cursor
      ? is_active updated_since
    POST /tasks createTask
      = 201 task
      ! name
      + billable_by_default default_hourly_rate is_default is_active
    DELETE /tasks/{task_id} deleteTask
      = 200 -
    GET /tasks/{task_id} retrieveTask
      = 200 task
    PATCH /tasks/{task_id} updateTask
      = 200 task
      + name billable_by_default default_hourly_rate is_default is_active
    GET /time_entries listTimeEntries
      = 200 time_entries[] page
      ? user_id client_id project_id task_id external_reference_id is_billed is_running approval_status updated_since
      ? from to
    POST /time_entries createTimeEntry
      = 201 time_entry
      ! project_id task_id spent_date
      + user_id started_time ended_time notes external_reference hours external_reference.id external_reference.group_id
      + external_reference.account_id external_reference.permalink
    DELETE /time_entries/{time_entry_id} deleteTimeEntry
      = 200 -
    GET /time_entries/{time_entry_id} retrieveTimeEntry
      = 200 time_entry
    PATCH /time_entries/{time_entry_id} updateTimeEntry
      = 200 time_entry
      + project_id task_id spent_date started_time ended_time hours notes external_reference external_reference.id
      + external_reference.group_id external_reference.account_id external_reference.permalink
    DELETE /time_entries/{time_entry_id}/external_reference deleteTimeEntryExternalReference
      = 200 -
    PATCH /time_entries/{time_entry_id}/restart restartStoppedTimeEntry
      = 200 time_entry
    PATCH /time_entries/{time_entry_id}/stop stopRunningTimeEntry
      = 200 time_entry
    GET /user_assignments listUserAssignments
      = 200 user_assignments[] cursor
      ? user_id is_active updated_since
    GET /users listUsers
      = 200 users[] cursor
      ? is_active updated_since
    POST /users createUser
      = 201 user
      ! first_name last_name email
      + timezone has_access_to_all_future_projects is_contractor is_active weekly_capacity default_hourly_rate cost_rate
      + roles access_roles
    GET /users/me retrieveTheCurrentlyAuthenticatedUser
      = 200 user
    GET /users/me/project_assignments listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser
      = 200 project_assignments[] page
    DELETE /users/{user_id} deleteUser
      = 200 -
    GET /users/{user_id} retrieveUser
      = 200 user
    PATCH /users/{user_id} updateUser
      = 200 user
      + first_name last_name email timezone has_access_to_all_future_projects is_contractor is_active weekly_capacity
      + roles access_roles
    GET /users/{user_id}/billable_rates listBillableRatesForSpecificUser
      = 200 billable_rates[] cursor
    POST /users/{user_id}/billable_rates createBillableRate
      = 201 billable_rate
      ! amount
      + start_date
    GET /users/{user_id}/billable_rates/{billable_rate_id} retrieveBillableRate
      = 200 billable_rate
    GET /users/{user_id}/cost_rates listCostRatesForSpecificUser
      = 200 cost_rates[] cursor
    POST /users/{user_id}/cost_rates createCostRate
      = 201 cost_rate
      ! amount
      + start_date
    GET /users/{user_id}/cost_rates/{cost_rate_id} retrieveCostRate
      = 200 cost_rate
    GET /users/{user_id}/project_assignments listActiveProjectAssignments
      = 200 project_assignments[] cursor
      ? updated_since
    GET /users/{user_id}/teammates listAssignedTeammatesForSpecificUser
      = 200 teammates[] cursor
    PATCH /users/{user_id}/teammates updateUserAssignedTeammates
      = 200 teammates[]
      ! teammate_ids
    """
}
