extension Examples {
  /// Expenses and their categories.
  static let expenses = [
    "listExpenseCategories": #"expense_categories active: true"#,
    "createExpenseCategory": #"expense_categories create name: "Ferry", unit_name: "trip", unit_price: 4.50"#,
    "deleteExpenseCategory": #"expense_categories create name: "Ferry" | delete"#,
    "retrieveExpenseCategory": #"expense_categories (expense_categories "Meals")"#,
    "updateExpenseCategory": #"expense_categories "Meals" | update name: "Food""#,

    "listExpenses": #"expenses last 90 days | first 3"#,
    "createExpense":
      #"expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50"#,
    "deleteExpense":
      #"expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50 | delete"#,
    "retrieveExpense": #"expenses (expenses last 90 days | first 1)[0]"#,
    "updateExpense": #"""
    expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50 | \#
    update notes: "Lunch"
    """#,
    // Any file does, and this one is there wherever the examples run.
    "createExpenseWithReceipt": #"""
    expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50, \#
    receipt: "/etc/hosts"
    """#,
    "updateExpenseReceipt": #"""
    expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50 | \#
    update receipt: "/etc/hosts"
    """#,
  ]
}
