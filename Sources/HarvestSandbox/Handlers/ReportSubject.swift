/// What the rows of a report are about.
enum ReportSubject {
  case client, project, task, user, category

  /// One row: a thing, and the currency where it is told.
  struct Key: Hashable {
    /// A place in the table of the subject.
    let place: Int
    let currency: String?
  }

  /// Rows in their order: by name whatever its case, then by id, then by currency.
  func sorted(_ keys: some Sequence<Key>, _ store: Store) -> [Key] {
    keys.map { (name: name($0.place, store).lowercased(), key: $0) }.sorted { one, other in
      if one.name != other.name { return one.name < other.name }
      if one.key.place != other.key.place { return one.key.place < other.key.place }
      return (one.key.currency ?? "") < (other.key.currency ?? "")
    }.map(\.key)
  }

  private func name(_ place: Int, _ store: Store) -> String {
    switch self {
    case .client: store.clients[place].name
    case .project: Self.title(store.projects[place])
    case .task: store.tasks[place].name
    case .user: store.users[place].name
    case .category: store.expenseCategories[place].name
    }
  }

  /// A project's name as reports of time and expenses show it, with its code before it.
  static func title(_ project: Project) -> String {
    guard let code = project.code, !code.isEmpty else { return project.name }
    return "[\(code)] \(project.name)"
  }

  /// The fields that say whose figures a row has, but for the client of a project.
  func write(_ place: Int, _ store: Store, _ json: inout JSONWriter) {
    switch self {
    case .client: Self.writeClient(store.clients[place], &json)
    case .project:
      json.field("project_id", store.projects[place].id)
      json.field("project_name", Self.title(store.projects[place]))
    case .task:
      json.field("task_id", store.tasks[place].id)
      json.field("task_name", store.tasks[place].name)
    case .user:
      json.field("user_id", store.users[place].id)
      json.field("user_name", store.users[place].name)
      json.field("is_contractor", store.users[place].isContractor)
    case .category:
      json.field("expense_category_id", store.expenseCategories[place].id)
      json.field("expense_category_name", store.expenseCategories[place].name)
    }
  }

  static func writeClient(_ client: Client, _ json: inout JSONWriter) {
    json.field("client_id", client.id)
    json.field("client_name", client.name)
  }
}
