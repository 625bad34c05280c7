import HvValues

/// The `line_items` of invoices and estimates, which have no endpoint of their own (FACTS section 9).
enum LineItems {
  /// Quantities and prices lie between this number and its negative, so that their products can be computed.
  private static let limit = Exact(1_000_000_000)

  /// Reads the lines of a new document.
  /// - Parameter allowsProject: lines of estimates have no project, and theirs is ignored.
  /// - Throws: 422 for a line without `kind` or `unit_price`, for an unknown category or project, and for wrong types.
  static func create(
    _ items: [BodyValue], categories: Table<ItemCategory>, allowsProject: Bool, _ store: inout Store
  ) throws(Refusal) -> [LineItem] {
    try change([], by: items, categories: categories, allowsProject: allowsProject, &store)
  }

  /// The lines after a PATCH: an item without `id` is added, one with it changes its line, or deletes it when
  /// `_destroy` is true, and lines that no item names stay.
  /// - Throws: 422 as `create`, and for an id that none of the lines has.
  static func change(
    _ lines: [LineItem], by items: [BodyValue], categories: Table<ItemCategory>, allowsProject: Bool,
    _ store: inout Store
  ) throws(Refusal) -> [LineItem] {
    let reader = Reader(names: Set(categories.map(\.name)), allowsProject: allowsProject)
    var lines = lines
    for item in items {
      guard let body = item.object else { throw .invalid("line_items") }
      let isUnwanted = try body.optionalFlag("_destroy") ?? false
      if let id = try body.optionalID("id") {
        guard let place = lines.firstIndex(where: { $0.id == id }) else {
          throw .unprocessable("Line item \(id) not found")
        }
        if isUnwanted {
          lines.remove(at: place)
        } else {
          try reader.update(&lines[place], body, store)
        }
      } else if !isUnwanted {
        lines.append(try reader.line(body, &store))
      }
    }
    return lines
  }

  /// Reads the fields of one line.
  private struct Reader {
    let names: Set<String>
    let allowsProject: Bool

    func line(_ body: Body, _ store: inout Store) throws(Refusal) -> LineItem {
      _ = try body.text("kind")
      _ = try body.number("unit_price")
      var line = LineItem(id: store.nextLineItem(), kind: "", quantity: Exact(1), unitPrice: .zero)
      try update(&line, body, store)
      return line
    }

    func update(_ line: inout LineItem, _ body: Body, _ store: Store) throws(Refusal) {
      if body.has("kind") { line.kind = try kind(body, of: line) }
      if allowsProject, body.has("project_id") { line.project = try project(body, of: line, store) }
      try body.set("description", &line.description)
      line.quantity = try number("quantity", body) ?? line.quantity
      line.unitPrice = try number("unit_price", body) ?? line.unitPrice
      try body.set("taxed", &line.taxed)
      try body.set("taxed2", &line.taxed2)
    }

    /// A line may keep the name of a category that is gone.
    private func kind(_ body: Body, of line: LineItem) throws(Refusal) -> String {
      let kind = try body.text("kind")
      guard names.contains(kind) || kind == line.kind else {
        throw .unprocessable("kind must be the name of an item category")
      }
      return kind
    }

    /// A line may keep a project that is gone.
    private func project(_ body: Body, of line: LineItem, _ store: Store) throws(Refusal) -> Int? {
      guard let id = try body.optionalID("project_id") else { return nil }
      if let known = line.project, store.projects[known].id == id { return known }
      guard let place = store.projects.place(of: id) else { throw .unprocessable("Project not found") }
      return place
    }

    private func number(_ name: String, _ body: Body) throws(Refusal) -> Exact? {
      guard let number = try body.optionalNumber(name) else { return nil }
      guard number < limit, let negated = try? number.negated(), negated < limit else {
        throw .unprocessable("\(name) is too large")
      }
      return number
    }
  }

  /// Writes `line_items`; those of estimates have no `project`.
  static func write(_ document: Document, _ amounts: Amounts, projects: Table<Project>?, _ json: inout JSONWriter) {
    json.key("line_items")
    json.openList()
    for (line, amount) in zip(document.lines, amounts.lines) {
      json.open()
      json.field("id", line.id)
      json.field("kind", line.kind)
      json.field("description", line.description)
      json.field("quantity", line.quantity)
      json.field("unit_price", line.unitPrice)
      json.field("amount", amount)
      json.field("taxed", line.taxed)
      json.field("taxed2", line.taxed2)
      if let projects {
        if let project = line.project { Projects.embed(projects[project], &json) } else { json.null("project") }
      }
      json.close()
    }
    json.closeList()
  }
}
