/// Time entries and timers.
enum TimeEntryEndpoints {
  static let all: [Endpoint] = entries + creations + timers

  private static let entries: [Endpoint] = [
    Endpoint(
      .get, "/time_entries", "listTimeEntries", resource: "time_entries", .list,
      query: [
        .user, .client, .project, .task,
        Parameter("external_reference_id", .string, filters: "external_reference.id"),
        .isBilled,
        Parameter("is_running", .boolean, filters: "is_running"),
        .approvalStatus, .updatedSince,
      ] + Parameter.period(of: "spent_date"),
      answer: .list(of: "time_entry", key: "time_entries"), paging: .page, role: Role.tracking,
      "time entries, the latest spent date first"),
    Endpoint(
      .post, "/time_entries", "createTimeEntry", resource: "time_entries", .create,
      body: head + startAndEnd + [hours, .notes, externalReference], constraints: [timerMode],
      answer: .object("time_entry"), success: 201,
      role: Role.tracking,
      rules: [
        Rule(.note, "the account tracks durations (hours) or start and end times, not both"),
        Rule(.cascades, "an entry that starts running stops the user's other timer"),
      ],
      "enter time, or start a timer"),
    Endpoint(
      .get, "/time_entries/{time_entry_id}", "retrieveTimeEntry", resource: "time_entries", .get,
      answer: .object("time_entry"), role: Role.tracking, "one time entry"),
    Endpoint(
      .patch, "/time_entries/{time_entry_id}", "updateTimeEntry", resource: "time_entries", .update,
      body: [
        .id("project_id", of: "project"),
        .id("task_id", of: "task"),
        BodyField("spent_date", .date),
        BodyField("started_time", .time, "where the account tracks start and end"),
        BodyField("ended_time", .time, "where the account tracks start and end"),
        BodyField("hours", .decimal, "where the account tracks durations"),
        BodyField("notes", .string, "omitted, the old text stays; \"\" clears it"),
        externalReference,
      ],
      constraints: [timerMode],
      answer: .object("time_entry"), role: Role.tracking, rules: [Rule(.refused, "while the entry is locked")],
      "change a time entry"),
    Endpoint(
      .delete, "/time_entries/{time_entry_id}", "deleteTimeEntry", resource: "time_entries", .delete, answer: .empty,
      role: Role.tracking,
      rules: [
        Rule(.refused, "when the entry is closed, unless the caller is an administrator"),
        Rule(.refused, "when its project or task is archived"),
      ],
      "delete a time entry"),
    Endpoint(
      .delete, "/time_entries/{time_entry_id}/external_reference", "deleteTimeEntryExternalReference",
      resource: "time_entries", .named("delete_external_reference"), answer: .empty, role: Role.tracking,
      "take the external reference off a time entry"),
  ]

  private static let creations: [Endpoint] = [
    Endpoint(
      .post, "/time_entries", "createTimeEntryViaDuration", resource: "time_entries", .create,
      body: head + [hours, .notes, externalReference], answer: .object("time_entry"), success: 201,
      role: Role.tracking, rules: [Rule(.note, "for accounts where wants_timestamp_timers is false")],
      variantOf: "createTimeEntry", "enter hours; without them a timer starts"),
    Endpoint(
      .post, "/time_entries", "createTimeEntryViaStartAndEndTime", resource: "time_entries", .create,
      body: head + startAndEnd + [.notes, externalReference], answer: .object("time_entry"), success: 201,
      role: Role.tracking, rules: [Rule(.note, "for accounts where wants_timestamp_timers is true")],
      variantOf: "createTimeEntry", "enter start and end; without an end a timer runs"),
  ]

  private static let timers: [Endpoint] = [
    Endpoint(
      .patch, "/time_entries/{time_entry_id}/restart", "restartStoppedTimeEntry", resource: "time_entries",
      .named("restart"), answer: .object("time_entry"), role: Role.tracking,
      rules: [
        Rule(.refused, "while the entry is running"),
        Rule(.note, "the answer may be another entry with another id"),
        Rule(.cascades, "the user's other timer stops"),
      ],
      "start a stopped entry again"),
    Endpoint(
      .patch, "/time_entries/{time_entry_id}/stop", "stopRunningTimeEntry", resource: "time_entries", .named("stop"),
      answer: .object("time_entry"), role: Role.tracking, rules: [Rule(.refused, "when the entry is not running")],
      "stop a running entry"),
  ]

  private static let timerMode = Constraint.timerMode(durations: ["hours"], times: ["started_time", "ended_time"])

  private static let head: [BodyField] = [
    .id("user_id", of: "user", "the caller when not given"),
    .id("project_id", of: "project", required: true),
    .id("task_id", of: "task", required: true),
    BodyField("spent_date", .date, required: true),
  ]

  private static let startAndEnd: [BodyField] = [
    BodyField("started_time", .time, "now when not given"),
    BodyField("ended_time", .time, "without it the entry runs"),
  ]

  private static let hours = BodyField("hours", .decimal, "without them the entry runs")

  private static let externalReference = BodyField(
    "external_reference", .object("external_reference"),
    children: [
      BodyField("id", .string),
      BodyField("group_id", .string),
      BodyField("account_id", .string),
      BodyField("permalink", .string),
    ])
}
