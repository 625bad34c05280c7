import HvCodecs
import HvValues

/// The answers to the fewest requests of a row, in the order of the requests.
struct Answers: Sendable {
  let all: [Answer]

  subscript(_ index: Int) -> Answer { index < all.count ? all[index] : Answer(rows: []) }

  /// Those from one on, as one: the pages of a list.
  func from(_ index: Int) -> Answer { Answer(rows: all.dropFirst(index).flatMap(\.rows)) }

  /// The number of rows of all the lists together, as the server counts them.
  var total: Int { all.reduce(0) { $0 + $1.total } }
}

/// What came back for one request: a page of a list, or one record.
struct Answer: Sendable {
  /// The rows of the page; one for a record.
  let rows: [Record]
  /// How many rows the whole list has.
  let total: Int
  /// Where the next page is.
  let next: String?

  init(rows: [Record], total: Int? = nil, next: String? = nil) {
    self.rows = rows
    self.total = total ?? rows.count
    self.next = next
  }

  /// - Throws: where it is no JSON object.
  init(_ bytes: [UInt8]) throws {
    guard case .record(let body) = try JSONReader.value(bytes) else { throw RequestFault("no object came back") }
    guard let total = body["total_entries"]?.exactNumber?.integer else {
      self.init(rows: [body])
      return
    }
    let lists = body.values.compactMap { value -> [Value]? in
      if case .list(let list) = value { list.elements } else { nil }
    }
    let rows = lists.joined().compactMap { if case .record(let row) = $0 { row } else { nil } }
    let link = if case .string(let link)? = body[path: FieldPath("links.next")] { link } else { String?.none }
    self.init(rows: rows, total: Int(total), next: link)
  }

  var ids: [Int64] { rows.compactMap(\.id) }

  /// The texts of a field, a text a row.
  func texts(_ path: String) -> [String] { rows.map { $0[path: FieldPath(path)]?.text ?? "" } }

  /// The numbers of a field, a number a row, nulls left out.
  func numbers(_ path: String) -> [Exact] { rows.compactMap { $0[path: FieldPath(path)]?.exactNumber } }

  /// The rows of the lists within the rows: the lines of invoices.
  func below(_ field: String) -> Answer {
    Answer(
      rows: rows.flatMap { row -> [Record] in
        guard case .list(let list)? = row[field] else { return [] }
        return list.elements.compactMap { if case .record(let inner) = $0 { inner } else { nil } }
      })
  }

  /// How many different values the rows have in these fields.
  func distinct(_ paths: String...) -> Int {
    Set(rows.map { row in paths.map { row[path: FieldPath($0)]?.text ?? "" } }).count
  }

  func sum(_ path: String) throws -> Exact {
    try numbers(path).reduce(.zero) { try $0.adding($1) }
  }

  /// The rows with a value in a field.
  func having(_ path: String, _ value: Value) -> Answer { keeping(path) { $0 == value } }

  /// The rows that point to the record with this id.
  func having(_ path: String, _ id: Int64) -> Answer { having(path, .number(Exact(id))) }

  func keeping(_ path: String, _ isKept: (Value) -> Bool) -> Answer {
    Answer(rows: rows.filter { $0[path: FieldPath(path)].map(isKept) ?? false })
  }
}

extension Value {
  static let yes = Value.bool(true)

  /// For the conditions of the table.
  func isMore(than number: Int) -> Bool { exactNumber.map { $0 > Exact(number) } ?? false }

  /// The number; of money the amount.
  fileprivate var figure: Exact? { if case .money(let money) = self { money.amount } else { exactNumber } }

  var isNegative: Bool { exactNumber?.isNegative ?? false }
}

extension RequestTable.Given: CustomStringConvertible {
  /// Nothing at all, or only zeros: what a mistake would give as well.
  var isNothing: Bool {
    switch self {
    case .rows(let count): count == 0
    case .ids(let ids): ids.isEmpty
    case .numbers(let numbers): numbers.allSatisfy(\.isZero)
    case .texts(let texts): texts.isEmpty
    }
  }

  /// Whether the values are these.
  func isWhat(_ values: [Value]) -> Bool {
    switch self {
    case .rows(let count): values.count == count
    case .ids(let ids): ids == values.map { if case .record(let record) = $0 { record.id ?? 0 } else { 0 } }
    case .numbers(let numbers): numbers.map(Optional.some) == values.map(\.figure)
    case .texts(let texts): texts == values.map(\.text)
    }
  }

  var description: String {
    switch self {
    case .rows(let count): "\(count) rows"
    case .ids(let ids): "the records \(ids)"
    case .numbers(let numbers): "the numbers \(numbers)"
    case .texts(let texts): "the texts \(texts)"
    }
  }
}

/// Why a row of the table cannot be judged.
struct RequestFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
