extension Examples {
  /// Projects, tasks, and who and what is assigned to a project.
  static let projects = [
    "listProjects": #"projects active: true, client: "Acme""#,
    "createProject": #"projects create client: "Acme", name: "Kites", billable: true, bill_by: none, budget_by: none"#,
    "deleteProject":
      #"clients "Acme" | projects create name: "Kites", billable: true, bill_by: none, budget_by: none | delete"#,
    "retrieveProject": #"time_entries last month | first 1 | project"#,
    "updateProject": #"projects "ACME-WEB" | update notes: "Launch in spring""#,

    "listTaskAssignmentsForSpecificProject": #"projects "ACME-WEB" | tasks active: true"#,
    "createTaskAssignment": #"projects "ACME-WEB" | tasks create task: "Research", billable: true, hourly_rate: 80"#,
    "deleteTaskAssignment": #"projects "ACME-WEB" | tasks create task: "Research" | delete"#,
    "retrieveTaskAssignment": #"let web = projects "ACME-WEB"; $web | tasks ($web | tasks)[0].id"#,
    "updateTaskAssignment": #"(projects "ACME-WEB" | tasks)[0] | update hourly_rate: 120"#,
    "listTaskAssignments": #"task_assignments active: true | first 3"#,

    "listUserAssignmentsForSpecificProject": #"projects "ACME-WEB" | users active: true"#,
    "createUserAssignment": #"projects "ACME-WEB" | users create user: "Grace Kim""#,
    "deleteUserAssignment": #"projects "ACME-WEB" | users create user: "Grace Kim" | delete"#,
    "retrieveUserAssignment": #"let web = projects "ACME-WEB"; $web | users ($web | users)[0].id"#,
    "updateUserAssignment": #"(projects "ACME-WEB" | users)[0] | update project_manager: true"#,
    "listUserAssignments": #"user_assignments user: "Grace Kim" | first 3"#,

    "listTasks": #"tasks active: true | first 3"#,
    "createTask": #"tasks create name: "Sewing", default_hourly_rate: 65"#,
    "deleteTask": #"tasks create name: "Sewing" | delete"#,
    "retrieveTask": #"tasks (tasks "Design")"#,
    "updateTask": #"tasks "Design" | update default_hourly_rate: 105"#,
  ]
}
