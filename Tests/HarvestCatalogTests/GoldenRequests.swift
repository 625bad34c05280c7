// Every request of the API, written from the facts and not from the catalog, so that a wrong row of the catalog cannot
// agree with itself. A line holds method, path and operation; below it `=` gives status, answer (`clients[]` is a list
// under that key, `-` is empty) and paging, `?` the query, `!` the required and `+` the other fields of the body. A dot
// leads into an object or the items of a list, where `!` means: required where it is given.
enum GoldenRequests {
  /// The documented endpoints, from clients to invoices.
  static let documentedAToI = """
    GET /clients listClients
      = 200 clients[] cursor
      ? is_active updated_since
    POST /clients createClient
      = 201 client
      ! name
      + is_active address currency
    DELETE /clients/{client_id} deleteClient
      = 200 -
    GET /clients/{client_id} retrieveClient
      = 200 client
    PATCH /clients/{client_id} updateClient
      = 200 client
      + name is_active address currency
    GET /company retrieveCompany
      = 200 company
    PATCH /company updateCompany
      = 200 company
      + wants_timestamp_timers weekly_capacity
    GET /contacts listContacts
      = 200 contacts[] cursor
      ? client_id updated_since
    POST /contacts createContact
      = 201 contact
      ! client_id first_name
      + title last_name email phone_office phone_mobile fax
    DELETE /contacts/{contact_id} deleteContact
      = 200 -
    GET /contacts/{contact_id} retrieveContact
      = 200 contact
    PATCH /contacts/{contact_id} updateContact
      = 200 contact
      + client_id title first_name last_name email phone_office phone_mobile fax
    GET /estimate_item_categories listEstimateItemCategories
      = 200 estimate_item_categories[] cursor
      ? updated_since
    POST /estimate_item_categories createEstimateItemCategory
      = 201 estimate_item_category
      ! name
    DELETE /estimate_item_categories/{estimate_item_category_id} deleteEstimateItemCategory
      = 200 -
    GET /estimate_item_categories/{estimate_item_category_id} retrieveEstimateItemCategory
      = 200 estimate_item_category
    PATCH /estimate_item_categories/{estimate_item_category_id} updateEstimateItemCategory
      = 200 estimate_item_category
      + name
    GET /estimates listEstimates
      = 200 estimates[] page
      ? client_id updated_since from to state
    POST /estimates createEstimate
      = 201 estimate
      ! client_id line_items.kind line_items.unit_price
      + number purchase_order tax tax2 discount subject notes currency issue_date line_items line_items.description
      + line_items.quantity line_items.taxed line_items.taxed2
    DELETE /estimates/{estimate_id} deleteEstimate
      = 200 -
    GET /estimates/{estimate_id} retrieveEstimate
      = 200 estimate
    PATCH /estimates/{estimate_id} updateEstimate
      = 200 estimate
      + client_id number purchase_order tax tax2 discount subject notes currency issue_date line_items line_items.id
      + line_items.kind line_items.unit_price line_items._destroy line_items.description line_items.quantity
      + line_items.taxed line_items.taxed2
    GET /estimates/{estimate_id}/messages listMessagesForEstimate
      = 200 estimate_messages[] cursor
      ? updated_since
    POST /estimates/{estimate_id}/messages createEstimateMessage
      = 201 estimate_message
      ! recipients.email
      + recipients event_type subject body send_me_a_copy recipients.name
    DELETE /estimates/{estimate_id}/messages/{message_id} deleteEstimateMessage
      = 200 -
    GET /expense_categories listExpenseCategories
      = 200 expense_categories[] cursor
      ? is_active updated_since
    POST /expense_categories createExpenseCategory
      = 201 expense_category
      ! name
      + unit_name unit_price is_active
    DELETE /expense_categories/{expense_category_id} deleteExpenseCategory
      = 200 -
    GET /expense_categories/{expense_category_id} retrieveExpenseCategory
      = 200 expense_category
    PATCH /expense_categories/{expense_category_id} updateExpenseCategory
      = 200 expense_category
      + name unit_name unit_price is_active
    GET /expenses listExpenses
      = 200 expenses[] page
      ? user_id client_id project_id is_billed approval_status updated_since from to
    POST /expenses createExpense
      = 201 expense
      ! project_id expense_category_id spent_date
      + user_id units total_cost notes billable receipt
    DELETE /expenses/{expense_id} deleteExpense
      = 200 -
    GET /expenses/{expense_id} retrieveExpense
      = 200 expense
    PATCH /expenses/{expense_id} updateExpense
      = 200 expense
      + project_id expense_category_id spent_date units total_cost notes billable receipt delete_receipt
    GET /invoice_item_categories listInvoiceItemCategories
      = 200 invoice_item_categories[] cursor
      ? updated_since
    POST /invoice_item_categories createInvoiceItemCategory
      = 201 invoice_item_category
      ! name
    DELETE /invoice_item_categories/{invoice_item_category_id} deleteInvoiceItemCategory
      = 200 -
    GET /invoice_item_categories/{invoice_item_category_id} retrieveInvoiceItemCategory
      = 200 invoice_item_category
    PATCH /invoice_item_categories/{invoice_item_category_id} updateInvoiceItemCategory
      = 200 invoice_item_category
      + name
    GET /invoices listInvoices
      = 200 invoices[] page
      ? client_id project_id updated_since from to state
    POST /invoices createInvoice
      = 201 invoice
      ! client_id line_items.kind line_items.unit_price line_items_import.project_ids
      ! line_items_import.time.summary_type line_items_import.expenses.summary_type
      + estimate_id number purchase_order tax tax2 discount subject notes currency issue_date due_date payment_term
      + payment_options line_items_import retainer_id line_items line_items.project_id line_items.description
      + line_items.quantity line_items.taxed line_items.taxed2 line_items_import.time line_items_import.time.from
      + line_items_import.time.to line_items_import.expenses line_items_import.expenses.from
      + line_items_import.expenses.to line_items_import.expenses.attach_receipt
    DELETE /invoices/{invoice_id} deleteInvoice
      = 200 -
    GET /invoices/{invoice_id} retrieveInvoice
      = 200 invoice
    PATCH /invoices/{invoice_id} updateInvoice
      = 200 invoice
      + client_id retainer_id estimate_id number purchase_order tax tax2 discount subject notes currency issue_date
      + due_date payment_term payment_options line_items line_items.id line_items.kind line_items.unit_price
      + line_items._destroy line_items.project_id line_items.description line_items.quantity line_items.taxed
      + line_items.taxed2
    GET /invoices/{invoice_id}/messages listMessagesForInvoice
      = 200 invoice_messages[] cursor
      ? updated_since
    POST /invoices/{invoice_id}/messages createInvoiceMessage
      = 201 invoice_message
      ! recipients.email
      + event_type recipients subject body include_link_to_client_invoice attach_pdf send_me_a_copy thank_you
      + recipients.name
    GET /invoices/{invoice_id}/messages/new retrieveInvoiceMessageSubjectAndBodyForSpecificInvoice
      = 200 invoice_message_subject_and_body
      ? thank_you reminder
    DELETE /invoices/{invoice_id}/messages/{message_id} deleteInvoiceMessage
      = 200 -
    GET /invoices/{invoice_id}/payments listPaymentsForInvoice
      = 200 invoice_payments[] cursor
      ? updated_since
    POST /invoices/{invoice_id}/payments createInvoicePayment
      = 201 invoice_payment
      ! amount
      + paid_at paid_date notes send_thank_you
    DELETE /invoices/{invoice_id}/payments/{payment_id} deleteInvoicePayment
      = 200 -
    """
}
