/// Time entries with their timers, and expenses.
extension Write {
  static let work: [Write] = [
    Write(
      "createTimeEntry", "/time_entries", entry(#""hours":1"#),
      refused: [
        "{}", entry(without: "project_id"), entry(without: "task_id"), entry(without: "spent_date"),
        entry(#""project_id":1"#), entry(#""task_id":1"#), entry(#""user_id":1"#), entry(#""project_id":"Website""#),
        entry(#""task_id":<free_task>"#), entry(#""spent_date":"yesterday""#), entry(#""hours":-1"#),
        entry(#""hours":24.01"#), entry(#""hours":"long""#), entry(#""hours":1,"notes":5"#),
        entry(#""hours":1,"external_reference":{"group_id":"7"}"#), entry(#""external_reference":"x""#),
      ]),
    Write(
      "updateTimeEntry", "/time_entries/<time_entry>", #"{"notes":"New"}"#,
      refused: [
        #"{"notes":"New","hours":-1}"#, #"{"notes":"New","project_id":1}"#, #"{"notes":"New","task_id":"x"}"#,
        #"{"notes":"New","spent_date":null}"#, #"{"notes":"New","external_reference":{"id":5}}"#, #"{"notes":[]}"#,
      ], failing: [fails("/time_entries/<locked>", #"{"notes":"New"}"#)]),
    Write("deleteTimeEntry", "/time_entries/<time_entry>", failing: [fails("/time_entries/<locked>")]),
    Write(
      "deleteTimeEntryExternalReference", "/time_entries/<time_entry>/external_reference",
      first: [patch("/time_entries/<time_entry>", #"{"external_reference":{"id":"7"}}"#)],
      readAt: "/time_entries/<time_entry>",
      failing: [fails("/time_entries/<time_entry>/external_reference", "", 404)]),
    Write(
      "stopRunningTimeEntry", "/time_entries/<running>/stop", readAt: "/time_entries/<running>",
      failing: [fails("/time_entries/<time_entry>/stop")]),
    Write(
      "restartStoppedTimeEntry", "/time_entries/<time_entry>/restart", readAt: "/time_entries/<time_entry>",
      failing: [fails("/time_entries/<running>/restart"), fails("/time_entries/<locked>/restart")]),
    Write(
      "createExpense", "/expenses", expense(),
      refused: [
        "{}", expense(without: "project_id"), expense(without: "expense_category_id"), expense(without: "spent_date"),
        expense(without: "total_cost"), expense(#""project_id":1"#), expense(#""expense_category_id":1"#),
        expense(#""user_id":1"#), expense(#""spent_date":"yesterday""#), expense(#""total_cost":-1"#),
        expense(#""total_cost":"much""#), expense(#""billable":"maybe""#), expense(#""receipt":"picture""#),
        expense(#""expense_category_id":<unit_category>"#),
        expense(#""expense_category_id":<unit_category>,"units":-1"#),
      ]),
    Write(
      "updateExpense", "/expenses/<expense>", #"{"notes":"New"}"#,
      refused: [
        #"{"notes":"New","total_cost":"much"}"#, #"{"notes":"New","spent_date":null}"#,
        #"{"notes":"New","project_id":1}"#, #"{"notes":"New","expense_category_id":1}"#,
        #"{"notes":"New","billable":null}"#, #"{"notes":5}"#,
      ]),
    Write("deleteExpense", "/expenses/<expense>", failing: [fails("/expenses/<locked_expense>")]),
  ]

  private static func entry(_ more: String? = nil, without name: String? = nil) -> String {
    object(
      [
        ("user_id", "<me>"), ("project_id", "<project>"), ("task_id", "<task>"), ("spent_date", #""2026-03-18""#),
      ], more, without: name)
  }

  private static func expense(_ more: String? = nil, without name: String? = nil) -> String {
    object(
      [
        ("user_id", "<me>"), ("project_id", "<project>"), ("expense_category_id", "<expense_category>"),
        ("spent_date", #""2026-03-18""#), ("total_cost", "10"),
      ], more, without: name)
  }
}
