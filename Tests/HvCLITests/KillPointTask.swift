/// Something to write, which is interrupted in the middle.
enum KillPointTask: String, Sendable, CaseIterable {
  case creates, updates, deletes, restarts
  /// Where an account tracks start and end, a restart makes a new entry.
  case restartsWithTimes = "restarts that make entries"
  case payments
  /// Lines have no address of their own: the invoice is changed.
  case lines = "lines of an invoice"

  /// How many writes each of them is.
  static let count = 9

  /// The account tracks start and end times.
  var tracksTimes: Bool { self == .restartsWithTimes }

  var isOfInvoices: Bool { self == .payments || self == .lines }

  /// The one statement whose batch is interrupted.
  var program: String {
    let picked = "time_entries from: 2026-11-20, to: 2026-11-22"
    return switch self {
    case .creates: #"open "entries.csv" | time_entries create"#
    case .updates: #"\#(picked) | update notes: "{notes ?? ""}, checked", hours: hours + 0.25"#
    case .deletes: "\(picked) | delete"
    case .restarts, .restartsWithTimes: "\(picked) | restart"
    case .payments:
      "invoices state: open | first 3 | each as bill < \(Self.sums.map(\.asked)) | each as sum < $bill"
        + " | payments create amount: $sum > >"
    case .lines:
      "invoices state: draft | first 1 | each as bill < \(Self.prices) | each as price < $bill"
        + " | line_items create kind: \"Service\", unit_price: $price > >"
    }
  }

  /// What is paid for each of three invoices, equal sums among it; the API keeps two decimals.
  static let sums: [(asked: Double, kept: Double)] = [(5, 5), (5, 5), (7.505, 7.51)]
  /// The lines that an invoice gets, many of them equal.
  static let prices: [Double] = [95, 95, 80.5, 95, 80.5, 95, 80.5, 95, 1]
}
