extension ConformanceTable {
  /// Projects, tasks, and who and what is assigned to a project.
  static let projects = #"""
    listProjects
      : (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none, budget_by: none
      $ projects active: true, client: "Kite", updated_since: 2026-11-24
      > GET /projects?is_active=true&client_id=#&updated_since=2026-11-24T00:00:00Z
      < 200 projects[] project
    createProject
      : let client = clients create name: "Kite"
      $ projects create client: $client, name: "Tail", code: "K-1", billable: true, bill_by: Project,
        hourly_rate: 95.50, budget_by: project, budget: 120, budget_is_monthly: false, notify_when_over_budget: true,
        over_budget_notification_percentage: 75, show_budget_to_all: true, notes: "Red silk", starts_on: 2026-11-01,
        ends_on: 2026-12-31, active: true, fixed_fee: false
      > POST /projects {"client_id": "#", "name": "Tail", "code": "K-1", "is_billable": true, "bill_by": "Project",
        "hourly_rate": 95.5, "budget_by": "project", "budget": 120, "budget_is_monthly": false,
        "notify_when_over_budget": true, "over_budget_notification_percentage": 75, "show_budget_to_all": true,
        "notes": "Red silk", "starts_on": "2026-11-01", "ends_on": "2026-12-31", "is_active": true,
        "is_fixed_fee": false}
      < 201 project
    deleteProject
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      $ $project | delete
      > DELETE /projects/#
      < 200 -
    retrieveProject
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      $ projects $project.id
      > GET /projects/#
      < 200 project
    updateProject
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      $ $project | update name: "Frame", fixed_fee: true, fee: 4000, budget_by: project_cost, cost_budget: 3000.25,
        cost_budget_include_expenses: true, active: false
      > PATCH /projects/# {"name": "Frame", "is_fixed_fee": true, "fee": 4000, "budget_by": "project_cost",
        "cost_budget": 3000.25, "cost_budget_include_expenses": true, "is_active": false}
      < 200 project

    listTaskAssignmentsForSpecificProject
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let task = tasks create name: "Sewing"
      : $project | tasks create task: $task
      $ $project | tasks active: true, updated_since: 2026-11-24
      > GET /projects/#/task_assignments?is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 task_assignments[] task_assignment
    createTaskAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: Tasks,
        budget_by: task
      : let task = tasks create name: "Sewing"
      $ $project | tasks create task: $task, active: true, billable: true, hourly_rate: 110, budget: 12.5
      > POST /projects/#/task_assignments {"task_id": "#", "is_active": true, "billable": true, "hourly_rate": 110,
        "budget": 12.5}
      < 201 task_assignment
    deleteTaskAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let task = tasks create name: "Sewing"
      : let assignment = $project | tasks create task: $task
      $ $assignment | delete
      > DELETE /projects/#/task_assignments/#
      < 200 -
    retrieveTaskAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let task = tasks create name: "Sewing"
      : let assignment = $project | tasks create task: $task
      $ $project | tasks $assignment.id
      > GET /projects/#/task_assignments/#
      < 200 task_assignment
    updateTaskAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: Tasks,
        budget_by: task
      : let task = tasks create name: "Sewing"
      : let assignment = $project | tasks create task: $task
      $ $assignment | update billable: true, hourly_rate: 90, budget: 8, active: false
      > PATCH /projects/#/task_assignments/# {"billable": true, "hourly_rate": 90, "budget": 8, "is_active": false}
      < 200 task_assignment
    listTaskAssignments
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let task = tasks create name: "Sewing"
      : $project | tasks create task: $task
      $ task_assignments active: true, updated_since: 2026-11-24
      > GET /task_assignments?is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 task_assignments[] task_assignment

    listUserAssignmentsForSpecificProject
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : $project | users create user: "Grace Kim"
      $ $project | users user: "Grace Kim", active: true, updated_since: 2026-11-24
      > GET /projects/#/user_assignments?user_id=#&is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 user_assignments[] user_assignment
    createUserAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: People,
        budget_by: person
      $ $project | users create user: "Grace Kim", active: true, project_manager: true, use_default_rates: false,
        hourly_rate: 75.5, budget: 40
      > POST /projects/#/user_assignments {"user_id": "#", "is_active": true, "is_project_manager": true,
        "use_default_rates": false, "hourly_rate": 75.5, "budget": 40}
      < 201 user_assignment
    deleteUserAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let assignment = $project | users create user: "Grace Kim"
      $ $assignment | delete
      > DELETE /projects/#/user_assignments/#
      < 200 -
    retrieveUserAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : let assignment = $project | users create user: "Grace Kim"
      $ $project | users $assignment.id
      > GET /projects/#/user_assignments/#
      < 200 user_assignment
    updateUserAssignment
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: People,
        budget_by: person
      : let assignment = $project | users create user: "Grace Kim"
      $ $assignment | update project_manager: true, use_default_rates: false, hourly_rate: 80, budget: 16, active: false
      > PATCH /projects/#/user_assignments/# {"is_project_manager": true, "use_default_rates": false,
        "hourly_rate": 80, "budget": 16, "is_active": false}
      < 200 user_assignment
    listUserAssignments
      : let project = (clients create name: "Kite") | projects create name: "Tail", billable: true, bill_by: none,
        budget_by: none
      : $project | users create user: "Grace Kim"
      $ user_assignments user: "Grace Kim", active: true, updated_since: 2026-11-24
      > GET /user_assignments?user_id=#&is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 user_assignments[] user_assignment

    listTasks
      : tasks create name: "Sewing"
      $ tasks active: true, updated_since: 2026-11-24
      > GET /tasks?is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 tasks[] task
    createTask
      $ tasks create name: "Sewing", billable_by_default: true, default_hourly_rate: 65, default: true, active: true
      > POST /tasks {"name": "Sewing", "billable_by_default": true, "default_hourly_rate": 65, "is_default": true,
        "is_active": true}
      < 201 task
    deleteTask
      : let task = tasks create name: "Sewing"
      $ $task | delete
      > DELETE /tasks/#
      < 200 -
    retrieveTask
      : let task = tasks create name: "Sewing"
      $ tasks $task.id
      > GET /tasks/#
      < 200 task
    updateTask
      : let task = tasks create name: "Sewing", billable_by_default: true, default: true
      $ $task | update name: "Knotting", billable_by_default: false, default_hourly_rate: 70, default: false,
        active: false
      > PATCH /tasks/# {"name": "Knotting", "billable_by_default": false, "default_hourly_rate": 70,
        "is_default": false, "is_active": false}
      < 200 task
    """#
}
