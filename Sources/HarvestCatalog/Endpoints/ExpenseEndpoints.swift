/// Expenses and their categories.
enum ExpenseEndpoints {
  static let all: [Endpoint] = expenses + receipts + categories

  private static let expenses: [Endpoint] = [
    Endpoint(
      .get, "/expenses", "listExpenses", resource: "expenses", .list,
      query: [.user, .client, .project, .isBilled, .approvalStatus, .updatedSince]
        + Parameter.period(of: "spent_date"),
      answer: .list(of: "expense", key: "expenses"), paging: .page, role: Role.tracking,
      "expenses, the latest spent date first"),
    Endpoint(
      .post, "/expenses", "createExpense", resource: "expenses", .create,
      body: [.id("user_id", of: "user", "the caller when not given")] + body(creating: true) + [receipt],
      constraints: [.atLeastOne(["units", "total_cost"])],
      answer: .object("expense"), success: 201, role: Role.tracking, rules: [costRule], "enter an expense"),
    Endpoint(
      .get, "/expenses/{expense_id}", "retrieveExpense", resource: "expenses", .get, answer: .object("expense"),
      role: Role.tracking, "one expense"),
    Endpoint(
      .patch, "/expenses/{expense_id}", "updateExpense", resource: "expenses", .update,
      body: body(creating: false) + [receipt, deleteReceipt],
      constraints: [.atMostOne(["receipt", "delete_receipt"])], answer: .object("expense"), role: Role.tracking,
      rules: [lockedRule], "change an expense"),
    Endpoint(
      .delete, "/expenses/{expense_id}", "deleteExpense", resource: "expenses", .delete, answer: .empty,
      role: Role.tracking, "delete an expense"),
  ]

  private static let receipts: [Endpoint] = [
    Endpoint(
      .post, "/expenses", "createExpenseWithReceipt", resource: "expenses", .create,
      body: [.id("user_id", of: "user", "the caller when not given")] + body(creating: true) + [
        BodyField("receipt", .file, required: true)
      ],
      answer: .object("expense"), success: 201, role: Role.tracking,
      rules: [costRule, Rule(.note, "sent as multipart/form-data")], variantOf: "createExpense",
      "enter an expense with its receipt"),
    Endpoint(
      .patch, "/expenses/{expense_id}", "updateExpenseReceipt", resource: "expenses", .update,
      body: body(creating: false) + [receipt, deleteReceipt], answer: .object("expense"), role: Role.tracking,
      rules: [
        lockedRule, Rule(.note, "one of receipt and delete_receipt is given; a file goes as multipart/form-data"),
      ],
      variantOf: "updateExpense", "attach or remove a receipt"),
  ]

  private static func body(creating: Bool) -> [BodyField] {
    [
      .id("project_id", of: "project", required: creating),
      .id("expense_category_id", of: "expense_category", required: creating),
      BodyField("spent_date", .date, required: creating),
      BodyField("units", .decimal, "where the category has a unit price"),
      BodyField("total_cost", .money(.path("client.currency")), "where the category has no unit price"),
      .notes,
      BodyField("billable", .boolean, creating ? "true when not given" : ""),
    ]
  }

  private static let receipt = BodyField("receipt", .file, "sent as multipart/form-data")
  private static let deleteReceipt = BodyField("delete_receipt", .boolean, "true removes the file")
  private static let costRule = Rule(
    .refused, "without units where the category has a unit price, without total_cost where it has none")
  private static let lockedRule = Rule(
    .note, "on a locked expense project_id and expense_category_id are dropped without a word")

  private static let categories: [Endpoint] = [
    Endpoint(
      .get, "/expense_categories", "listExpenseCategories", resource: "expense_categories", .list,
      query: [.isActive, .updatedSince], answer: .list(of: "expense_category", key: "expense_categories"),
      paging: .cursor, role: Role.administrator, "the categories of expenses, the newest first"),
    Endpoint(
      .post, "/expense_categories", "createExpenseCategory", resource: "expense_categories", .create,
      body: categoryBody(creating: true), answer: .object("expense_category"), success: 201, role: Role.administrator,
      "make a category"),
    Endpoint(
      .get, "/expense_categories/{expense_category_id}", "retrieveExpenseCategory", resource: "expense_categories",
      .get, answer: .object("expense_category"), role: Role.administrator, "one category"),
    Endpoint(
      .patch, "/expense_categories/{expense_category_id}", "updateExpenseCategory", resource: "expense_categories",
      .update, body: categoryBody(creating: false), answer: .object("expense_category"), role: Role.administrator,
      "change or archive a category"),
    Endpoint(
      .delete, "/expense_categories/{expense_category_id}", "deleteExpenseCategory", resource: "expense_categories",
      .delete, answer: .empty, role: Role.administrator, "delete a category"),
  ]

  private static func categoryBody(creating: Bool) -> [BodyField] {
    [
      BodyField("name", .string, required: creating),
      BodyField("unit_name", .string, "`mile`"),
      BodyField("unit_price", .decimal, "makes the category one of units"),
      .isActive,
    ]
  }
}
