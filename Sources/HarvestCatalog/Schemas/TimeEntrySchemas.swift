/// Time entries.
enum TimeEntrySchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema(
      "time_entry", nameFields: [],
      [
        .id,
        Field("spent_date", .date, "a day in the user's own zone"),
        .user,
        .reference(
          "client", to: "client", [.id, .name, Field("currency", .string, evidence: .singleSource, "ISO code")]),
        .reference(
          "project", to: "project", [.id, .name, Field("code", .string, nullable: true, evidence: .singleSource)]),
        .task,
        .embeddedUserAssignment,
        .reference(
          "task_assignment", to: "task_assignment", nullable: true,
          [
            .id, Field("billable", .boolean), .isActive, .createdAt, .updatedAt,
            Field("hourly_rate", .money(.path("client.currency")), nullable: true),
            Field("budget", .decimal, nullable: true, "hours or money, as the project's budget_by says"),
          ]),
        Field("hours", .decimal, "with the running part; it grows while the timer runs"),
        Field("hours_without_timer", .decimal, "without the running part; absent from some answers"),
        Field("rounded_hours", .decimal, "after the account's rounding; what reports and invoices count"),
        Field("notes", .string, nullable: true),
        .createdAt, .updatedAt,
        .isLocked, .lockedReason, .isClosed, .approvalStatus, .isBilled,
        Field("timer_started_at", .datetime, nullable: true, "null when stopped"),
        Field("started_time", .time, nullable: true, "only in accounts that track start and end"),
        Field("ended_time", .time, nullable: true, "only in accounts that track start and end; null while running"),
        Field("is_running", .boolean),
        .invoice,
        Field("external_reference", .object("external_reference"), nullable: true),
        Field("billable", .boolean, "follows the task assignment and the project; not writable"),
        Field("budgeted", .boolean, "counts towards the project's budget"),
        Field(
          "billable_rate", .money(.path("client.currency")), nullable: true,
          "null when not billable, or when the caller may not see rates"),
        Field("cost_rate", .money(.company), nullable: true, "null when unset, or when the caller may not see it"),
      ]),
    ObjectSchema(
      "external_reference", nameFields: [],
      [
        Field("id", .string),
        Field("group_id", .string, nullable: true),
        Field("account_id", .string, nullable: true),
        Field("permalink", .string, nullable: true),
        Field("service", .string, "derived from the permalink; not writable"),
        Field("service_icon_url", .string, "derived from the permalink; not writable"),
      ]),
  ]
}
