/// Invoices and estimates, with their messages and payments.
extension Write {
  static let documents: [Write] = [
    Write(
      "createInvoice", "/invoices", #"{"client_id":<client>}"#,
      refused: document + [
        invoice(#""payment_term":"net 7""#), invoice(#""issue_date":"2026-03-02","due_date":"2026-03-01""#),
        invoice(#""payment_options":["cash"]"#), invoice(#""estimate_id":1"#), invoice(#""retainer_id":"x""#),
        invoice(#""line_items":[],"line_items_import":{"project_ids":[<project>]}"#),
        invoice(#""line_items_import":{}"#),
        invoice(#""line_items_import":{"project_ids":[<project>,1]}"#),
        invoice(#""line_items_import":{"project_ids":[<project>],"time":{}}"#),
        invoice(#""line_items_import":{"project_ids":[<project>],"time":{"summary_type":"category"}}"#),
        invoice(
          #""line_items_import":{"project_ids":[<project>],"expenses":{"summary_type":"people","from":"2026-01-01"}}"#),
        invoice(#""line_items":[{"kind":"Service","unit_price":1,"project_id":1}]"#),
      ]),
    Write(
      "updateInvoice", "/invoices/<invoice>", #"{"subject":"New"}"#,
      refused: changedDocument + [
        #"{"subject":"New","payment_term":"never"}"#,
        #"{"subject":"New","payment_term":"custom","due_date":"2020-01-01"}"#,
        #"{"subject":"New","estimate_id":1}"#,
        #"{"line_items":[{"id":<line>,"unit_price":5},{"id":1,"unit_price":5}]}"#,
        #"{"line_items":[{"id":<line>,"_destroy":true},{"kind":"Service"}]}"#,
      ]),
    Write("deleteInvoice", "/invoices/<invoice>"),
    Write(
      "createInvoiceMessage", "/invoices/<draft>/messages", #"{"event_type":"send"}"#,
      refused: [
        "{}", #"{"event_type":"close"}"#, #"{"event_type":"re-open"}"#, #"{"event_type":"draft"}"#,
        #"{"event_type":"view"}"#, #"{"event_type":7}"#, #"{"recipients":[]}"#, #"{"recipients":[{"name":"Ada"}]}"#,
        #"{"recipients":[{"email":"nobody"}]}"#, #"{"recipients":"ada@example.com"}"#,
        #"{"include_link_to_client_invoice":false}"#, #"{"send_me_a_copy":"maybe"}"#,
      ], failing: [fails("/invoices/<invoice>/messages", #"{"event_type":"send"}"#)]),
    Write(
      "deleteInvoiceMessage", "/invoices/<invoice>/messages/<message>",
      failing: [fails("/invoices/<draft>/messages/<message>", "", 404)]),
    Write(
      "createInvoicePayment", "/invoices/<invoice>/payments", #"{"amount":1,"send_thank_you":false}"#,
      refused: [
        "{}", #"{"amount":null}"#, #"{"amount":0}"#, #"{"amount":-1}"#, #"{"amount":1000000}"#, #"{"amount":"much"}"#,
        #"{"amount":1,"paid_at":"2026-03-01T00:00:00Z","paid_date":"2026-03-01"}"#,
        #"{"amount":1,"paid_date":"tomorrow"}"#, #"{"amount":1,"notes":5}"#, #"{"amount":1,"send_thank_you":"maybe"}"#,
      ], failing: [fails("/invoices/<paid>/payments", #"{"amount":1}"#)]),
    Write(
      "deleteInvoicePayment", "/invoices/<invoice>/payments/<payment>",
      failing: [fails("/invoices/<draft>/payments/<payment>", "", 404)]),
    Write("createEstimate", "/estimates", #"{"client_id":<client>}"#, refused: document),
    Write("updateEstimate", "/estimates/<estimate>", #"{"subject":"New"}"#, refused: changedDocument),
    Write("deleteEstimate", "/estimates/<estimate>"),
    Write(
      "createEstimateMessage", "/estimates/<estimate>/messages", #"{"event_type":"accept"}"#,
      refused: [
        "{}", #"{"event_type":"send"}"#, #"{"event_type":"re-open"}"#, #"{"event_type":"view"}"#,
        #"{"event_type":"invoice"}"#, #"{"event_type":true}"#, #"{"recipients":[]}"#,
        #"{"recipients":[{"name":"Ada"}]}"#, #"{"recipients":[{"email":5}]}"#,
      ], failing: [fails("/estimates/<draft_estimate>/messages", #"{"event_type":"accept"}"#)]),
    Write(
      "deleteEstimateMessage", "/estimates/<estimate>/messages/<estimate_message>",
      failing: [fails("/estimates/<draft_estimate>/messages/<estimate_message>", "", 404)]),
  ]

  private static func invoice(_ more: String) -> String { object([("client_id", "<client>")], more) }

  /// What neither a new invoice nor a new estimate may be.
  private static let document = [
    "{}", #"{"client_id":null}"#, #"{"client_id":1}"#, #"{"client_id":"Acme"}"#, invoice(#""tax":101"#),
    invoice(#""tax2":-1"#), invoice(#""discount":"much""#), invoice(#""issue_date":"2026-02-30""#),
    invoice(#""currency":"XXX""#), invoice(#""subject":5"#), invoice(#""line_items":{}"#),
    invoice(#""line_items":["Service"]"#), invoice(#""line_items":[{"kind":"Service"}]"#),
    invoice(#""line_items":[{"unit_price":1}]"#), invoice(#""line_items":[{"kind":"Nothing","unit_price":1}]"#),
    invoice(#""line_items":[{"kind":"Service","unit_price":"much"}]"#),
    invoice(#""line_items":[{"id":1,"kind":"Service","unit_price":1}]"#),
  ]

  private static let changedDocument = [
    #"{"subject":"New","client_id":1}"#, #"{"subject":"New","client_id":null}"#, #"{"subject":"New","tax":"much"}"#,
    #"{"subject":"New","discount":101}"#, #"{"subject":"New","currency":"XXX"}"#, #"{"subject":"New","number":[]}"#,
    #"{"subject":"New","line_items":[{"id":1}]}"#, #"{"subject":"New","line_items":[{"id":1,"_destroy":true}]}"#,
    #"{"subject":"New","line_items":[{"kind":"Service","unit_price":1},{"kind":"Nothing","unit_price":1}]}"#,
  ]
}
