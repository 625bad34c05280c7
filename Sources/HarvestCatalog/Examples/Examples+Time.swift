extension Examples {
  /// Time entries and timers.
  static let time = [
    "listTimeEntries": #"time_entries last month, billed: false | first 3"#,
    "createTimeEntry": #"time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1h30m"#,
    "deleteTimeEntry": #"timer start project: "ACME-WEB", task: "Design" | delete"#,
    "retrieveTimeEntry": #"time_entries (time_entries last month | first 1)[0]"#,
    "updateTimeEntry": #"timer start project: "ACME-WEB", task: "Design" | update notes: "Sketches""#,
    "deleteTimeEntryExternalReference": #"""
    timer start project: "ACME-WEB", task: "Design", external_reference: {id: "5", group_id: "1"} | \#
    external_reference | delete
    """#,
    "restartStoppedTimeEntry": #"timer start project: "ACME-WEB", task: "Design" | stop | restart"#,
    "stopRunningTimeEntry": #"timer start project: "ACME-WEB", task: "Design" | stop"#,
    "createTimeEntryViaDuration":
      #"time_entries create project: "ACME-WEB", task: "Design", spent_date: yesterday, hours: 2.25"#,
    "createTimeEntryViaStartAndEndTime": #"""
    company update wants_timestamp_timers: true; time_entries create project: "ACME-WEB", task: "Design", \#
    spent_date: today, started_time: 9:00am, ended_time: 10:30am
    """#,
  ]
}
