extension ConformanceTable {
  /// The keys of the answers, by the names that the rows use. A dot leads into an object or the items of a list, which
  /// may be null or empty; a key with `?` may be missing, because only some of the sources have it.
  static let answers = #"""
    client: id name is_active address statement_key currency created_at updated_at
    contact: id client client.id client.name title first_name last_name email phone_office phone_mobile fax
      created_at updated_at
    company: base_uri full_domain name is_active week_start_day wants_timestamp_timers time_format date_format plan_type
      clock currency_code_display currency_symbol_display decimal_symbol thousands_separator color_scheme
      weekly_capacity expense_feature invoice_feature estimate_feature approval_feature team_feature? currency?
    role: id name user_ids created_at updated_at
    accounts: user user.id user.first_name user.last_name user.email accounts accounts.id accounts.name
      accounts.product accounts.google_sign_in_required?

    project: id client client.id client.name client.currency name code is_active is_billable is_fixed_fee bill_by
      hourly_rate budget budget_by budget_is_monthly notify_when_over_budget over_budget_notification_percentage
      over_budget_notification_date show_budget_to_all cost_budget cost_budget_include_expenses fee notes starts_on
      ends_on created_at updated_at
    task: id name billable_by_default default_hourly_rate is_default is_active created_at updated_at
    task_assignment: id project project.id project.name project.code task task.id task.name is_active billable
      hourly_rate budget created_at updated_at
    user_assignment: id project project.id project.name project.code user user.id user.name is_active
      is_project_manager use_default_rates hourly_rate budget created_at updated_at
    project_assignment: id is_active is_project_manager use_default_rates hourly_rate budget created_at updated_at
      project project.id project.name project.code project.is_billable? client client.id client.name client.currency?
      task_assignments task_assignments.id task_assignments.billable task_assignments.is_active
      task_assignments.created_at task_assignments.updated_at task_assignments.hourly_rate task_assignments.budget
      task_assignments.task task_assignments.task.id task_assignments.task.name

    time_entry: id spent_date user user.id user.name client client.id client.name client.currency? project project.id
      project.name project.code? task task.id task.name user_assignment user_assignment.id
      user_assignment.is_project_manager user_assignment.is_active user_assignment.use_default_rates?
      user_assignment.budget user_assignment.created_at user_assignment.updated_at user_assignment.hourly_rate
      task_assignment task_assignment.id task_assignment.billable task_assignment.is_active task_assignment.created_at
      task_assignment.updated_at task_assignment.hourly_rate task_assignment.budget hours hours_without_timer
      rounded_hours notes created_at updated_at is_locked locked_reason is_closed approval_status? is_billed
      timer_started_at started_time ended_time is_running invoice invoice.id invoice.number external_reference
      external_reference.id external_reference.group_id external_reference.account_id external_reference.permalink
      external_reference.service external_reference.service_icon_url billable budgeted billable_rate cost_rate
    user: id first_name last_name email telephone timezone has_access_to_all_future_projects is_contractor is_active
      weekly_capacity default_hourly_rate cost_rate roles access_roles avatar_url created_at updated_at
      can_create_projects? calendar_integration_enabled? calendar_integration_source? permissions_claims?
      permissions_profile? saml_exempt?
    rate: id amount start_date end_date created_at updated_at
    teammate: id first_name last_name email

    expense: id client client.id client.name client.currency project project.id project.name project.code
      expense_category expense_category.id expense_category.name expense_category.unit_price
      expense_category.unit_name user user.id user.name user_assignment user_assignment.id
      user_assignment.is_project_manager user_assignment.is_active user_assignment.use_default_rates?
      user_assignment.budget user_assignment.created_at user_assignment.updated_at user_assignment.hourly_rate receipt
      receipt.url receipt.file_name receipt.file_size receipt.content_type invoice invoice.id invoice.number notes
      units total_cost billable is_closed approval_status? is_locked is_billed locked_reason spent_date created_at
      updated_at
    expense_category: id name unit_name unit_price is_active created_at updated_at

    invoice: id client client.id client.name line_items line_items.id line_items.project line_items.project.id
      line_items.project.name line_items.project.code line_items.kind line_items.description line_items.quantity
      line_items.unit_price line_items.amount line_items.taxed line_items.taxed2 estimate estimate.id retainer
      retainer.id creator creator.id creator.name client_key number purchase_order amount due_amount tax tax_amount tax2
      tax2_amount discount discount_amount subject notes currency state period_start period_end issue_date due_date
      payment_term payment_options sent_at paid_at paid_date closed_at recurring_invoice_id created_at updated_at
    invoice_message: id sent_by sent_by_email sent_from sent_from_email recipients recipients.name recipients.email
      subject body include_link_to_client_invoice attach_pdf send_me_a_copy thank_you event_type reminder
      send_reminder_on created_at updated_at
    invoice_message_subject_and_body: invoice_id subject body reminder thank_you
    invoice_payment: id amount paid_at paid_date recorded_by recorded_by_email notes transaction_id payment_gateway
      payment_gateway.id payment_gateway.name created_at updated_at
    invoice_item_category: id name use_as_service use_as_expense created_at updated_at
    estimate: id client client.id client.name line_items line_items.id line_items.kind line_items.description
      line_items.quantity line_items.unit_price line_items.amount line_items.taxed line_items.taxed2 creator creator.id
      creator.name client_key number purchase_order amount tax tax_amount tax2 tax2_amount discount discount_amount
      subject notes currency state issue_date sent_at accepted_at declined_at created_at updated_at
    estimate_message: id sent_by sent_by_email sent_from sent_from_email recipients recipients.name recipients.email
      subject body send_me_a_copy event_type created_at updated_at
    estimate_item_category: id name created_at updated_at

    time_clients_row: client_id client_name total_hours billable_hours currency billable_amount
    time_projects_row: project_id project_name client_id client_name total_hours billable_hours currency
      billable_amount scheduled_hours?
    time_tasks_row: task_id task_name total_hours billable_hours currency billable_amount
    time_team_row: user_id user_name is_contractor total_hours billable_hours currency billable_amount weekly_capacity
      avatar_url scheduled_hours?
    expenses_categories_row: expense_category_id expense_category_name total_amount billable_amount currency
    expenses_clients_row: client_id client_name total_amount billable_amount currency
    expenses_projects_row: client_id client_name project_id project_name total_amount billable_amount currency
    expenses_team_row: user_id user_name is_contractor total_amount billable_amount currency
    uninvoiced_row: client_id client_name project_id project_name currency total_hours uninvoiced_hours
      uninvoiced_expenses uninvoiced_amount
    project_budget_row: project_id project_name client_id client_name budget_is_monthly budget_by is_active budget
      budget_spent budget_remaining

    pto_type: id name color? icon? accrual_type accrual_schedule? accrual_first_payday? accrual_leave_hours?
      accrual_worked_hours? accrual_max_hours_per_year? default_days_per_year max_carryover_days requires_approval
      visible_to_all is_active created_at updated_at
    pto_request: id status start_date end_date days business_days_at_submission? start_time_minutes end_time_minutes?
      notes? review_reason? reviewed_at? reviewer reviewer.id reviewer.name user user.id user.name pto_type pto_type.id
      pto_type.name pto_type.color? pto_type.icon? request_days request_days.id request_days.date request_days.hours
      request_days.day_fraction request_days.created_at? request_days.updated_at? created_at updated_at
    pto_assignment: user user.id user.name holiday_calendar holiday_calendar.id holiday_calendar.name work_schedule
      work_schedule.id work_schedule.name effective_work_schedule effective_work_schedule.name
      effective_work_schedule.weekly_hours
    pto_allocation: id year user user.id user.name pto_type pto_type.id pto_type.name accrual_type accrual_schedule?
      accrual_first_payday? accrual_leave_hours? accrual_worked_hours? accrual_max_hours_per_year? days_per_year
      carryover_days requires_approval effective_days_per_year effective_accrual_type effective_accrual_schedule?
      effective_requires_approval created_at updated_at
    pto_balances: user user.id user.name year as_of balances balances.pto_type balances.pto_type.id
      balances.pto_type.name balances.is_requestable balances.year balances.as_of balances.is_unlimited
      balances.requires_approval balances.effective_accrual_type balances.accrual_schedule? balances.accrued_days
      balances.carryover_days balances.available_days balances.used_days balances.pending_days balances.remaining_days
      balances.used_hours balances.pending_hours balances.used_fraction balances.pending_fraction
    pto_holiday_calendar: id name entries_count entries entries.id entries.name entries.date
      entries.pto_holiday_calendar_id? entries.created_at? entries.updated_at? created_at updated_at
    pto_holiday_calendar_entry: id pto_holiday_calendar_id? name date created_at? updated_at?
    pto_work_schedule: id name is_default is_active weekly_hours monday_hours tuesday_hours wednesday_hours
      thursday_hours friday_hours saturday_hours sunday_hours created_at updated_at
    """#
}
