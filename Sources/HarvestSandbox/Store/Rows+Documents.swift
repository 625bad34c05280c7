import HvValues

/// The name that line items of invoices or of estimates go by: a line item holds the name, not the id.
struct ItemCategory: StoredRow {
  let id: Int64
  var name: String
  /// What imported time is called; of invoices only.
  var isForServices = false
  /// What imported expenses are called; of invoices only.
  var isForExpenses = false
  let created: Instant
  var updated: Instant
}

/// One line of an invoice or estimate.
struct LineItem: Sendable {
  let id: Int64
  /// A place in the store's projects; never on an estimate.
  var project: Int?
  /// The name of a category.
  var kind: String
  var description: String?
  var quantity: Exact
  var unitPrice: Exact
  var taxed = false
  var taxed2 = false
}

/// What invoices and estimates have in common.
struct Document: Sendable {
  var client: Int
  var number: String
  var purchaseOrder: String?
  /// Per cent.
  var tax: Exact?
  /// Per cent.
  var tax2: Exact?
  /// Per cent.
  var discount: Exact?
  var subject: String?
  var notes: String?
  /// ISO code.
  var currency: String
  var issued: Day
  var lines: [LineItem]
  /// Part of the address of the client's page.
  let clientKey: String
  /// A place in the store's users.
  let creator: Int
  let created: Instant
  var updated: Instant

  /// Of the lines.
  var projects: [Int] { lines.compactMap(\.project) }
}

enum InvoiceState: String { case draft, open, paid, closed }

enum PaymentTerm: String {
  case uponReceipt = "upon receipt"
  case net15 = "net 15"
  case net30 = "net 30"
  case net45 = "net 45"
  case net60 = "net 60"
  case custom

  /// From the issue date to the due date; nil where the due date stands for itself.
  var days: Int? {
    switch self {
    case .uponReceipt: 0
    case .net15: 15
    case .net30: 30
    case .net45: 45
    case .net60: 60
    case .custom: nil
    }
  }
}

enum PaymentOption: String {
  case ach
  case creditCard = "credit_card"
  case paypal
}

struct Invoice: StoredRow {
  let id: Int64
  var document: Document
  var state: InvoiceState
  var due: Day
  var term: PaymentTerm
  /// What the imported work lies between.
  var period: ClosedRange<Day>?
  var sent: Instant?
  var paid: Instant?
  var paidDay: Day?
  var closed: Instant?
  /// A place in the store's estimates.
  var estimate: Int?
  /// An id; the API has no retainers.
  var retainer: Int64?
  var paymentOptions: [PaymentOption] = []

  var number: String { document.number }
}

enum EstimateState: String { case draft, sent, accepted, declined }

struct Estimate: StoredRow {
  let id: Int64
  var document: Document
  var state: EstimateState
  var sent: Instant?
  var accepted: Instant?
  var declined: Instant?
}

/// Money that came in for an invoice.
struct Payment: StoredRow {
  let id: Int64
  /// A place in the store's invoices.
  let invoice: Int
  let amount: Exact
  let paidAt: Instant
  let paidDay: Day
  let notes: String?
  let recordedBy: Int
  let created: Instant
  let updated: Instant
}

/// An e-mail about an invoice or estimate, or a change of its state.
struct Message: StoredRow {
  struct Recipient: Sendable {
    let name: String?
    let email: String
  }

  let id: Int64
  /// A place in the store's invoices or estimates.
  let document: Int
  /// A state change instead of a mail.
  var event: String?
  /// A place in the store's users.
  let sender: Int
  var recipients: [Recipient] = []
  var subject: String?
  var body: String?
  var attachesPDF = false
  var sendsCopy = false
  var thanks = false
  let created: Instant
  let updated: Instant
}
