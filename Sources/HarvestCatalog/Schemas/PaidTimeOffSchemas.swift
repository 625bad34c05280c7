/// Paid time off. The paths are confirmed twice, the shapes come from one client of the API.
enum PaidTimeOffSchemas {
  static let all: [ObjectSchema] =
    [
      ObjectSchema(
        "pto_request", nameFields: [], evidence: .singleSource,
        [
          .id,
          Field("status", .string, "`pending` was seen"),
          Field("start_date", .date),
          Field("end_date", .date),
          Field("days", .decimal),
          Field("business_days_at_submission", .decimal, nullable: true),
          Field("start_time_minutes", .integer, nullable: true, "minutes after midnight"),
          Field("end_time_minutes", .integer, nullable: true, "minutes after midnight"),
          Field("notes", .string, nullable: true),
          Field("review_reason", .string, nullable: true),
          Field("reviewed_at", .datetime, nullable: true),
          .reference("reviewer", to: "user", nullable: true),
          .user,
          .reference(
            "pto_type", to: "pto_type",
            [.id, .name, Field("color", .string, nullable: true), Field("icon", .string, nullable: true)]),
          Field("request_days", .list([.object("pto_request_day")])),
          .createdAt, .updatedAt,
        ]),
      ObjectSchema(
        "pto_request_day", nameFields: [], evidence: .singleSource,
        [
          .id,
          Field("date", .date),
          Field("hours", .decimal),
          Field("day_fraction", .decimal),
          Field("created_at", .datetime, nullable: true),
          Field("updated_at", .datetime, nullable: true),
        ]),
      ObjectSchema(
        "pto_type", evidence: .singleSource,
        [
          .id, .name,
          Field("color", .string, nullable: true),
          Field("icon", .string, nullable: true),
          Field("accrual_type", .string, nullable: true, "`fixed` was seen"),
        ] + accrual + [
          Field("default_days_per_year", .decimal, nullable: true),
          Field("max_carryover_days", .decimal, nullable: true),
          Field("requires_approval", .boolean),
          Field("visible_to_all", .boolean),
          .isActive, .createdAt, .updatedAt,
        ]),
      ObjectSchema(
        "pto_allocation", nameFields: [], evidence: .singleSource,
        [.id, Field("year", .integer), Field("accrual_type", .string, nullable: true)] + accrual + [
          Field("days_per_year", .decimal, nullable: true),
          Field("carryover_days", .decimal, nullable: true),
          Field("requires_approval", .boolean, nullable: true),
          Field("effective_days_per_year", .decimal, nullable: true),
          Field("effective_accrual_type", .string, nullable: true),
          Field("effective_accrual_schedule", .string, nullable: true),
          Field("effective_requires_approval", .boolean),
          .user,
          .reference("pto_type", to: "pto_type"),
          .createdAt, .updatedAt,
        ]),
      ObjectSchema(
        "pto_balances", nameFields: [], evidence: .singleSource,
        [
          .user,
          Field("year", .integer),
          Field("as_of", .date),
          Field("balances", .list([.object("pto_balance")])),
        ]),
      balance,
    ] + schedules

  private static let accrual: [Field] = [
    Field("accrual_schedule", .string, nullable: true),
    Field("accrual_first_payday", .date, nullable: true),
    Field("accrual_leave_hours", .decimal, nullable: true),
    Field("accrual_worked_hours", .decimal, nullable: true),
    Field("accrual_max_hours_per_year", .decimal, nullable: true),
  ]

  private static let balance = ObjectSchema(
    "pto_balance", nameFields: [], evidence: .singleSource,
    [
      .reference("pto_type", to: "pto_type"),
      Field("is_requestable", .boolean),
      Field("year", .integer),
      Field("as_of", .date),
      Field("is_unlimited", .boolean),
      Field("requires_approval", .boolean),
      Field("effective_accrual_type", .string, nullable: true),
      Field("accrual_schedule", .string, nullable: true),
      Field("accrued_days", .decimalString),
      Field("carryover_days", .decimalString),
      Field("available_days", .decimalString),
      Field("used_days", .decimalString),
      Field("pending_days", .decimalString),
      Field("remaining_days", .decimalString),
      Field("used_hours", .decimalString),
      Field("pending_hours", .decimalString),
      Field("used_fraction", .decimalString),
      Field("pending_fraction", .decimalString),
    ])

  private static let schedules: [ObjectSchema] = [
    ObjectSchema(
      "pto_holiday_calendar", evidence: .singleSource,
      [
        .id, .name,
        Field("entries_count", .integer),
        Field("entries", .list([.object("pto_holiday_calendar_entry")])),
        .createdAt, .updatedAt,
      ]),
    ObjectSchema(
      "pto_holiday_calendar_entry", evidence: .singleSource,
      [
        .id,
        Field("pto_holiday_calendar_id", .id, nullable: true, reference: "pto_holiday_calendar"),
        .name,
        Field("date", .date),
        Field("created_at", .datetime, nullable: true),
        Field("updated_at", .datetime, nullable: true),
      ]),
    ObjectSchema(
      "pto_work_schedule", evidence: .singleSource,
      [
        .id, .name,
        Field("is_default", .boolean),
        .isActive,
        Field("weekly_hours", .decimal),
        Field("monday_hours", .decimal),
        Field("tuesday_hours", .decimal),
        Field("wednesday_hours", .decimal),
        Field("thursday_hours", .decimal),
        Field("friday_hours", .decimal),
        Field("saturday_hours", .decimal),
        Field("sunday_hours", .decimal),
        .createdAt, .updatedAt,
      ]),
    ObjectSchema(
      "pto_assignment", nameFields: [], evidence: .singleSource,
      [
        .user,
        .reference("holiday_calendar", to: "pto_holiday_calendar", nullable: true),
        .reference("work_schedule", to: "pto_work_schedule", nullable: true),
        Field(
          "effective_work_schedule", .object("pto_work_schedule"), nullable: true,
          embedded: [.name, Field("weekly_hours", .decimal)]),
      ]),
  ]
}
