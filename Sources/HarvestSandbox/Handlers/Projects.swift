import HvValues

/// `/projects`: a manager reads and changes the ones they manage; see `Projects+Write.swift`.
enum Projects {
  static let handlers: [String: Handler] = [
    "listProjects": .read(list),
    "createProject": .write(create),
    "retrieveProject": .read(retrieve),
    "updateProject": .write(update),
    "deleteProject": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    let isActive = try call.query.flag("is_active")
    let client = try call.query.id("client_id")
    let since = try call.query.instant("updated_since")
    let visible = Set(store.projects.indices.filter(call.caller.manages(project:)).map { store.projects[$0].id })
    return try call.list(store.projects) { project in
      (isActive ?? project.isActive) == project.isActive
        && (client ?? store.clients[project.client].id) == store.clients[project.client].id
        && (since ?? project.updated) <= project.updated && visible.contains(project.id)
    } write: { project, json in
      write(project, store, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = store.projects[try find(call, store)]
    return call.object { write(project, store, &$0) }
  }

  /// The place of the path's project.
  /// - Throws: 404 when there is none, 403 when the caller does not manage it.
  static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.require(.manager)
    guard let index = store.projects.firstIndex(where: { $0.id == call.ids.first }) else { throw .notFound }
    guard call.caller.manages(project: index) else { throw .forbidden }
    return index
  }

  static func write(_ project: Project, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", project.id)
    json.field("name", project.name)
    json.field("code", project.code)
    json.field("is_active", project.isActive)
    json.field("bill_by", project.billBy.rawValue)
    json.field("budget", project.budget)
    json.field("budget_by", project.budgetBy.rawValue)
    json.field("budget_is_monthly", project.budgetIsMonthly)
    json.field("notify_when_over_budget", project.notifiesWhenOverBudget)
    json.field("over_budget_notification_percentage", project.notificationPercentage)
    json.null("over_budget_notification_date")
    json.field("show_budget_to_all", project.showsBudgetToAll)
    json.field("created_at", project.created)
    json.field("updated_at", project.updated)
    json.field("starts_on", project.startsOn)
    json.field("ends_on", project.endsOn)
    json.field("is_billable", project.isBillable)
    json.field("is_fixed_fee", project.isFixedFee)
    json.field("notes", project.notes)
    Clients.embed(store.clients[project.client], currency: true, &json)
    json.field("cost_budget", project.costBudget)
    json.field("cost_budget_include_expenses", project.costBudgetIncludesExpenses)
    json.field("hourly_rate", project.hourlyRate)
    json.field("fee", project.fee)
  }

  /// How other objects embed a project.
  static func embed(_ project: Project, isBillable: Bool = false, _ json: inout JSONWriter) {
    json.object("project") { json in
      json.field("id", project.id)
      json.field("name", project.name)
      json.field("code", project.code)
      if isBillable { json.field("is_billable", project.isBillable) }
    }
  }
}
