extension ConformanceTable {
  /// Estimates, their lines, messages and states, and the categories of lines.
  static let estimates = #"""
    listEstimates
      : estimates create client: "Acme", issue_date: 2026-11-20
      $ estimates 2026-11, client: "Acme", state: draft, updated_since: 2026-11-24
      > GET /estimates?from=2026-11-01&to=2026-11-30&client_id=#&state=draft&updated_since=2026-11-24T00:00:00Z
      < 200 estimates[] estimate
    createEstimate
      : estimate_item_categories create name: "Silk"
      $ estimates create client: "Acme", number: "E-9", purchase_order: "PO 1", tax: 21, tax2: 2.5, discount: 10,
        subject: "Kites", notes: "Please", currency: "EUR", issue_date: 2026-11-20, line_items: [{kind: "Silk",
        description: "Red", quantity: 3, unit_price: 49.95, taxed: true, taxed2: false}]
      > POST /estimates {"client_id": "#", "number": "E-9", "purchase_order": "PO 1", "tax": 21, "tax2": 2.5,
        "discount": 10, "subject": "Kites", "notes": "Please", "currency": "EUR", "issue_date": "2026-11-20",
        "line_items": [{"kind": "Silk", "description": "Red", "quantity": 3, "unit_price": 49.95, "taxed": true,
        "taxed2": false}]}
      < 201 estimate
    deleteEstimate
      : let estimate = estimates create client: "Acme"
      $ $estimate | delete
      > DELETE /estimates/#
      < 200 -
    retrieveEstimate
      : let estimate = estimates create client: "Acme"
      $ estimates $estimate.id
      > GET /estimates/#
      < 200 estimate
    updateEstimate
      : estimate_item_categories create name: "Silk"
      : let estimate = estimates create client: "Cumulus Analytics", line_items: [{kind: "Silk", unit_price: 10}]
      : let line = $estimate.line_items[0].id
      $ $estimate | update client: "Acme", number: "E-9", purchase_order: "PO 1", tax: 21, tax2: 2.5, discount: 10,
        subject: "Kites", notes: "Please", currency: "EUR", issue_date: 2026-11-20, line_items: [{id: $line,
        _destroy: true}, {kind: "Silk", unit_price: 9}]
      > PATCH /estimates/# {"client_id": "#", "number": "E-9", "purchase_order": "PO 1", "tax": 21, "tax2": 2.5,
        "discount": 10, "subject": "Kites", "notes": "Please", "currency": "EUR", "issue_date": "2026-11-20",
        "line_items": [{"id": "#", "_destroy": true}, {"kind": "Silk", "unit_price": 9}]}
      < 200 estimate
    createEstimateLineItem
      : estimate_item_categories create name: "Silk"
      : let estimate = estimates create client: "Acme"
      $ $estimate | line_items create kind: "Silk", description: "Red", quantity: 3, unit_price: 49.95, taxed: true,
        taxed2: true
      > PATCH /estimates/# {"line_items": [{"kind": "Silk", "description": "Red", "quantity": 3, "unit_price": 49.95,
        "taxed": true, "taxed2": true}]}
      < 200 estimate
    updateEstimateLineItem
      : estimate_item_categories create name: "Silk"
      : let estimate = estimates create client: "Acme", line_items: [{kind: "Silk", unit_price: 10}]
      $ $estimate | line_items | update description: "Blue", quantity: 2, unit_price: 12, taxed: true
      > PATCH /estimates/# {"line_items": [{"id": "#", "description": "Blue", "quantity": 2, "unit_price": 12,
        "taxed": true}]}
      < 200 estimate
    deleteEstimateLineItem
      : estimate_item_categories create name: "Silk"
      : let estimate = estimates create client: "Acme", line_items: [{kind: "Silk", unit_price: 10}]
      $ $estimate | line_items | delete
      > PATCH /estimates/# {"line_items": [{"id": "#", "_destroy": true}]}
      < 200 estimate

    listMessagesForEstimate
      : let estimate = estimates create client: "Acme"
      : $estimate | mark sent
      $ $estimate | messages updated_since: 2026-11-24
      > GET /estimates/#/messages?updated_since=2026-11-24T00:00:00Z
      < 200 estimate_messages[] estimate_message
    createEstimateMessage
      : let estimate = estimates create client: "Acme"
      $ $estimate | messages create recipients: [{email: "ann@kite.example"}], subject: "Our estimate",
        body: "Here it is."
      > POST /estimates/#/messages {"recipients": [{"email": "ann@kite.example"}], "subject": "Our estimate",
        "body": "Here it is."}
      < 201 estimate_message
    deleteEstimateMessage
      : let message = (estimates create client: "Acme") | mark sent
      $ $message | delete
      > DELETE /estimates/#/messages/#
      < 200 -
    sendEstimateMessage
      : let estimate = estimates create client: "Acme"
      $ $estimate | send recipients: [{name: "Ann Kite", email: "ann@kite.example"}], subject: "Our estimate",
        body: "Here it is.", send_me_a_copy: true
      > POST /estimates/#/messages {"recipients": [{"name": "Ann Kite", "email": "ann@kite.example"}],
        "subject": "Our estimate", "body": "Here it is.", "send_me_a_copy": true}
      < 201 estimate_message
    markDraftEstimateAsSent
      : let estimate = estimates create client: "Acme"
      $ $estimate | mark sent
      > POST /estimates/#/messages {"event_type": "send"}
      < 201 estimate_message
    markOpenEstimateAsAccepted
      : let estimate = estimates create client: "Acme"
      : $estimate | mark sent
      $ $estimate | mark accepted
      > POST /estimates/#/messages {"event_type": "accept"}
      < 201 estimate_message
    markOpenEstimateAsDeclined
      : let estimate = estimates create client: "Acme"
      : $estimate | mark sent
      $ $estimate | mark declined
      > POST /estimates/#/messages {"event_type": "decline"}
      < 201 estimate_message
    reopenClosedEstimate
      : let estimate = estimates create client: "Acme"
      : $estimate | mark sent
      : $estimate | mark declined
      $ $estimate | mark open
      > POST /estimates/#/messages {"event_type": "re-open"}
      < 201 estimate_message

    listEstimateItemCategories
      : estimate_item_categories create name: "Silk"
      $ estimate_item_categories updated_since: 2026-11-24
      > GET /estimate_item_categories?updated_since=2026-11-24T00:00:00Z
      < 200 estimate_item_categories[] estimate_item_category
    createEstimateItemCategory
      $ estimate_item_categories create name: "Silk"
      > POST /estimate_item_categories {"name": "Silk"}
      < 201 estimate_item_category
    deleteEstimateItemCategory
      : let category = estimate_item_categories create name: "Silk"
      $ $category | delete
      > DELETE /estimate_item_categories/#
      < 200 -
    retrieveEstimateItemCategory
      : let category = estimate_item_categories create name: "Silk"
      $ estimate_item_categories $category.id
      > GET /estimate_item_categories/#
      < 200 estimate_item_category
    updateEstimateItemCategory
      : let category = estimate_item_categories create name: "Silk"
      $ $category | update name: "Cotton"
      > PATCH /estimate_item_categories/# {"name": "Cotton"}
      < 200 estimate_item_category
    """#
}
