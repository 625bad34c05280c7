extension ConformanceTable {
  /// Expenses and their receipts, and the categories of expenses.
  static let expenses = #"""
    listExpenseCategories
      : expense_categories create name: "Ferry"
      $ expense_categories active: true, updated_since: 2026-11-24
      > GET /expense_categories?is_active=true&updated_since=2026-11-24T00:00:00Z
      < 200 expense_categories[] expense_category
    createExpenseCategory
      $ expense_categories create name: "Ferry", unit_name: "trip", unit_price: 4.50, active: true
      > POST /expense_categories {"name": "Ferry", "unit_name": "trip", "unit_price": 4.5, "is_active": true}
      < 201 expense_category
    deleteExpenseCategory
      : let category = expense_categories create name: "Ferry"
      $ $category | delete
      > DELETE /expense_categories/#
      < 200 -
    retrieveExpenseCategory
      : let category = expense_categories create name: "Ferry"
      $ expense_categories $category.id
      > GET /expense_categories/#
      < 200 expense_category
    updateExpenseCategory
      : let category = expense_categories create name: "Ferry"
      $ $category | update name: "Boat", unit_name: "mile", unit_price: 2, active: false
      > PATCH /expense_categories/# {"name": "Boat", "unit_name": "mile", "unit_price": 2, "is_active": false}
      < 200 expense_category

    listExpenses
      : expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12
      $ expenses 2026-11-24, user: "Ada Lindqvist", client: "Acme", project: "ACME-WEB", billed: false,
        approval_status: unsubmitted, updated_since: 2026-11-24
      > GET /expenses?from=2026-11-24&to=2026-11-24&user_id=#&client_id=#&project_id=#&is_billed=false&
        approval_status=unsubmitted&updated_since=2026-11-24T00:00:00Z
      < 200 expenses[] expense
    createExpense
      : let category = expense_categories create name: "Ferry", unit_name: "trip", unit_price: 4.50
      $ expenses create project: "ACME-WEB", expense_category: $category, spent_date: 2026-11-20,
        user: "Ada Lindqvist", units: 3, notes: "To the island", billable: true
      > POST /expenses {"project_id": "#", "expense_category_id": "#", "spent_date": "2026-11-20", "user_id": "#",
        "units": 3, "notes": "To the island", "billable": true}
      < 201 expense
    deleteExpense
      : let expense = expenses create project: "SALES", expense_category: "Meals", spent_date: today, total_cost: 12,
        billable: true
      $ $expense | delete
      > DELETE /expenses/#
      < 200 -
    retrieveExpense
      : let expense = expenses create project: "SALES", expense_category: "Meals", spent_date: today, total_cost: 12,
        billable: true
      $ expenses $expense.id
      > GET /expenses/#
      < 200 expense
    updateExpense
      : let expense = expenses create project: "SALES", expense_category: "Meals", spent_date: today, total_cost: 12,
        billable: true
      $ $expense | update project: "ACME-WEB", expense_category: "Lodging", spent_date: 2026-11-19, total_cost: 80.75,
        notes: "One night", billable: false
      > PATCH /expenses/# {"project_id": "#", "expense_category_id": "#", "spent_date": "2026-11-19",
        "total_cost": 80.75, "notes": "One night", "billable": false}
      < 200 expense
    createExpenseWithReceipt
      $ expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: 2026-11-20, total_cost: 12.50,
        notes: "Lunch", billable: true, receipt: "/receipts/lunch.pdf"
      > POST /expenses form {"project_id": "#", "expense_category_id": "#", "spent_date": "2026-11-20",
        "total_cost": "12.50", "notes": "Lunch", "billable": "true", "receipt": "@lunch.pdf"}
      < 201 expense
    updateExpenseReceipt
      : let expense = expenses create project: "SALES", expense_category: "Meals", spent_date: today, total_cost: 12,
        billable: true
      $ $expense | update notes: "With a guest", receipt: "/receipts/lunch.pdf"
      > PATCH /expenses/# form {"notes": "With a guest", "receipt": "@lunch.pdf"}
      < 200 expense
    """#
}
