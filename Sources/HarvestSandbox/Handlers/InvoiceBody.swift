import HvValues

/// What a body says about an invoice.
struct InvoiceBody {
  private let call: Call
  private var body: Body { call.body }

  init(_ call: Call) { self.call = call }

  /// Makes a draft with the lines of the body, or of the tracked work that it names.
  /// - Returns: the place of the invoice.
  /// - Throws: 422 for fields that are missing or wrong, and for both ways to make lines at once.
  func append(to store: inout Store) throws(Refusal) -> Int {
    let id = store.invoices.nextID()
    let document = try Document(call, numbers: store.invoices.map(\.number), key: Document.key(of: id), store)
    var invoice = Invoice(id: id, document: document, state: .draft, due: document.issued, term: .custom)
    try changeTerms(of: &invoice, store)
    let place = store.invoices.places
    switch (try body.optionalList("line_items"), try body.optionalObject("line_items_import")) {
    case (.some, .some): throw .unprocessable("Give line_items or line_items_import, not both")
    case (let items?, nil):
      invoice.document.lines = try LineItems.create(
        items, categories: store.invoiceItemCategories, allowsProject: true, &store)
      try check(invoice.document, against: [], store)
    case (nil, let wanted?):
      let work = try WorkImport(wanted, of: document.client, call.caller, store).found(in: store)
      try invoice.take(work, as: place, &store)
    case (nil, nil): break
    }
    invoice.document = try invoice.document.checked()
    return store.invoices.append(invoice)
  }

  /// Changes what the body names.
  /// - Throws: 422 for values that are wrong, among them ids of lines that the invoice does not have.
  func change(_ place: Int, _ store: inout Store) throws(Refusal) {
    var invoice = store.invoices[place]
    let before = invoice.document
    let others = store.invoices.lazy.filter { $0.id != invoice.id }.map(\.number)
    try invoice.document.change(by: body, numbers: Array(others), store)
    try changeTerms(of: &invoice, store)
    if let items = try body.optionalList("line_items") {
      invoice.document.lines = try LineItems.change(
        before.lines, by: items, categories: store.invoiceItemCategories, allowsProject: true, &store)
    }
    try check(invoice.document, against: before.client == invoice.document.client ? before.lines : [], store)
    invoice.document = try invoice.document.checked()
    invoice.document.updated = store.now
    store.invoices[place] = invoice
    store.settlePaid(place)
  }

  /// The due date is the body's only where the term is custom, else it follows from the term (FACTS section 9).
  private func changeTerms(of invoice: inout Invoice, _ store: Store) throws(Refusal) {
    if body.has("payment_term") {
      invoice.term = try body.optionalChoice("payment_term", PaymentTerm.self) ?? .custom
    }
    let given = try body.optionalDay("due_date")
    let issued = invoice.document.issued
    if let days = invoice.term.days {
      guard let due = issued.adding(days: days) else { throw .invalid("issue_date") }
      invoice.due = due
    } else {
      invoice.due = given ?? max(invoice.due, issued)
    }
    guard invoice.due >= issued else { throw .unprocessable("due_date must not be before issue_date") }
    if body.has("payment_options") {
      invoice.paymentOptions = try options(try body.optionalTexts("payment_options") ?? [])
    }
    try body.set("retainer_id", &invoice.retainer)
    if body.has("estimate_id") { invoice.estimate = try estimate(for: invoice.document.client, store) }
  }

  private func options(_ names: [String]) throws(Refusal) -> [PaymentOption] {
    var options: [PaymentOption] = []
    for name in names {
      guard let option = PaymentOption(rawValue: name) else { throw .invalid("payment_options") }
      if !options.contains(option) { options.append(option) }
    }
    return options
  }

  private func estimate(for client: Int, _ store: Store) throws(Refusal) -> Int? {
    guard let id = try body.optionalID("estimate_id") else { return nil }
    guard let place = store.estimates.place(of: id), store.estimates[place].document.client == client else {
      throw .unprocessable("Estimate not found")
    }
    return place
  }

  /// Lines that are new or moved must belong to a project of the client that the caller manages.
  private func check(_ document: Document, against known: [LineItem], _ store: Store) throws(Refusal) {
    for line in document.lines {
      guard let project = line.project, !known.contains(where: { $0.id == line.id && $0.project == project }) else {
        continue
      }
      guard store.projects[project].client == document.client, call.caller.manages(project: project) else {
        throw .unprocessable("Project not found")
      }
    }
  }
}
