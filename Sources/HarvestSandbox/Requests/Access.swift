/// The permissions that a user of Harvest can hold, in the spellings of `access_roles`.
enum Access: String {
  case administrator
  case manager
  case member
  case projectCreator = "project_creator"
  case billableRatesManager = "billable_rates_manager"
  case managedProjectsInvoiceDrafter = "managed_projects_invoice_drafter"
  case managedProjectsInvoiceManager = "managed_projects_invoice_manager"
  case clientAndTaskManager = "client_and_task_manager"
  case timeAndExpensesManager = "time_and_expenses_manager"
  case estimatesManager = "estimates_manager"
  /// Not given: it comes with having teammates.
  case peopleManager = "people_manager"

  /// Reads what a request gives: one of administrator, manager and member, and to a manager more.
  ///
  /// `people_manager` is passed over, so that what was read can be sent back.
  /// - Throws: 422 for an unknown role, none or several of the three, and others without manager.
  static func granted(_ spellings: [String]) throws(Refusal) -> [Access] {
    var granted: [Access] = []
    for spelling in spellings {
      guard let access = Access(rawValue: spelling) else { throw .invalid("access_roles") }
      if access != .peopleManager, !granted.contains(access) { granted.append(access) }
    }
    let isBase: (Access) -> Bool = { [.administrator, .manager, .member].contains($0) }
    guard granted.filter(isBase).count == 1 else {
      throw .unprocessable("access_roles must have one of administrator, manager and member")
    }
    guard granted.contains(.manager) || granted.allSatisfy(isBase) else {
      throw .unprocessable("Only a manager can have further access_roles")
    }
    return granted
  }
}

/// The person that the token belongs to, and what they may see (FACTS section 12).
struct Caller {
  /// Their place in the store's users.
  let user: Int
  private let access: [Access]
  private let teammates: Set<Int>
  private let managedProjects: Set<Int>

  init(_ user: Int, in store: Store) {
    self.user = user
    access = store.users[user].accessRoles
    teammates = Set(store.users[user].teammates)
    managedProjects = Set(
      store.userAssignments.filter { $0.user == user && $0.isActive && $0.isProjectManager }.map(\.project))
  }

  var isAdministrator: Bool { access.contains(.administrator) }

  /// An administrator has every access, a plain member none.
  func has(_ wanted: Access) -> Bool { isAdministrator || access.contains(wanted) }

  var seesBillableRates: Bool { has(.billableRatesManager) }

  /// Their own data, a teammate's, or that of a project that they manage.
  func sees(user other: Int, project: Int) -> Bool {
    isAdministrator || other == user || teammates.contains(other) || manages(project: project)
  }

  func sees(user other: Int) -> Bool { isAdministrator || other == user || teammates.contains(other) }

  func manages(project: Int) -> Bool { isAdministrator || managedProjects.contains(project) }
}
