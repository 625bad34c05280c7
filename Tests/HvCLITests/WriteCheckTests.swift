import Testing

/// What is wrong with a write is told before any request: field by field, type by type.
struct WriteCheckTests {
  /// A program and a part of what is said about it.
  private static let mistakes: [(program: String, says: String)] = [
    // What must be there, and what is not known
    (#"clients create"#, "`clients create` needs `name:`"),
    (#"clients create nme: "Kite""#, "the nearest: `name:`"),
    (#"clients create name: "A", name: "B""#, "given twice"),
    (#"clients create "Kite""#, "takes its arguments by name"),
    (#"projects create name: "X", client: 5"#, "needs `billable:`, `bill_by:`, `budget_by:`"),
    (#"{nme: "Kite"} | clients create"#, "has no field `nme`"),
    (#"{name: "Kite"} | contacts create"#, "has no field `name`"),
    (#"projects 5 | clients create name: "X""#, "from a project nothing leads to"),
    (#"clients 5 | update"#, "changes nothing without a field"),
    (#"time_entries 5 | update user: 7"#, "has no field `user`"),
    // text
    (#"clients create name: [1]"#, "`name` needs text, this is a list"),
    (#"clients create name: null"#, "`name` cannot be null"),
    // true or false
    (#"clients create name: "X", active: "yes""#, "`active` needs true or false, this is a string"),
    // a record's name or id
    (#"contacts create first_name: "X", client: true"#, "needs the name or id of a client, this is true or false"),
    (#"contacts create first_name: "X", client: 2026-01-31"#, "this is a date"),
    // a day
    (#"time_entries create project: 1, task: 2, spent_date: 5"#, "`spent_date` needs a day, this is a number"),
    (#"time_entries create project: 1, task: 2, spent_date: "2026-01-31""#, "dates are written  2024-01-31"),
    (#"time_entries create project: 1, task: 2, spent_date: last month"#, "`spent_date` needs a day, this is a range"),
    (#"time_entries create project: 1, task: 2, spent_date: 2026-02-30"#, "2026-02-30"),
    // numbers, whole numbers, durations
    (#"time_entries create project: 1, task: 2, spent_date: today, hours: "two""#, "`hours` needs a number"),
    (#"time_entries create project: 1, task: 2, spent_date: today, hours: 1.5.5"#, "error"),
    (#"company update weekly_capacity: "40h""#, "`weekly_capacity` needs a number"),
    // clock times
    (
      #"time_entries create project: 1, task: 2, spent_date: today, started_time: 9"#,
      "`started_time` needs a clock time"
    ),
    (#"time_entries create project: 1, task: 2, spent_date: today, started_time: 25:00"#, "error"),
    // a moment
    (#"invoices 9 | payments create amount: 5, paid_at: true"#, "`paid_at` needs a date or timestamp"),
    // money
    (#"invoices 9 | payments create amount: "ten""#, "`amount` needs an amount, this is a string"),
    // one of several spellings
    (
      #"projects create client: 5, name: "X", billable: true, bill_by: project, budget_by: none"#,
      "the nearest: Project"
    ),
    (#"invoices create client: 5, payment_term: "net 20""#, "it is one of: upon receipt, net 15"),
    // lists and records
    (#"roles create name: "X", users: true"#, "`users` needs a list"),
    (#"invoices create client: 5, line_items: [5]"#, "`line_items` needs a list of which each is a record"),
    (#"invoices create client: 5, line_items: [{kind: "Service"}]"#, "a record of `line_items` needs `unit_price`"),
    (#"invoices create client: 5, line_items: [{kind: "Service", unit_prize: 5}]"#, "the nearest: `unit_price`"),
    (#"invoices create client: 5, line_items: [{kind: "Service", unit_price: "5"}]"#, "`unit_price` needs an amount"),
    (
      #"invoices create client: 5, line_items_import: {projects: [5], time: {summary_type: tasks}}"#,
      "the nearest: task"
    ),
    (#"time_entries 5 | update external_reference: "GH-1""#, "`external_reference` needs a record"),
    // files
    (
      #"expenses create project: 1, expense_category: 2, spent_date: today, total_cost: 5, receipt: 5"#,
      "`receipt` needs the name of a file"
    ),
    // fields that exclude or need each other
    (#"invoices 9 | payments create amount: 5, paid_at: now, paid_date: today"#, "`paid_at` and `paid_date` exclude"),
    (#"invoices create client: 5, line_items: [], line_items_import: {projects: [5]}"#, "exclude each other"),
    (
      #"time_entries create project: 1, task: 2, spent_date: today, hours: 1, ended_time: 9:00am"#, "exclude each other"
    ),
    (#"expenses create project: 1, expense_category: 2, spent_date: today"#, "one of these is needed: `units`"),
    (#"invoices 9 | send"#, "one of these is needed: `recipients`"),
    // verbs
    (#"clients 5 | restart"#, "a client cannot be used with `restart`"),
    (#"invoices 9 | mark"#, "mark sent"),
    (#"invoices 9 | mark snt"#, "`mark` knows no `snt`"),
    (#"time_entries 5 | mark sent"#, "cannot be used with `mark sent`"),
    (#"5 | delete"#, "needs records from Harvest, this is a number"),
    (#"update name: "X""#, "nothing does here"),
    (#"invoices 9 | payments | update amount: 5"#, "cannot be used with `update`"),
    // reports and raw requests
    (#"reports time clients"#, "needs a period"),
    (#"reports time clints last month"#, "the nearest: reports time clients"),
    (#"reports time clients 5"#, "needs a period, this is a number"),
    (#"reports project_budget last month"#, "takes its arguments by name"),
    (#"reports"#, "needs one of its words"),
    (#"api get "clients""#, "a path begins with a slash"),
    (#"api get 5"#, "a path is text"),
    (#"api put "/clients""#, "`api` knows no `put`"),
    (#"api post "/clients" body: "name=X""#, "`body` is a record"),
    (#"describe projcts"#, "the nearest: `projects`"),
  ]

  @Test("Each mistake has an error of its own, status 2, and no request", arguments: mistakes)
  func mistake(program: String, says: String) throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: program)
    #expect(result.status == 2, "\(program): \(result.errors)")
    #expect(result.errors.contains(says), "\(program): \(result.errors)")
    #expect(!result.errors.contains("→"), "\(program) made a request: \(result.errors)")
    #expect(result.output.isEmpty)
  }
}
