import HvValues

/// What a document's lines come to; every amount rounded to cents, a half away from zero.
struct Amounts {
  /// In the order of the lines.
  private(set) var lines: [Exact] = []
  private(set) var subtotal = Exact.zero
  private(set) var discount = Exact.zero
  private(set) var tax = Exact.zero
  private(set) var tax2 = Exact.zero
  private(set) var total = Exact.zero

  init() {}

  /// Subtotal minus discount plus both taxes; a tax counts the lines flagged for it, after the discount.
  /// - Throws: where an amount has more digits than a number holds.
  init(of document: Document) throws(ExactFault) {
    var sum = ExactSum()
    var taxed = ExactSum()
    var taxed2 = ExactSum()
    for line in document.lines {
      let amount = try Self.cents(line.quantity.multiplied(by: line.unitPrice))
      lines.append(amount)
      try sum.add(amount)
      if line.taxed { try taxed.add(amount) }
      if line.taxed2 { try taxed2.add(amount) }
    }
    subtotal = try sum.total()
    discount = try Self.share(document.discount, of: subtotal)
    let kept = try Exact(100).subtracting(document.discount ?? .zero)
    tax = try Self.share(document.tax, of: taxed.total(), kept: kept)
    tax2 = try Self.share(document.tax2, of: taxed2.total(), kept: kept)
    total = try subtotal.subtracting(discount).adding(tax).adding(tax2)
  }

  /// Some per cent of what a discount keeps of an amount.
  private static func share(
    _ percent: Exact?, of amount: Exact, kept: Exact = Exact(100)
  ) throws(ExactFault) -> Exact {
    guard let percent else { return .zero }
    return try cents(amount.multiplied(by: percent).multiplied(by: kept).divided(by: Exact(10_000)))
  }

  private static func cents(_ amount: Exact) throws(ExactFault) -> Exact { try amount.rounded(to: 2, .halfUp) }
}

extension Document {
  /// What the lines come to. A document whose amounts cannot be computed is refused when it is written, see `checked`.
  var amounts: Amounts { (try? Amounts(of: self)) ?? Amounts() }

  /// The document itself, where its amounts can be computed to the cent.
  /// - Throws: 422 for a line or a subtotal of a million million or more.
  func checked() throws(Refusal) -> Document {
    guard let amounts = try? Amounts(of: self), (amounts.lines + [amounts.subtotal]).allSatisfy(Self.isBearable) else {
      throw .tooLarge
    }
    return self
  }

  private static func isBearable(_ amount: Exact) -> Bool {
    let limit: Int64 = 1_000_000_000_000
    return amount < Exact(limit) && amount > Exact(-limit)
  }
}

extension Refusal {
  /// Of an amount.
  static var tooLarge: Refusal { unprocessable("The amount is too large") }
}

extension Store {
  /// What is left to pay of an invoice, by its place; below zero when too much was paid.
  func due(_ invoice: Int) -> Exact {
    let paid = payments.lazy.filter { $0.invoice == invoice }.map(\.amount)
    return Self.due(invoices[invoice].document.amounts, paid: paid)
  }

  static func due(_ amounts: Amounts, paid: some Sequence<Exact>) -> Exact {
    var due = amounts.total
    // Payments are as short as the amounts are, so that this cannot fail.
    for payment in paid { due = (try? due.subtracting(payment)) ?? due }
    return due
  }

  /// Moves an invoice to `paid` or back to `open` after its payments or its amount changed.
  ///
  /// Full payment makes every invoice paid but a closed one, also a draft (FACTS section 9); without payments none is.
  mutating func settlePaid(_ invoice: Int) {
    let last = payments.lazy.filter { $0.invoice == invoice }.max { $0.paidAt < $1.paidAt }
    let isPaid = last != nil && due(invoice) <= .zero
    switch (invoices[invoice].state, isPaid) {
    case (.open, true), (.draft, true), (.paid, true):
      invoices[invoice].state = .paid
      invoices[invoice].paid = last?.paidAt
      invoices[invoice].paidDay = last?.paidDay
    case (.paid, false):
      invoices[invoice].state = .open
      invoices[invoice].paid = nil
      invoices[invoice].paidDay = nil
    case (.open, false), (.draft, false), (.closed, _): break
    }
  }

  /// The id of a line that is being made.
  mutating func nextLineItem() -> Int64 {
    lastLineItem += 1
    return lastLineItem
  }
}
