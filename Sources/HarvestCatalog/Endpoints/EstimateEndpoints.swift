/// Estimates, their messages, and the categories of their line items.
enum EstimateEndpoints {
  static let all: [Endpoint] = estimates + lineItems + messages + marks + categories

  private static let estimates: [Endpoint] = [
    Endpoint(
      .get, "/estimates", "listEstimates", resource: "estimates", .list,
      query: [.client, .updatedSince] + Parameter.period(of: "issue_date") + [
        Parameter("state", .choice(["draft", "sent", "accepted", "declined"]), filters: "state")
      ],
      answer: .list(of: "estimate", key: "estimates"), paging: .page, role: Role.estimates,
      "all estimates, the latest issue date first"),
    Endpoint(
      .post, "/estimates", "createEstimate", resource: "estimates", .create,
      body: body(creating: true), answer: .object("estimate"), success: 201, role: Role.estimates, "make an estimate"),
    Endpoint(
      .get, "/estimates/{estimate_id}", "retrieveEstimate", resource: "estimates", .get, answer: .object("estimate"),
      role: Role.estimates, "one estimate"),
    Endpoint(
      .patch, "/estimates/{estimate_id}", "updateEstimate", resource: "estimates", .update,
      body: body(creating: false), answer: .object("estimate"), role: Role.estimates,
      rules: [Rule(.note, "line items not mentioned stay as they are")], "change an estimate or its line items"),
    Endpoint(
      .delete, "/estimates/{estimate_id}", "deleteEstimate", resource: "estimates", .delete, answer: .empty,
      role: Role.estimates, "delete an estimate"),
  ]

  private static func body(creating: Bool) -> [BodyField] {
    let items = lineItemFields(creating: creating)
    return [
      .id("client_id", of: "client", required: creating),
      BodyField("number", .string, creating ? "the next one when not given" : ""),
      BodyField("purchase_order", .string),
      BodyField("tax", .decimal, "per cent"),
      BodyField("tax2", .decimal, "per cent"),
      BodyField("discount", .decimal, "per cent"),
      BodyField("subject", .string),
      .notes,
      BodyField("currency", .string, "ISO code; the client's when not given"),
      BodyField("issue_date", .date, creating ? "today when not given" : ""),
      BodyField(
        "line_items", .list([.object("estimate_line_item")]),
        children: creating ? items : [.lineItemID] + items + [.destroyLineItem]),
    ]
  }

  private static func lineItemFields(creating: Bool) -> [BodyField] {
    [
      BodyField("kind", .string, required: creating, "name of an estimate item category"),
      BodyField("description", .string),
      BodyField("quantity", .decimal, creating ? "1 when not given" : ""),
      BodyField("unit_price", .money(.parent("currency")), required: creating),
      BodyField("taxed", .boolean),
      BodyField("taxed2", .boolean),
    ]
  }

  private static let lineItems: [Endpoint] = LineItemEndpoints.forms(
    of: "estimate", updating: "updateEstimate", creating: "createEstimateLineItem", changing: "updateEstimateLineItem",
    deleting: "deleteEstimateLineItem", fields: lineItemFields, role: Role.estimates)

  private static let messages: [Endpoint] = [
    Endpoint(
      .get, "/estimates/{estimate_id}/messages", "listMessagesForEstimate", resource: "estimate_messages", .list,
      parent: "estimates", query: [.updatedSince], answer: .list(of: "estimate_message", key: "estimate_messages"),
      paging: .cursor, role: Role.estimates, "the messages of an estimate, the newest first"),
    Endpoint(
      .post, "/estimates/{estimate_id}/messages", "createEstimateMessage", resource: "estimate_messages", .create,
      parent: "estimates",
      body: [
        .recipients("estimate_message_recipient", "required unless event_type is given"),
        BodyField("event_type", .choice(["send", "accept", "decline", "re-open"]), "a state change, no e-mail"),
        BodyField("subject", .string),
        BodyField("body", .string),
        BodyField("send_me_a_copy", .boolean, "false when not given"),
      ],
      answer: .object("estimate_message"), success: 201, role: Role.estimates,
      rules: [
        Rule(.note, "without event_type it sends an e-mail"),
        Rule(.refused, "with neither recipients nor event_type"),
      ],
      "e-mail an estimate, or change its state"),
    Endpoint(
      .delete, "/estimates/{estimate_id}/messages/{message_id}", "deleteEstimateMessage",
      resource: "estimate_messages", .delete, parent: "estimates", answer: .empty, role: Role.estimates,
      "delete a message"),
    Endpoint(
      .post, "/estimates/{estimate_id}/messages", "sendEstimateMessage", resource: "estimate_messages", .named("send"),
      parent: "estimates",
      body: [
        .recipients("estimate_message_recipient", required: true),
        BodyField("subject", .string),
        BodyField("body", .string),
        BodyField("send_me_a_copy", .boolean, "false when not given"),
      ],
      answer: .object("estimate_message"), success: 201, role: Role.estimates,
      rules: [Rule(.note, "it sends an e-mail")], variantOf: "createEstimateMessage", "e-mail an estimate"),
  ]

  private static let marks: [Endpoint] = [
    mark("markDraftEstimateAsSent", "mark sent", event: "send", "draft to sent; nothing is mailed"),
    mark("markOpenEstimateAsAccepted", "mark accepted", event: "accept", "sent to accepted"),
    mark("markOpenEstimateAsDeclined", "mark declined", event: "decline", "sent to declined"),
    mark("reopenClosedEstimate", "mark open", event: "re-open", "accepted or declined back to sent"),
  ]

  private static func mark(_ operation: String, _ action: String, event: String, _ summary: String) -> Endpoint {
    Endpoint(
      .post, "/estimates/{estimate_id}/messages", operation, resource: "estimate_messages", .named(action),
      parent: "estimates", body: [.event(event)], answer: .object("estimate_message"), success: 201,
      role: Role.estimates, variantOf: "createEstimateMessage", summary)
  }

  private static let categories: [Endpoint] = [
    Endpoint(
      .get, "/estimate_item_categories", "listEstimateItemCategories", resource: "estimate_item_categories", .list,
      query: [.updatedSince], answer: .list(of: "estimate_item_category", key: "estimate_item_categories"),
      paging: .cursor, role: Role.administrator, "the categories of estimate line items, the newest first"),
    Endpoint(
      .post, "/estimate_item_categories", "createEstimateItemCategory", resource: "estimate_item_categories", .create,
      body: [BodyField("name", .string, required: true)], answer: .object("estimate_item_category"), success: 201,
      role: Role.administrator, "make a category"),
    Endpoint(
      .get, "/estimate_item_categories/{estimate_item_category_id}", "retrieveEstimateItemCategory",
      resource: "estimate_item_categories", .get, answer: .object("estimate_item_category"), role: Role.administrator,
      "one category"),
    Endpoint(
      .patch, "/estimate_item_categories/{estimate_item_category_id}", "updateEstimateItemCategory",
      resource: "estimate_item_categories", .update, body: [BodyField("name", .string)],
      answer: .object("estimate_item_category"), role: Role.administrator, "rename a category"),
    Endpoint(
      .delete, "/estimate_item_categories/{estimate_item_category_id}", "deleteEstimateItemCategory",
      resource: "estimate_item_categories", .delete, answer: .empty, role: Role.administrator, "delete a category"),
  ]
}
