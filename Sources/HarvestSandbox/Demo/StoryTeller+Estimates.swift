import HvValues

/// What a client was offered.
private struct EstimateStory {
  let customer: Customer
  let subject: String
  /// Months before today.
  let issued: Int
  let state: EstimateState
  var isInvoiced = false
  var tax: Int?
  var discount: Int?
  let lines: [Line]

  struct Line {
    var kind = "Service"
    let text: String
    let quantity: Int
    /// Whole units of the client's currency.
    let price: Int
  }
}

/// The estimates, with the messages that brought each where it is.
extension StoryTeller {
  mutating func makeEstimates() {
    for story in Self.estimates { add(story) }
  }

  private mutating func add(_ story: EstimateStory) {
    let place = store.estimates.places
    let client = store.clients[story.customer.rawValue]
    let created = officeMoment(day(monthsAgo: story.issued))
    let id = store.estimates.isEmpty ? 1_439_814 : store.estimates.nextID() + Int64(random.below(40))
    var estimate = Estimate(
      id: id,
      document: Document(
        client: story.customer.rawValue, number: String(2001 + place),
        purchaseOrder: place % 4 == 1 ? "PO-\(5600 + place * 17)" : nil, tax: story.tax.map { Exact($0) },
        discount: story.discount.map { Exact($0) }, subject: story.subject, currency: client.currency,
        issued: created.day, lines: lines(story), clientKey: Document.key(of: id),
        creator: Person.tomas.rawValue, created: created, updated: created),
      state: story.state)
    if story.state != .draft {
      let sent = later(than: created, days: 2)
      let answered = later(than: sent, days: 20)
      estimate.sent = sent
      estimate.accepted = story.state == .accepted ? answered : nil
      estimate.declined = story.state == .declined ? answered : nil
      estimate.document.updated = story.state == .sent ? sent : answered
      addMessages(about: estimate, at: place)
    }
    if story.isInvoiced { addInvoice(of: estimate, at: place) }
    store.estimates.append(estimate)
  }

  /// Lets the client's first invoice be made of the estimate.
  private mutating func addInvoice(of estimate: Estimate, at place: Int) {
    let client = estimate.document.client
    guard let invoice = store.invoices.firstIndex(where: { $0.document.client == client }) else { return }
    store.invoices[invoice].estimate = place
    let moment = max(store.invoices[invoice].document.created, estimate.document.updated)
    store.estimateMessages.append(
      Message(
        id: nextMessage(), document: place, event: "invoice", sender: store.invoices[invoice].document.creator,
        created: moment, updated: moment))
  }

  private mutating func lines(_ story: EstimateStory) -> [LineItem] {
    story.lines.map { line in
      LineItem(
        id: store.nextLineItem(), kind: line.kind, description: line.text, quantity: Exact(line.quantity),
        unitPrice: Exact(line.price), taxed: story.tax != nil)
    }
  }

  private mutating func addMessages(about estimate: Estimate, at place: Int) {
    let text = MessageText(estimate, store)
    let recipients = store.contacts.filter { $0.client == estimate.document.client }.map { contact in
      Message.Recipient(name: contact.firstName + " " + contact.lastName, email: contact.email)
    }
    if let sent = estimate.sent {
      store.estimateMessages.append(
        Message(
          id: nextMessage(), document: place, sender: estimate.document.creator, recipients: recipients,
          subject: text.subject, body: text.body, created: sent, updated: sent))
    }
    let answers: [(EstimateEvent, Instant?)] = [(.accept, estimate.accepted), (.decline, estimate.declined)]
    for case (let event, let moment?) in answers {
      store.estimateMessages.append(
        Message(
          id: nextMessage(), document: place, event: event.rawValue, sender: estimate.document.creator,
          created: moment, updated: moment))
    }
  }

  private mutating func nextMessage() -> Int64 {
    store.estimateMessages.isEmpty ? 2_666_236 : store.estimateMessages.nextID() + Int64(random.below(9))
  }

  private static let estimates: [EstimateStory] = [
    EstimateStory(
      customer: .acme, subject: "Website", issued: 36, state: .accepted, isInvoiced: true, tax: 21,
      lines: [.init(text: "Design and build", quantity: 480, price: 125)]),
    EstimateStory(
      customer: .kiln, subject: "Website", issued: 35, state: .accepted,
      lines: [
        .init(text: "Design", quantity: 60, price: 75),
        .init(kind: "Product", text: "Typeface licence", quantity: 2, price: 180),
      ]),
    EstimateStory(
      customer: .lumen, subject: "Festival App", issued: 30, state: .accepted, tax: 21, discount: 5,
      lines: [
        .init(text: "App for visitors", quantity: 320, price: 95),
        .init(text: "Support on site", quantity: 24, price: 85),
      ]),
    EstimateStory(
      customer: .bruckner, subject: "Messestand 2.0", issued: 27, state: .accepted, tax: 19,
      lines: [
        .init(text: "Entwurf & Größenplan", quantity: 1, price: 18_000),
        .init(kind: "Product", text: "Druck", quantity: 3, price: 1_500),
      ]),
    EstimateStory(
      customer: .greenwich, subject: "Booking System", issued: 25, state: .accepted, tax: 20,
      lines: [.init(text: "Booking, first version", quantity: 260, price: 90)]),
    EstimateStory(
      customer: .lumen, subject: "Ticket Shop", issued: 23, state: .declined, tax: 21, discount: 10,
      lines: [.init(text: "Shop with seat plan", quantity: 400, price: 95)]),
    EstimateStory(
      customer: .minato, subject: "パッケージ", issued: 7, state: .accepted, tax: 10,
      lines: [.init(text: "デザイン一式", quantity: 1, price: 2_400_000)]),
    EstimateStory(
      customer: .delta, subject: "Accessibility Audit", issued: 6, state: .accepted, tax: 21,
      lines: [.init(text: "Audit after WCAG 2.2", quantity: 150, price: 120)]),
    EstimateStory(
      customer: .helvetia, subject: "Fahrplan-Display, Etappe 3", issued: 3, state: .declined, tax: 8,
      lines: [.init(text: "Entwicklung", quantity: 180, price: 150), .init(text: "Tests", quantity: 40, price: 120)]),
    EstimateStory(
      customer: .cumulus, subject: "Data Import API, streaming", issued: 2, state: .sent, discount: 5,
      lines: [.init(text: "Programming", quantity: 220, price: 140)]),
    EstimateStory(
      customer: .phare, subject: "Boutique en ligne", issued: 1, state: .sent, tax: 20,
      lines: [
        .init(text: "Conception", quantity: 40, price: 95), .init(text: "Développement", quantity: 160, price: 105),
      ]),
    EstimateStory(
      customer: .fjord, subject: "Online Store - Phase 3", issued: 0, state: .draft, tax: 25,
      lines: [
        .init(text: "Concept", quantity: 80, price: 1_250),
        .init(kind: "Product", text: "Licences", quantity: 1, price: 9_900),
      ]),
    EstimateStory(customer: .acme, subject: "Brand Refresh 2", issued: 0, state: .draft, lines: []),
  ]
}
