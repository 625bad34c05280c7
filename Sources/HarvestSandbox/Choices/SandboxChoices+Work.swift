extension SandboxChoices {
  /// Clients, contacts, tasks, categories, roles and the company.
  static let directory = """

    Clients, contacts, tasks, categories, roles, company
      names: no two clients, tasks, expense categories, roles, invoice item categories or estimate item
        categories have the same name, capitals aside; an archived one keeps its name, a deleted one gives
        it up; answer 422 "Name has already been taken"
      refused deletions: a client, task, expense category or item category that may not be deleted answers
        422
      client delete: takes the client's contacts along
      client archive: leaves the client's projects, contacts and invoices as they are
      client currency: upper-case ISO codes of Harvest's list only; null on PATCH goes back to the
        company's; invoices and estimates that are there keep theirs
      contact: unset or null last_name, email, phones and fax are "", an unset title is null; client_id may
        be changed
      task delete: takes the task's assignments to projects along
      task update: a new name, rate or billable flag, and is_default, do not change the assignments that
        projects have already
      task rate: default_hourly_rate is 0 when not given and null when null is sent by PATCH; rounded half
        up to cents; never negative
      expense category delete: refused with 422 while expenses use it
      expense category update: another unit_price does not change the cost of expenses that are there
      expense category price: unit_price is rounded half up to three decimals; never negative; unit_name may
        be set without it
      role: user_ids counts each user once and keeps their order; an unknown id answers 422
      company: everybody may read it, administrators may change it; weekly_capacity is 0 to 604800 seconds;
        all other fields are ignored
      company timer mode: changing wants_timestamp_timers changes how all entries are shown and what new
        ones take
      item categories: use_as_service and use_as_expense cannot be written; line items keep the name when
        their category is renamed or deleted; categories of estimates may all be deleted
    """

  /// Users, rates, projects and assignments.
  static let people = """

    Users, rates, projects, assignments
      users, who may write: only Administrators create and delete users; a Manager may change names, time
        zone, capacity, contractor and future-projects flags of themselves and their teammates, and gets 403
        for email, is_active, roles and access_roles
      users, defaults on create: access_roles ["member"], weekly_capacity 126000, time zone Amsterdam (the
        company's), one billable and one cost rate since ever (0.0 unless given), no invitation mail
      users, rates by PATCH: default_hourly_rate and cost_rate are ignored
      users, email: must look like an address and be unique, whatever its capitals, among all users that are
        not deleted (422)
      users, timezone: must be one of the Rails names; IANA names are refused (422)
      users, weekly_capacity: 0 to 604800 seconds (a week), else 422
      users, roles: names of existing business roles, replacing all; an unknown name is 422 and makes no
        role
      users, access_roles: exactly one of administrator, manager, member; further roles only with manager
        (422); people_manager is ignored when sent, and shown while the user has teammates; who stops being
        a manager loses the teammates
      users, archived: names and email cannot be changed (422) unless the same request restores the user;
        assignments stay as they are
      users, oneself: deleting or archiving the caller is refused (422)
      users, delete: takes the user off projects, business roles and teammate lists
      teammates: unknown ids and the manager's own id are 422; the answer to PATCH has the order of the
        request and no paging keys; the list has the newest user first; an Administrator is no Manager here
        (422)
      rates: amounts of two decimals, not negative; "not in the future" counts by the UTC day of the
        account's clock; a new rate replaces those that start on or after its start_date; the rate before it
        gets its end_date and a new updated_at; the user's updated_at changes too
      rates, Managers: with billable_rates_manager they reach those of their teammates and themselves; cost
        rates are for Administrators
      projects, new: the creator (as project manager) and every active user with
        has_access_to_all_future_projects are assigned, and all active default tasks with their default
        rate, billable where task and project are
      projects, name: unique among the projects of one client, archived ones included, whatever the capitals
        (422)
      projects, client: a new project, or one that moves, cannot go to an archived client (422)
      projects, fee: ignored without is_fixed_fee; turning is_fixed_fee off empties it
      projects, budgets and rates: kept as sent whatever bill_by and budget_by are; two decimals, not
        negative; a rate or budget that does not apply is not used
      projects, dates: ends_on before starts_on is 422
      projects, over_budget_notification_date: always null, for no mail is sent
      projects, Managers: creation needs project_creator; those who manage a project may change and delete
        it; an archived assignment manages nothing
      task assignments: a task twice on a project, also archived, and an archived task are 422; hourly_rate
        is null where the project bills by Tasks, else 0.0
      user assignments: a user twice on a project, an archived user, and for a Manager a user they do not
        see are 422; is_project_manager is true by default for Managers and Administrators; hourly_rate is
        by default the user's own rate, or 0.0 with use_default_rates false
      references in paths: an assignment or rate under another project or user is 404
      null for a field that must have a value (is_active, timezone, …) is 422, also on create
      status of refused deletes and of all broken rules here: 422
    """

  /// Time entries and timers.
  static let time = """

    Time entries and timers
      time entries, fields of the other mode: `hours` where times are tracked, `started_time` and
        `ended_time` where durations are, are ignored, even when they are wrong
      time entries, hours: 0 to 24, rounded half up to two decimals; anything else is refused (422);
        decimals only, not `1:30`
      time entries, hours of a running timer set by PATCH: the timer goes on from the new figure
      time entries, clock: that of UTC for everybody; times are read as `9:00am` or `14:30` and shown as
        `9:00am`
      time entries, an end before the start: it is that of the next day; the same time is 0 hours
      time entries, hours of times: whole minutes as hundredths of an hour, half up; a running timer counts
        whole minutes too, one of durations steps of 36 seconds
      time entries, a timer with started_time: it counts from that time of the current day, or from now when
        that is still to come, whatever the spent_date
      time entries, ended_time without started_time on create: the work began now
      time entries, start moved by PATCH: the end stays and the hours change; an end sent to a running timer
        stops it
      time entries, made as durations before the account changed to times: started_time and ended_time are
        null until a start is set; an end alone is refused (422)
      time entries, null for project_id, task_id, spent_date, hours, started_time or ended_time in PATCH:
        refused (422)
      time entries, notes: null and "" clear them; nothing in them is changed or refused
      time entries, wherever time is created, moved or restarted: user, project and task must be active and
        assigned to each other, for administrators too (422)
      time entries, user_id of somebody whose time the caller may not see: 403; an unknown user, project or
        task: 422
      time entries, days of approved weeks: new entries may still be added and are unsubmitted; editing a
        submitted entry leaves it submitted
      time entries, edits of approved or invoiced entries and of those whose project or task is archived:
        422, for administrators too; is_locked is true for all of these, locked_reason null for the archived
      time entries, delete: approved ones by administrators only; invoiced ones and those of archived
        projects or tasks by nobody (422)
      timers, stop of a stopped one and restart of a running one: 422; stopping is always allowed otherwise,
        also when the project is archived
      timers, restart where durations are tracked: the same entry, on whatever day; a locked one is refused
        (422)
      timers, restart where times are tracked: a new entry of today with the same notes and external
        reference; a locked one is a fine model for it
      external reference: id is required, the others may be missing and are null; texts only, numbers are
        refused (422); PATCH replaces the whole, null removes it
      external reference, service: the host of the permalink; null when that is no web address
      external reference, delete where there is none: 404; where the entry is locked: 422
    """
}
