// The shapes that most relations have.
extension Relations {
  /// The account-wide list filtered by the parent's id, in the parameter and the field that are named for the parent.
  static func below(_ parent: String, _ word: String, _ kind: String, _ list: String, _ summary: String) -> Relation {
    Relation(
      from: parent, word, to: kind, .filtered(operation: list, parameter: parent + "_id"),
      scan: (operation: list, field: parent + ".id"), summary)
  }

  /// A list below the parent's path, with no account-wide list beside it.
  static func nested(_ parent: String, _ word: String, _ kind: String, _ list: String, _ summary: String) -> Relation {
    Relation(from: parent, word, to: kind, .nested(operation: list), summary)
  }

  /// Rows of an account-wide list that cannot be asked for by the parent.
  static func among(
    _ parent: String, _ word: String, _ kind: String, _ list: String, _ field: String, _ summary: String
  ) -> Relation {
    Relation(from: parent, word, to: kind, .scanned, scan: (operation: list, field: field), summary)
  }

  /// Values inside the record, under the field of the same name.
  static func within(_ parent: String, _ word: String, _ kind: String, _ summary: String) -> Relation {
    Relation(from: parent, word, to: kind, .embedded(field: word), summary)
  }

  /// A kind that references point to: how one of its records is got, and how all of them are listed.
  struct Target {
    let kind: String
    let get: String
    let list: String

    static let client = Target(kind: "client", get: "retrieveClient", list: "listClients")
    static let estimate = Target(kind: "estimate", get: "retrieveEstimate", list: "listEstimates")
    static let expenseCategory = Target(
      kind: "expense_category", get: "retrieveExpenseCategory", list: "listExpenseCategories")
    static let invoice = Target(kind: "invoice", get: "retrieveInvoice", list: "listInvoices")
    static let project = Target(kind: "project", get: "retrieveProject", list: "listProjects")
    static let task = Target(kind: "task", get: "retrieveTask", list: "listTasks")
    static let user = Target(kind: "user", get: "retrieveUser", list: "listUsers")
  }

  /// The record that a reference points to.
  ///
  /// - Parameters:
  ///   - word: what is typed; the kind when not given.
  ///   - field: the field with the reference; the word when not given.
  static func to(_ target: Target, from: String, word: String? = nil, field: String? = nil) -> Relation {
    let word = word ?? target.kind
    return Relation(
      from: from, word, to: target.kind, .reference(field: field ?? word, operation: target.get),
      scan: (operation: target.list, field: "id"), "its " + word.split(separator: "_").joined(separator: " "))
  }
}
