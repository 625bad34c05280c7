extension ConformanceTable {
  /// Time entries: both ways to make them, timers, and references to other systems.
  static let time = #"""
    listTimeEntries
      : time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1,
        external_reference: {id: "5", group_id: "6", account_id: "7", permalink: "https://t.example/5"}
      $ time_entries 2026-11, user: "Ada Lindqvist", client: "Acme", project: "ACME-WEB", task: "Design",
        external_reference_id: "5", billed: false, running: false, approval_status: unsubmitted,
        updated_since: 2026-11-24
      > GET /time_entries?from=2026-11-01&to=2026-11-30&user_id=#&client_id=#&project_id=#&task_id=#&
        external_reference_id=5&is_billed=false&is_running=false&approval_status=unsubmitted&
        updated_since=2026-11-24T00:00:00Z
      < 200 time_entries[] time_entry
    createTimeEntry
      $ time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, notes: "Sketches"
      > POST /time_entries {"project_id": "#", "task_id": "#", "spent_date": "2026-11-23", "notes": "Sketches"}
      < 201 time_entry
    deleteTimeEntry
      : let entry = time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1
      $ $entry | delete
      > DELETE /time_entries/#
      < 200 -
    retrieveTimeEntry
      : let entry = time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1
      $ time_entries $entry.id
      > GET /time_entries/#
      < 200 time_entry
    updateTimeEntry
      : let entry = time_entries create project: "SALES", task: "Marketing", spent_date: today, hours: 1, notes: "x"
      $ $entry | update project: "ACME-WEB", task: "Programming", spent_date: 2026-11-20, hours: 1h45m, notes: null,
        external_reference: {id: "5", group_id: "6", account_id: "7", permalink: "https://t.example/5"}
      > PATCH /time_entries/# {"project_id": "#", "task_id": "#", "spent_date": "2026-11-20", "hours": 1.75,
        "notes": null, "external_reference": {"id": "5", "group_id": "6", "account_id": "7",
        "permalink": "https://t.example/5"}}
      < 200 time_entry
    deleteTimeEntryExternalReference
      : let entry = time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1,
        external_reference: {id: "5", group_id: "6", account_id: "7", permalink: "https://t.example/5"}
      $ $entry | external_reference | delete
      > DELETE /time_entries/#/external_reference
      < 200 -
    restartStoppedTimeEntry
      : let entry = time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1
      $ $entry | restart
      > PATCH /time_entries/#/restart
      < 200 time_entry
    stopRunningTimeEntry
      : timer start project: "ACME-WEB", task: "Design"
      $ timer stop
      > PATCH /time_entries/#/stop
      < 200 time_entry

    createTimeEntryViaDuration
      $ time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, user: "Ada Lindqvist",
        hours: 2.25, notes: "Sketches", external_reference: {id: "5", group_id: "6", account_id: "7",
        permalink: "https://t.example/5"}
      > POST /time_entries {"project_id": "#", "task_id": "#", "spent_date": "2026-11-23", "user_id": "#",
        "hours": 2.25, "notes": "Sketches", "external_reference": {"id": "5", "group_id": "6", "account_id": "7",
        "permalink": "https://t.example/5"}}
      < 201 time_entry
    createTimeEntryViaStartAndEndTime
      : company update wants_timestamp_timers: true
      $ time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, user: "Ada Lindqvist",
        started_time: 9:00am, ended_time: 13:30, notes: "Sketches"
      > POST /time_entries {"project_id": "#", "task_id": "#", "spent_date": "2026-11-23", "user_id": "#",
        "started_time": "9:00am", "ended_time": "1:30pm", "notes": "Sketches"}
      < 201 time_entry
    """#
}
