import HvValues

/// An invoice that is to be written.
private struct InvoicePlan {
  enum Content {
    /// A place in the months of work.
    case month(Int)
    /// Half of a project's fixed fee; the place of the project.
    case half(Int)
  }

  let id: Int64
  let customer: Customer
  let issued: Day
  let content: Content
}

/// How a client is billed.
private struct InvoiceStyle {
  var term = PaymentTerm.net30
  var tax: Exact?
  var tax2: Exact?
  var discount: Exact?
  var orders = false
  var options: [PaymentOption] = []

  init(_ customer: Customer) {
    switch customer {
    case .acme:
      // State and city.
      tax = Exact(significand: 56, scale: 1)
      tax2 = Exact(significand: 26, scale: 1)
      orders = true
      options = [.ach, .creditCard]
    case .bruckner: tax = Exact(19)
    case .cumulus:
      discount = Exact(4)
      options = [.creditCard]
    case .delta, .lumen: tax = Exact(21)
    case .phare: tax = Exact(20)
    case .fjord: term = .net60
    case .greenwich:
      tax = Exact(20)
      term = .net15
      options = [.creditCard, .paypal]
    case .helvetia:
      tax = Exact(significand: 81, scale: 1)
      term = .net45
      orders = true
    case .minato: tax = Exact(10)
    case .kiln: term = .uponReceipt
    case .own: break
    }
  }
}

/// The invoices: for each client the billed work of a month, and both halves of every fixed fee.
///
/// Most are paid, some of them late. Of the newest ones a few are drafts, one is paid in part, one client has not paid
/// for months, and one of the past never paid the last.
extension StoryTeller {
  mutating func makeInvoices() {
    store.lastLineItem = 53_341_000
    let plans = planInvoices()
    var places = Array(repeating: 0, count: monthsOfWork.count)
    var newest: [Customer: Int] = [:]
    for (place, plan) in plans.enumerated() {
      if case .month(let month) = plan.content { places[month] = place }
      newest[plan.customer] = place
    }
    let work = assignWork(to: places, of: plans)
    var ids = IDs(after: 10_112_000, step: 30)
    for (place, plan) in plans.enumerated() {
      append(plan, work[place])
      settle(place, plan.customer, isNewest: newest[plan.customer] == place, &ids)
    }
  }

  /// In the order of their issue dates, which is that of their ids.
  private mutating func planInvoices() -> [InvoicePlan] {
    var drafts: [(customer: Customer, issued: Day, content: InvoicePlan.Content)] = []
    var ids: [Int64] = []
    for (place, month) in monthsOfWork.enumerated() {
      drafts.append((month.customer, month.issued, .month(place)))
      ids.append(month.id)
    }
    for place in store.projects.indices {
      let project = store.projects[place]
      guard project.fee != nil, let customer = Customer(rawValue: project.client) else { continue }
      for day in [project.startsOn, project.endsOn] {
        guard let day else { continue }
        drafts.append((customer, day, .half(place)))
        ids.append(invoiceIDs.next(&random))
      }
    }
    let order = drafts.indices.sorted { (drafts[$0].issued, $0) < (drafts[$1].issued, $1) }
    return zip(order, ids.sorted()).map { place, id in
      InvoicePlan(
        id: id, customer: drafts[place].customer, issued: drafts[place].issued, content: drafts[place].content)
    }
  }

  /// Tells the work the place of its invoice, and each invoice the places of its work.
  /// - Parameter places: of the months' invoices.
  private mutating func assignWork(to places: [Int], of plans: [InvoicePlan]) -> [ImportedWork] {
    var work = plans.map { plan in
      let summaries: [TimeSummary] = [.project, .task, .task, .people]
      var work = ImportedWork(
        timeSummary: summaries[random.below(summaries.count)],
        expenseSummary: random.chance(1, in: 3) ? .detailed : .category)
      if case .month(let month) = plan.content { work.period = monthsOfWork[month].days }
      return work
    }
    for place in store.timeEntries.indices {
      guard let month = store.timeEntries[place].invoice else { continue }
      let invoice = places[Int(month)]
      store.timeEntries[place].invoice = Int32(clamping: invoice)
      work[invoice].entries.append(place)
    }
    for place in store.expenses.indices {
      guard let month = store.expenses[place].invoice else { continue }
      let invoice = places[month]
      store.expenses[place].invoice = invoice
      work[invoice].expenses.append(place)
    }
    return work
  }

  private mutating func append(_ plan: InvoicePlan, _ work: ImportedWork) {
    let style = InvoiceStyle(plan.customer)
    let created = moment(plan.issued, seconds: 10 * 3600)
    let number = store.invoices.places + 1001
    var invoice = Invoice(
      id: plan.id,
      document: Document(
        client: plan.customer.rawValue, number: String(number),
        purchaseOrder: style.orders ? "PO-\(7000 + number % 40 * 3)" : "", tax: style.tax, tax2: style.tax2,
        discount: style.discount, currency: store.clients[plan.customer.rawValue].currency, issued: plan.issued,
        lines: [], clientKey: Document.key(of: plan.id), creator: Person.ingrid.rawValue, created: created,
        updated: created),
      state: .draft, due: plan.issued.adding(days: style.term.days ?? 0) ?? plan.issued, term: style.term,
      paymentOptions: style.options)
    switch plan.content {
    case .month:
      invoice.document.subject = "Work in \(Self.monthName(work.period?.lowerBound ?? plan.issued))"
      // The amounts of the story are small.
      try? invoice.bill(work, &store)
    case .half(let project): addHalf(of: project, to: &invoice)
    }
    store.invoices.append(invoice)
  }

  private mutating func addHalf(of place: Int, to invoice: inout Invoice) {
    let project = store.projects[place]
    invoice.document.subject = project.name
    invoice.document.notes = "As agreed: half of the fee before the work, half after it."
    invoice.document.lines = [
      LineItem(
        id: store.nextLineItem(), project: place, kind: "Service", description: "50% of \(project.name)",
        quantity: Exact(significand: 5, scale: 1), unitPrice: project.fee ?? .zero,
        taxed: invoice.document.tax != nil, taxed2: invoice.document.tax2 != nil)
    ]
  }

  /// `March 2026`
  private static func monthName(_ day: Day) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(names[day.month - 1]) \(day.year)"
  }

  // MARK: What became of them

  private mutating func settle(_ place: Int, _ customer: Customer, isNewest: Bool, _ ids: inout IDs) {
    let invoice = store.invoices[place]
    let issued = invoice.document.issued
    if isNewest, [.minato, .cumulus, .fjord].contains(customer), today - issued <= 31 { return }
    let sent = moment(issued, seconds: 11 * 3600)
    store.invoices[place].state = .open
    store.invoices[place].sent = sent
    store.invoices[place].document.updated = sent
    let total = invoice.document.amounts.total
    mail(place, total, at: sent)
    switch customer {
    case .lumen where isNewest: writeOff(place)
    case .greenwich where today - issued < 100: break
    case .phare where isNewest:
      guard let half = try? total.divided(by: Exact(2)).rounded(to: 2, .down) else { return }
      pay(half, of: place, on: min(issued.adding(days: 10) ?? today, today), "First half", id: ids.next(&random))
    default:
      let day = drawPayday(of: invoice)
      let notes = random.chance(1, in: 4) ? "Bank transfer" : nil
      guard day <= today else { return }
      pay(total, of: place, on: day, notes, id: ids.next(&random))
    }
  }

  /// The mail with which the invoice was sent.
  private mutating func mail(_ place: Int, _ total: Exact, at moment: Instant) {
    let invoice = store.invoices[place]
    let text = MessageText(.invoice, invoice, due: total, store)
    let recipients = store.contacts.filter { $0.client == invoice.document.client }.map { contact in
      Message.Recipient(name: contact.firstName + " " + contact.lastName, email: contact.email)
    }
    store.invoiceMessages.append(
      Message(
        id: nextMessage(), document: place, sender: invoice.document.creator, recipients: recipients,
        subject: text.subject, body: text.body, attachesPDF: true, created: moment, updated: moment))
  }

  private mutating func nextMessage() -> Int64 {
    store.invoiceMessages.isEmpty ? 27_835_206 : store.invoiceMessages.nextID() + Int64(random.below(60))
  }

  /// Mostly within the term or just after it; one in seven is late.
  private mutating func drawPayday(of invoice: Invoice) -> Day {
    let span = invoice.due - invoice.document.issued
    let isLate = random.chance(1, in: 7)
    let days = isLate ? span + 5 + random.below(90) : 5 + random.below(max(span - 2, 4))
    return invoice.document.issued.adding(days: days) ?? .latest
  }

  private mutating func pay(_ amount: Exact, of place: Int, on day: Day, _ notes: String?, id: Int64) {
    let created = moment(day, seconds: 9 * 3600 + random.below(7 * 3600))
    store.payments.append(
      Payment(
        id: id, invoice: place, amount: amount, paidAt: moment(day, seconds: 0), paidDay: day, notes: notes,
        recordedBy: Person.ingrid.rawValue, created: created, updated: created))
    store.settlePaid(place)
    store.invoices[place].document.updated = max(store.invoices[place].document.updated, created)
  }

  private mutating func writeOff(_ place: Int) {
    guard let day = store.invoices[place].due.adding(days: 90), day <= today else { return }
    let closed = moment(day, seconds: 15 * 3600)
    store.invoices[place].state = .closed
    store.invoices[place].closed = closed
    store.invoices[place].document.updated = closed
    store.invoiceMessages.append(
      Message(
        id: nextMessage(), document: place, event: InvoiceEvent.close.rawValue,
        sender: store.invoices[place].document.creator, created: closed, updated: closed))
  }
}
