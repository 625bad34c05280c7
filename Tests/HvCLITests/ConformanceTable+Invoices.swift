extension ConformanceTable {
  /// Invoices in both forms, their lines, messages, states and payments, and the categories of lines.
  static let invoices = #"""
    listInvoices
      : invoices create client: "Acme", issue_date: 2026-11-20, line_items: [{project: "ACME-WEB", kind: "Service",
        unit_price: 10}]
      $ invoices 2026-11, client: "Acme", project: "ACME-WEB", state: draft, updated_since: 2026-11-24
      > GET /invoices?from=2026-11-01&to=2026-11-30&client_id=#&project_id=#&state=draft&
        updated_since=2026-11-24T00:00:00Z
      < 200 invoices[] invoice
    createInvoice
      $ invoices create client: "Acme", subject: "Kites", currency: "EUR"
      > POST /invoices {"client_id": "#", "subject": "Kites", "currency": "EUR"}
      < 201 invoice
    deleteInvoice
      : let invoice = invoices create client: "Acme"
      $ $invoice | delete
      > DELETE /invoices/#
      < 200 -
    retrieveInvoice
      : let invoice = invoices create client: "Acme"
      $ invoices $invoice.id
      > GET /invoices/#
      < 200 invoice
    updateInvoice
      : let estimate = estimates create client: "Acme"
      : let invoice = invoices create client: "Cumulus Analytics", payment_term: "net 30"
      $ $invoice | update client: "Acme", estimate: $estimate, number: "K-9", purchase_order: "PO 1", tax: 21,
        tax2: 2.5, discount: 10, subject: "Kites", notes: "Thanks", currency: "EUR", issue_date: 2026-11-01,
        payment_term: custom, due_date: 2026-12-01, payment_options: [ach, credit_card],
        line_items: [{kind: "Service", unit_price: 10}]
      > PATCH /invoices/# {"client_id": "#", "estimate_id": "#", "number": "K-9", "purchase_order": "PO 1", "tax": 21,
        "tax2": 2.5, "discount": 10, "subject": "Kites", "notes": "Thanks", "currency": "EUR",
        "issue_date": "2026-11-01", "payment_term": "custom", "due_date": "2026-12-01", "payment_options": ["ach",
        "credit_card"], "line_items": [{"kind": "Service", "unit_price": 10}]}
      < 200 invoice

    createFreeFormInvoice
      : let estimate = estimates create client: "Acme"
      $ invoices create client: "Acme", estimate: $estimate, number: "K-9", purchase_order: "PO 1", tax: 21,
        tax2: 2.5, discount: 10, subject: "Kites", notes: "Thanks", currency: "USD", issue_date: 2026-11-20,
        payment_term: "net 30", payment_options: [paypal], line_items: [{project: "ACME-WEB", kind: "Service",
        description: "Sewing", quantity: 3, unit_price: 49.95, taxed: true, taxed2: false}]
      > POST /invoices {"client_id": "#", "estimate_id": "#", "number": "K-9", "purchase_order": "PO 1", "tax": 21,
        "tax2": 2.5, "discount": 10, "subject": "Kites", "notes": "Thanks", "currency": "USD",
        "issue_date": "2026-11-20", "payment_term": "net 30", "payment_options": ["paypal"],
        "line_items": [{"project_id": "#", "kind": "Service", "description": "Sewing", "quantity": 3,
        "unit_price": 49.95, "taxed": true, "taxed2": false}]}
      < 201 invoice
    createInvoiceFromTrackedTimeAndExpenses
      : time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-23, hours: 2
      $ invoices create client: "Acme", line_items_import: {projects: ["ACME-WEB"], time: {summary_type: task,
        from: 2026-11-01, to: 2026-11-30}, expenses: {summary_type: category, attach_receipt: true}}
      > POST /invoices {"client_id": "#", "line_items_import": {"project_ids": ["#"], "time": {"summary_type": "task",
        "from": "2026-11-01", "to": "2026-11-30"}, "expenses": {"summary_type": "category", "attach_receipt": true}}}
      < 201 invoice
    createInvoiceLineItem
      : let invoice = invoices create client: "Acme"
      $ $invoice | line_items create project: "ACME-WEB", kind: "Service", description: "Sewing", quantity: 3,
        unit_price: 49.95, taxed: true, taxed2: true
      > PATCH /invoices/# {"line_items": [{"project_id": "#", "kind": "Service", "description": "Sewing",
        "quantity": 3, "unit_price": 49.95, "taxed": true, "taxed2": true}]}
      < 200 invoice
    updateInvoiceLineItem
      : let invoice = invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]
      $ $invoice | line_items | update kind: "Product", description: "Silk", quantity: 2, unit_price: 12, taxed: true
      > PATCH /invoices/# {"line_items": [{"id": "#", "kind": "Product", "description": "Silk", "quantity": 2,
        "unit_price": 12, "taxed": true}]}
      < 200 invoice
    deleteInvoiceLineItem
      : let invoice = invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]
      $ $invoice | line_items | delete
      > PATCH /invoices/# {"line_items": [{"id": "#", "_destroy": true}]}
      < 200 invoice

    listMessagesForInvoice
      : let invoice = invoices create client: "Acme"
      : $invoice | mark sent
      $ $invoice | messages updated_since: 2026-11-24
      > GET /invoices/#/messages?updated_since=2026-11-24T00:00:00Z
      < 200 invoice_messages[] invoice_message
    createInvoiceMessage
      : let invoice = invoices create client: "Acme"
      $ $invoice | messages create recipients: [{email: "ann@kite.example"}], subject: "Your invoice",
        body: "Here it is.", attach_pdf: true
      > POST /invoices/#/messages {"recipients": [{"email": "ann@kite.example"}], "subject": "Your invoice",
        "body": "Here it is.", "attach_pdf": true}
      < 201 invoice_message
    retrieveInvoiceMessageSubjectAndBodyForSpecificInvoice
      : let invoice = invoices create client: "Acme"
      $ $invoice | messages preview reminder: true
      > GET /invoices/#/messages/new?reminder=true
      < 200 invoice_message_subject_and_body
    deleteInvoiceMessage
      : let message = (invoices create client: "Acme") | mark sent
      $ $message | delete
      > DELETE /invoices/#/messages/#
      < 200 -
    sendInvoiceMessage
      : let invoice = invoices create client: "Acme"
      $ $invoice | send recipients: [{name: "Ann Kite", email: "ann@kite.example"}], subject: "Your invoice",
        body: "Here it is.", attach_pdf: true, send_me_a_copy: true, thank_you: false
      > POST /invoices/#/messages {"recipients": [{"name": "Ann Kite", "email": "ann@kite.example"}],
        "subject": "Your invoice", "body": "Here it is.", "attach_pdf": true, "send_me_a_copy": true,
        "thank_you": false}
      < 201 invoice_message
    markDraftInvoiceAsSent
      : let invoice = invoices create client: "Acme"
      $ $invoice | mark sent
      > POST /invoices/#/messages {"event_type": "send"}
      < 201 invoice_message
    markOpenInvoiceAsClosed
      : let invoice = invoices create client: "Acme"
      : $invoice | mark sent
      $ $invoice | mark closed
      > POST /invoices/#/messages {"event_type": "close"}
      < 201 invoice_message
    reopenClosedInvoice
      : let invoice = invoices create client: "Acme"
      : $invoice | mark sent
      : $invoice | mark closed
      $ $invoice | mark open
      > POST /invoices/#/messages {"event_type": "re-open"}
      < 201 invoice_message
    markOpenInvoiceAsDraft
      : let invoice = invoices create client: "Acme"
      : $invoice | mark sent
      $ $invoice | mark draft
      > POST /invoices/#/messages {"event_type": "draft"}
      < 201 invoice_message

    listPaymentsForInvoice
      : let invoice = invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]
      : $invoice | payments create amount: 4
      $ $invoice | payments updated_since: 2026-11-24
      > GET /invoices/#/payments?updated_since=2026-11-24T00:00:00Z
      < 200 invoice_payments[] invoice_payment
    createInvoicePayment
      : let invoice = invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]
      $ $invoice | payments create amount: 4.50, paid_date: 2026-11-23, notes: "In cash"
      > POST /invoices/#/payments {"amount": 4.5, "paid_date": "2026-11-23", "notes": "In cash",
        "send_thank_you": false}
      < 201 invoice_payment
    deleteInvoicePayment
      : let invoice = invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]
      : let payment = $invoice | payments create amount: 4
      $ $payment | delete
      > DELETE /invoices/#/payments/#
      < 200 -

    listInvoiceItemCategories
      : invoice_item_categories create name: "Silk"
      $ invoice_item_categories updated_since: 2026-11-24
      > GET /invoice_item_categories?updated_since=2026-11-24T00:00:00Z
      < 200 invoice_item_categories[] invoice_item_category
    createInvoiceItemCategory
      $ invoice_item_categories create name: "Silk"
      > POST /invoice_item_categories {"name": "Silk"}
      < 201 invoice_item_category
    deleteInvoiceItemCategory
      : let category = invoice_item_categories create name: "Silk"
      $ $category | delete
      > DELETE /invoice_item_categories/#
      < 200 -
    retrieveInvoiceItemCategory
      : let category = invoice_item_categories create name: "Silk"
      $ invoice_item_categories $category.id
      > GET /invoice_item_categories/#
      < 200 invoice_item_category
    updateInvoiceItemCategory
      : let category = invoice_item_categories create name: "Silk"
      $ $category | update name: "Cotton"
      > PATCH /invoice_item_categories/# {"name": "Cotton"}
      < 200 invoice_item_category
    """#
}
