/// Clients, contacts, tasks, categories, roles and the company.
extension Write {
  static let directory: [Write] = [
    Write(
      "updateCompany", "/company", #"{"weekly_capacity":90000}"#,
      refused: [
        #"{"wants_timestamp_timers":true,"weekly_capacity":-1}"#, #"{"weekly_capacity":1.5}"#,
        #"{"weekly_capacity":90000,"wants_timestamp_timers":"maybe"}"#, #"{"weekly_capacity":null}"#,
      ]),
    Write(
      "createClient", "/clients", #"{"name":"New"}"#,
      refused: named + [
        #"{"name":"New","currency":"DEM"}"#, #"{"name":"New","is_active":"maybe"}"#, #"{"name":"New","address":[]}"#,
      ]),
    Write(
      "updateClient", "/clients/<client>", #"{"name":"New"}"#,
      refused: renamed + [
        #"{"name":"New","currency":"XXX"}"#, #"{"name":"New","is_active":null}"#, #"{"name":"New","address":{}}"#,
      ]),
    Write(
      "deleteClient", "/clients/<new>", first: [post("/clients", #"{"name":"New"}"#)],
      failing: [
        fails("/clients/<client>")
      ]),
    Write(
      "createContact", "/contacts", #"{"client_id":<client>,"first_name":"New"}"#,
      refused: [
        "{}", #"{"first_name":"New"}"#, #"{"client_id":<client>}"#, #"{"client_id":1,"first_name":"New"}"#,
        #"{"client_id":"Acme","first_name":"New"}"#, #"{"client_id":<client>,"first_name":" "}"#,
        #"{"client_id":<client>,"first_name":"New","email":5}"#,
      ]),
    Write(
      "updateContact", "/contacts/<contact>", #"{"title":"New"}"#,
      refused: [
        #"{"title":"New","client_id":1}"#, #"{"title":"New","first_name":""}"#, #"{"title":"New","fax":true}"#,
        #"{"title":"New","client_id":null}"#,
      ]),
    Write("deleteContact", "/contacts/<contact>"),
    Write(
      "createTask", "/tasks", #"{"name":"New"}"#,
      refused: named + [
        #"{"name":"New","default_hourly_rate":-1}"#, #"{"name":"New","default_hourly_rate":"ten"}"#,
        #"{"name":"New","is_default":2}"#,
      ]),
    Write(
      "updateTask", "/tasks/<task>", #"{"name":"New"}"#,
      refused: renamed + [
        #"{"name":"New","default_hourly_rate":-1}"#, #"{"name":"New","billable_by_default":"maybe"}"#,
      ]),
    Write(
      "deleteTask", "/tasks/<new>", first: [post("/tasks", #"{"name":"New"}"#)],
      failing: [
        fails("/tasks/<busy_task>")
      ]),
    Write(
      "createRole", "/roles", #"{"name":"New","user_ids":[<me>]}"#,
      refused: named + [
        #"{"name":"New","user_ids":[<me>,1]}"#, #"{"name":"New","user_ids":"all"}"#,
      ]),
    Write(
      "updateRole", "/roles/<role>", #"{"name":"New"}"#,
      refused: renamed + [
        #"{"name":"New","user_ids":[<me>,1]}"#, #"{"name":"New","user_ids":[true]}"#,
      ]),
    Write("deleteRole", "/roles/<role>"),
    Write(
      "createExpenseCategory", "/expense_categories", #"{"name":"New"}"#,
      refused: named + [
        #"{"name":"New","unit_price":-1}"#, #"{"name":"New","unit_price":"cheap"}"#, #"{"name":"New","unit_name":5}"#,
      ]),
    Write(
      "updateExpenseCategory", "/expense_categories/<expense_category>", #"{"name":"New"}"#,
      refused: renamed + [
        #"{"unit_name":"mile","unit_price":"x"}"#, #"{"name":"New","is_active":null}"#,
      ]),
    Write(
      "deleteExpenseCategory", "/expense_categories/<new>", first: [post("/expense_categories", #"{"name":"New"}"#)],
      failing: [fails("/expense_categories/<expense_category>")]),
    Write("createInvoiceItemCategory", "/invoice_item_categories", #"{"name":"New"}"#, refused: named),
    Write(
      "updateInvoiceItemCategory", "/invoice_item_categories/<invoice_item_category>", #"{"name":"New"}"#,
      refused: renamed),
    Write(
      "deleteInvoiceItemCategory", "/invoice_item_categories/<new>",
      first: [post("/invoice_item_categories", #"{"name":"New"}"#)],
      failing: [fails("/invoice_item_categories/<invoice_item_category>")]),
    Write("createEstimateItemCategory", "/estimate_item_categories", #"{"name":"New"}"#, refused: named),
    Write(
      "updateEstimateItemCategory", "/estimate_item_categories/<estimate_item_category>", #"{"name":"New"}"#,
      refused: renamed),
    Write("deleteEstimateItemCategory", "/estimate_item_categories/<estimate_item_category>"),
  ]

  private static let named = ["{}", #"{"name":null}"#, #"{"name":"  "}"#, #"{"name":7}"#, #"{"name":["New"]}"#]
  private static let renamed = [#"{"name":null}"#, #"{"name":""}"#, #"{"name":{}}"#]
}
