/// Answers the calls to one endpoint; the bytes are a JSON object.
typealias Handler = @Sendable (Call, Store) throws(Refusal) -> [UInt8]

/// Which handler answers which operation of the catalog.
enum Handlers {
  static let all: [String: Handler] = [
    "listClients": Clients.list,
    "retrieveClient": Clients.retrieve,
    "retrieveCompany": CompanySettings.retrieve,
    "listContacts": Contacts.list,
    "retrieveContact": Contacts.retrieve,
    "listExpenseCategories": ExpenseCategories.list,
    "retrieveExpenseCategory": ExpenseCategories.retrieve,
    "listExpenses": Expenses.list,
    "retrieveExpense": Expenses.retrieve,
    "listProjects": Projects.list,
    "retrieveProject": Projects.retrieve,
    "listRoles": Roles.list,
    "retrieveRole": Roles.retrieve,
    "listTaskAssignments": TaskAssignments.list,
    "listTaskAssignmentsForSpecificProject": TaskAssignments.listOfProject,
    "retrieveTaskAssignment": TaskAssignments.retrieve,
    "listTasks": Tasks.list,
    "retrieveTask": Tasks.retrieve,
    "listTimeEntries": TimeEntries.list,
    "retrieveTimeEntry": TimeEntries.retrieve,
    "listUserAssignments": UserAssignments.list,
    "listUserAssignmentsForSpecificProject": UserAssignments.listOfProject,
    "retrieveUserAssignment": UserAssignments.retrieve,
    "listUsers": Users.list,
    "retrieveUser": Users.retrieve,
    "retrieveTheCurrentlyAuthenticatedUser": Users.retrieveCaller,
    "listActiveProjectAssignments": ProjectAssignments.listOfUser,
    "listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser": ProjectAssignments.listOfCaller,
  ]
}
