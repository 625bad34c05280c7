extension Examples {
  /// Invoices, their lines, messages and payments, and the categories of lines.
  static let invoices = [
    "listInvoices": #"invoices state: paid | first 3"#,
    "createInvoice": #"invoices create client: "Acme", subject: "Kites""#,
    "deleteInvoice": #"invoices create client: "Acme" | delete"#,
    "retrieveInvoice": #"invoices (invoices state: paid | first 1)[0]"#,
    "updateInvoice": #"invoices create client: "Acme" | update payment_term: "net 30""#,
    "createFreeFormInvoice":
      #"invoices create client: "Acme", line_items: [{kind: "Service", quantity: 3, unit_price: 95}]"#,
    "createInvoiceFromTrackedTimeAndExpenses":
      #"invoices create client: "Acme", line_items_import: {projects: ["ACME-WEB"], time: {summary_type: task}}"#,

    "createInvoiceLineItem": #"invoices create client: "Acme" | line_items create kind: "Service", unit_price: 95"#,
    "updateInvoiceLineItem": #"""
    (invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 95}] | line_items)[0] | \#
    update quantity: 2
    """#,
    "deleteInvoiceLineItem":
      #"(invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 95}] | line_items)[0] | delete"#,

    "listMessagesForInvoice": #"(invoices state: paid | first 1)[0] | messages"#,
    "createInvoiceMessage":
      #"invoices create client: "Acme" | messages create recipients: [{email: "ann@kite.example"}], attach_pdf: true"#,
    "retrieveInvoiceMessageSubjectAndBodyForSpecificInvoice":
      #"invoices create client: "Acme" | messages preview reminder: true"#,
    "deleteInvoiceMessage": #"invoices create client: "Acme" | mark sent | delete"#,
    "sendInvoiceMessage": #"invoices create client: "Acme" | send recipients: [{email: "ann@kite.example"}]"#,
    "markDraftInvoiceAsSent": #"invoices create client: "Acme" | mark sent"#,
    "markOpenInvoiceAsClosed": #"(invoices state: open | first 1)[0] | mark closed"#,
    "reopenClosedInvoice": #"let bill = (invoices state: open | first 1)[0]; $bill | mark closed; $bill | mark open"#,
    "markOpenInvoiceAsDraft": #"(invoices state: open | first 1)[0] | mark draft"#,

    "listPaymentsForInvoice": #"(invoices state: paid | first 1)[0] | payments"#,
    "createInvoicePayment": #"(invoices state: open | first 1)[0] | payments create amount: 1, notes: "In cash""#,
    "deleteInvoicePayment": #"(invoices state: open | first 1)[0] | payments create amount: 1 | delete"#,

    "listInvoiceItemCategories": #"invoice_item_categories"#,
    "createInvoiceItemCategory": #"invoice_item_categories create name: "Silk""#,
    "deleteInvoiceItemCategory": #"invoice_item_categories create name: "Silk" | delete"#,
    "retrieveInvoiceItemCategory": #"invoice_item_categories (invoice_item_categories "Service")"#,
    "updateInvoiceItemCategory": #"invoice_item_categories "Service" | update name: "Work""#,
  ]
}
