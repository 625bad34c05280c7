/// `/company`: whoever is in the account may read it (FACTS section 12 leaves that open), administrators may change it.
enum CompanySettings {
  static let handlers: [String: Handler] = [
    "retrieveCompany": .read(retrieve),
    "updateCompany": .write(update),
  ]

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    call.object { write(store.company, &$0) }
  }

  /// Changes the mode of the timers and the weekly capacity; all other settings are those of the web pages.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    var company = store.company
    try call.body.set("wants_timestamp_timers", &company.wantsTimestampTimers)
    try call.body.set("weekly_capacity", &company.weeklyCapacity)
    guard capacities.contains(company.weeklyCapacity) else { throw .invalid("weekly_capacity") }
    store.company = company
    return call.object { write(company, &$0) }
  }

  /// A week has 168 hours.
  private static let capacities: ClosedRange<Int64> = 0...604_800

  private static func write(_ company: Company, _ json: inout JSONWriter) {
    json.field("base_uri", "https://" + company.domain)
    json.field("full_domain", company.domain)
    json.field("name", company.name)
    json.field("is_active", true)
    json.field("week_start_day", "Monday")
    json.field("wants_timestamp_timers", company.wantsTimestampTimers)
    json.field("time_format", "decimal")
    json.field("date_format", "%Y-%m-%d")
    json.field("plan_type", "sponsored")
    json.field("expense_feature", true)
    json.field("invoice_feature", true)
    json.field("estimate_feature", true)
    json.field("approval_feature", true)
    json.field("team_feature", true)
    json.field("clock", "12h")
    json.field("currency", company.currency)
    json.field("currency_code_display", "iso_code_none")
    json.field("currency_symbol_display", "symbol_before")
    json.field("decimal_symbol", ".")
    json.field("thousands_separator", ",")
    json.field("color_scheme", "orange")
    json.field("weekly_capacity", company.weeklyCapacity)
  }
}
