/// Line items have no path of their own: they are made, changed and deleted by a PATCH of the invoice or estimate.
enum LineItemEndpoints {
  /// The three forms of a parent's update that each concern one line item.
  static func forms(
    of parent: String, updating update: String, creating: String, changing: String, deleting: String,
    fields: (_ creating: Bool) -> [BodyField], role: String
  ) -> [Endpoint] {
    func form(_ operation: String, _ action: String, _ children: [BodyField], _ summary: String) -> Endpoint {
      Endpoint(
        .patch, "/\(parent)s/{\(parent)_id}", operation, resource: "\(parent)s", .named("line_items " + action),
        body: [BodyField("line_items", .list([.object("\(parent)_line_item")]), required: true, children: children)],
        answer: .object(parent), role: role, variantOf: update, summary)
    }
    let id = BodyField("id", .id, required: true)
    let destroy = BodyField("_destroy", .boolean, required: true, fixed: .boolean(true))
    return [
      form(creating, "create", fields(true), "add line items"),
      form(changing, "update", [id] + fields(false), "change line items"),
      form(deleting, "delete", [id, destroy], "delete line items"),
    ]
  }
}

extension BodyField {
  static let lineItemID = BodyField("id", .id, "an item with it is changed, one without is added")
  static let destroyLineItem = BodyField("_destroy", .boolean, "true deletes the item")
}
