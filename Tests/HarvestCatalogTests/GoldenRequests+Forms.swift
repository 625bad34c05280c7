extension GoldenRequests {
  /// Forms of an endpoint that send another body; the endpoint is in parentheses.
  static let variants = """
    POST /time_entries createTimeEntryViaDuration (createTimeEntry)
      = 201 time_entry
      ! project_id task_id spent_date
      + user_id hours notes external_reference external_reference.id external_reference.group_id
      + external_reference.account_id external_reference.permalink
    POST /time_entries createTimeEntryViaStartAndEndTime (createTimeEntry)
      = 201 time_entry
      ! project_id task_id spent_date
      + user_id started_time ended_time notes external_reference external_reference.id external_reference.group_id
      + external_reference.account_id external_reference.permalink
    POST /invoices createFreeFormInvoice (createInvoice)
      = 201 invoice
      ! client_id line_items.kind line_items.unit_price
      + retainer_id estimate_id number purchase_order tax tax2 discount subject notes currency issue_date due_date
      + payment_term payment_options line_items line_items.project_id line_items.description line_items.quantity
      + line_items.taxed line_items.taxed2
    POST /invoices createInvoiceFromTrackedTimeAndExpenses (createInvoice)
      = 201 invoice
      ! client_id line_items_import line_items_import.project_ids line_items_import.time.summary_type
      ! line_items_import.expenses.summary_type
      + retainer_id estimate_id number purchase_order tax tax2 discount subject notes currency issue_date due_date
      + payment_term payment_options line_items_import.time line_items_import.time.from line_items_import.time.to
      + line_items_import.expenses line_items_import.expenses.from line_items_import.expenses.to
      + line_items_import.expenses.attach_receipt
    PATCH /invoices/{invoice_id} createInvoiceLineItem (updateInvoice)
      = 200 invoice
      ! line_items line_items.kind line_items.unit_price
      + line_items.project_id line_items.description line_items.quantity line_items.taxed line_items.taxed2
    PATCH /invoices/{invoice_id} updateInvoiceLineItem (updateInvoice)
      = 200 invoice
      ! line_items line_items.id
      + line_items.kind line_items.unit_price line_items.project_id line_items.description line_items.quantity
      + line_items.taxed line_items.taxed2
    PATCH /invoices/{invoice_id} deleteInvoiceLineItem (updateInvoice)
      = 200 invoice
      ! line_items line_items.id line_items._destroy
    PATCH /estimates/{estimate_id} createEstimateLineItem (updateEstimate)
      = 200 estimate
      ! line_items line_items.kind line_items.unit_price
      + line_items.description line_items.quantity line_items.taxed line_items.taxed2
    PATCH /estimates/{estimate_id} updateEstimateLineItem (updateEstimate)
      = 200 estimate
      ! line_items line_items.id
      + line_items.kind line_items.unit_price line_items.description line_items.quantity line_items.taxed
      + line_items.taxed2
    PATCH /estimates/{estimate_id} deleteEstimateLineItem (updateEstimate)
      = 200 estimate
      ! line_items line_items.id line_items._destroy
    POST /invoices/{invoice_id}/messages sendInvoiceMessage (createInvoiceMessage)
      = 201 invoice_message
      ! recipients.email
      + recipients subject body attach_pdf send_me_a_copy thank_you recipients.name
    POST /invoices/{invoice_id}/messages markDraftInvoiceAsSent (createInvoiceMessage)
      = 201 invoice_message
      ! event_type
    POST /invoices/{invoice_id}/messages markOpenInvoiceAsClosed (createInvoiceMessage)
      = 201 invoice_message
      ! event_type
    POST /invoices/{invoice_id}/messages reopenClosedInvoice (createInvoiceMessage)
      = 201 invoice_message
      ! event_type
    POST /invoices/{invoice_id}/messages markOpenInvoiceAsDraft (createInvoiceMessage)
      = 201 invoice_message
      ! event_type
    POST /estimates/{estimate_id}/messages sendEstimateMessage (createEstimateMessage)
      = 201 estimate_message
      ! recipients recipients.email
      + subject body send_me_a_copy recipients.name
    POST /estimates/{estimate_id}/messages markDraftEstimateAsSent (createEstimateMessage)
      = 201 estimate_message
      ! event_type
    POST /estimates/{estimate_id}/messages markOpenEstimateAsAccepted (createEstimateMessage)
      = 201 estimate_message
      ! event_type
    POST /estimates/{estimate_id}/messages markOpenEstimateAsDeclined (createEstimateMessage)
      = 201 estimate_message
      ! event_type
    POST /estimates/{estimate_id}/messages reopenClosedEstimate (createEstimateMessage)
      = 201 estimate_message
      ! event_type
    POST /expenses createExpenseWithReceipt (createExpense)
      = 201 expense
      ! project_id expense_category_id spent_date receipt
      + user_id units total_cost notes billable
    PATCH /expenses/{expense_id} updateExpenseReceipt (updateExpense)
      = 200 expense
      + project_id expense_category_id spent_date units total_cost notes billable receipt delete_receipt
    PATCH /users/{user_id} archiveUser (updateUser)
      = 200 user
      ! is_active
    """

  /// The confirmed reads of paid time off, and the identity call.
  static let others = """
    GET /api/v2/accounts listAccounts
      = 200 identity
    GET /pto/assignments listPtoAssignments
      = 200 pto_assignments[]
      ? user_id user_ids
    GET /pto/allocations listPtoAllocations
      = 200 pto_allocations[] page
      ? year user_ids pto_type_ids
    GET /pto/holiday_calendars listHolidayCalendars
      = 200 pto_holiday_calendars[] page
    GET /pto/holiday_calendars/{holiday_calendar_id}/entries listHolidayCalendarEntries
      = 200 pto_holiday_calendar_entries[] page
    GET /pto/balances retrievePtoBalances
      = 200 pto_balances
      ? user_id year as_of
    GET /pto/types listPtoTypes
      = 200 pto_types[] page
      ? is_active updated_since
    GET /pto/requests listPtoRequests
      = 200 pto_requests[] page
      ? user_id status pto_type_id from to updated_since
    GET /pto/work_schedules listWorkSchedules
      = 200 pto_work_schedules[] page
      ? is_active
    """
}
