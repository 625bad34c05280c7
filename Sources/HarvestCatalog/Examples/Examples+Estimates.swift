extension Examples {
  /// Estimates, their lines and messages, and the categories of lines.
  static let estimates = [
    "listEstimates": #"estimates state: accepted | first 3"#,
    "createEstimate":
      #"estimates create client: "Acme", subject: "Kites", line_items: [{kind: "Service", unit_price: 95}]"#,
    "deleteEstimate": #"estimates create client: "Acme" | delete"#,
    "retrieveEstimate": #"estimates (estimates | first 1)[0]"#,
    "updateEstimate": #"estimates create client: "Acme" | update subject: "Kites", tax: 21"#,

    "createEstimateLineItem": #"estimates create client: "Acme" | line_items create kind: "Service", unit_price: 95"#,
    "updateEstimateLineItem": #"""
    (estimates create client: "Acme", line_items: [{kind: "Service", unit_price: 95}] | line_items)[0] | \#
    update quantity: 2
    """#,
    "deleteEstimateLineItem":
      #"(estimates create client: "Acme", line_items: [{kind: "Service", unit_price: 95}] | line_items)[0] | delete"#,

    "listMessagesForEstimate": #"(estimates state: accepted | first 1)[0] | messages"#,
    "createEstimateMessage":
      #"estimates create client: "Acme" | messages create recipients: [{email: "ann@kite.example"}]"#,
    "deleteEstimateMessage": #"estimates create client: "Acme" | mark sent | delete"#,
    "sendEstimateMessage": #"estimates create client: "Acme" | send recipients: [{email: "ann@kite.example"}]"#,
    "markDraftEstimateAsSent": #"estimates create client: "Acme" | mark sent"#,
    "markOpenEstimateAsAccepted":
      #"let offer = estimates create client: "Acme"; $offer | mark sent; $offer | mark accepted"#,
    "markOpenEstimateAsDeclined":
      #"let offer = estimates create client: "Acme"; $offer | mark sent; $offer | mark declined"#,
    "reopenClosedEstimate": #"(estimates state: accepted | first 1)[0] | mark open"#,

    "listEstimateItemCategories": #"estimate_item_categories"#,
    "createEstimateItemCategory": #"estimate_item_categories create name: "Silk""#,
    "deleteEstimateItemCategory": #"estimate_item_categories create name: "Silk" | delete"#,
    "retrieveEstimateItemCategory": #"estimate_item_categories (estimate_item_categories "Service")"#,
    "updateEstimateItemCategory": #"estimate_item_categories "Service" | update name: "Work""#,
  ]
}
