import HvValues

/// `/reports/uninvoiced` and `/reports/project_budget`: one row for each project, those of a client together.
enum MoneyReports {
  static let handlers: [String: Handler] = [
    "uninvoicedReport": .read(UninvoicedReport.answer),
    "projectBudgetReport": .read(ProjectBudgetReport.answer),
  ]

  /// Places of projects by the names of client and project, whatever their case, then by place.
  static func sorted(_ projects: [Int], _ store: Store) -> [Int] {
    projects.map { place in
      let project = store.projects[place]
      return (store.clients[project.client].name.lowercased(), project.name.lowercased(), place)
    }.sorted(by: <).map(\.2)
  }
}
