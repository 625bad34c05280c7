import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage
import struct HarvestCatalog.Parameter

/// Reads a list page by page as the stages ask for it.
final class ListStage: Stage {
  private let open: () async throws -> Pager
  private let range: SourceRange
  private var pager: Pager?

  init(at range: SourceRange, open: @escaping () async throws -> Pager) {
    self.open = open
    self.range = range
  }

  func next(_ demand: Int) async throws -> Batch? {
    do {
      return try await locating(range) {
        if pager == nil { pager = try await open() }
        while let page = try await pager?.next(demand: demand) { if !page.isEmpty { return page } }
        return nil
      }
    } catch let diagnostic as Diagnostic where pager?.pagesRead ?? 0 > 0 {
      // Pages have gone out, and no more are coming.
      var part = diagnostic.asPart
      let pages = pager?.pagesRead ?? 0
      part.progress = "\(pages) page\(pages == 1 ? " was" : "s were") read before; the result is partial"
      throw part
    }
  }
}

/// Turns errors of the client and of names into diagnostics at a place of the program.
func locating<T>(_ range: SourceRange, _ body: () async throws -> T) async throws -> T {
  do { return try await body() } catch let error as APIError { throw error.diagnostic(at: range) } catch let fault
    as NameFault
  {
    throw fault.diagnostic(at: range)
  }
}

extension APIError {
  func diagnostic(at range: SourceRange) -> Diagnostic {
    let exit: Diagnostic.Exit =
      switch kind {
      case .refusedToken: .credentials
      default: .failed
      }
    let text = status == nil ? message : "Harvest answers: \(message)"
    let code =
      switch kind {
      case .notFound: "E0402"
      case .forbidden: "E0407"
      default: "E0401"
      }
    var diagnostic = Diagnostic(
      code, text, at: range, "this request", help: help, exit: exit)
    var note = "request: \(request)"
    if let status { note += " → \(status)" }
    if attempts > 1 { note += ", tried \(attempts) times" }
    if let page, page > 1 { note += ", page \(page)" + (pageCount.map { " of \($0)" } ?? "") }
    diagnostic.notes = [note]
    return diagnostic
  }
}

extension CallSite {
  /// The named arguments as query parameters of an endpoint, and the positional one as its period. Nil after reporting.
  func query(_ endpoint: Endpoint, period: Expression?, fixed: Set<String> = []) -> PlannedQuery? {
    var query = PlannedQuery()
    var isGood = true
    for argument in named {
      guard
        let parameter = endpoint.query.first(where: { $0.name == argument.name.text || $0.word == argument.name.text }),
        !fixed.contains(parameter.name)
      else {
        let words = endpoint.query.filter { !fixed.contains($0.name) }.map(\.word)
        let near = Suggestion.nearest(argument.name.text, in: words)
        var help = words.isEmpty ? ["it has no filters"] : ["its filters: " + words.joined(separator: ", ")]
        if !near.isEmpty { help.insert("the nearest: " + near.map { "`\($0):`" }.joined(separator: ", "), at: 0) }
        if case .list(let kind, _) = endpoint.answer, Catalog.schema(kind)?.field(argument.name.text) != nil {
          help.append("other fields are filtered with  | where \(argument.name.text) == …")
        }
        error(
          "E0205", "`\(word)` has no filter `\(argument.name.text)`", at: argument.name.range, "not known", help: help)
        isGood = false
        continue
      }
      let expression = self.choice(argument.value, parameter) ?? row(argument.value)
      if let problem = refuses(expression.type, parameter) {
        error(
          "E0206", "`\(argument.name.text)` needs \(problem.needs), this is \(expression.type.phrase)",
          at: argument.value.range, expression.type.name, help: problem.help.map { [$0] } ?? [])
        isGood = false
      }
      query.items.append(.init(parameter: parameter, value: expression))
    }
    if let period {
      query.period = row(period)
      if let both = named.first(where: { ["from", "to"].contains($0.name.text) }) {
        error("E0205", "the period sets `from` and `to` already", at: both.range, "given twice")
        isGood = false
      }
    }
    return isGood ? query : nil
  }

  /// A bare word or a string that must be one of the spellings.
  private func choice(_ e: Expression, _ parameter: Parameter) -> RowExpression? {
    guard case .choice(let spellings) = parameter.type else { return nil }
    var given: String?
    if case .word(let word) = e.kind { given = word }
    if case .string(let literal) = e.kind { given = literal.plain }
    guard let given else { return nil }
    if !spellings.contains(given) {
      let near = Suggestion.nearest(given, in: spellings)
      error(
        "E0206", "`\(parameter.word)` cannot be “\(given)”", at: e.range, "not known",
        help: ["it is one of: " + spellings.joined(separator: ", ")] + near.prefix(1).map { "the nearest: \"\($0)\"" })
    }
    return value(
      Expression(kind: .string(StringLiteral(quote: .double, parts: [.text(given)], range: e.range)), range: e.range))
  }

  private func refuses(_ type: Type, _ parameter: Parameter) -> (needs: String, help: String?)? {
    switch (parameter.type, type) {
    case (_, .any): nil
    case (.boolean, .bool): nil
    case (.boolean, _): ("true or false", nil)
    case (.date, .day): nil
    case (.date, .range): ("a day", "a period is given without a name:  \(word) last month")
    case (.date, _): ("a day", "dates are written  2024-01-31")
    case (.datetime, .day), (.datetime, .instant): nil
    case (.datetime, _): ("a date or timestamp", "for example  2024-01-31")
    case (.id, .number), (.id, .string): nil
    case (.id, .record(let record))
    where parameter.reference == nil || record.kind == nil || record.kind == parameter.reference: nil
    case (.id, _): ("a name or an id", nil)
    case (.integer, .number), (.decimal, .number), (.string, .string), (.choice, .string): nil
    case (.string, .number): nil
    case (.string, _), (.choice, _): ("text", nil)
    case (.integer, _), (.decimal, _): ("a number", nil)
    default: nil
    }
  }
}

extension Parameter {
  /// How it is typed: `client` for `client_id`, `active` for `is_active`.
  var word: String {
    if reference != nil, name.hasSuffix("_id") { return String(name.dropLast(3)) }
    if name.hasPrefix("is_") { return String(name.dropFirst(3)) }
    return name
  }

  /// For help.
  var typeText: String {
    switch type {
    case .boolean: "true or false"
    case .date: "date"
    case .datetime: "timestamp"
    case .choice(let spellings): spellings.joined(separator: "|")
    case .integer, .decimal: "number"
    case .id: reference.map { "\($0) name or id" } ?? "id"
    default: "text"
    }
  }
}

extension Endpoint {
  /// It takes `from` and `to`.
  var isDated: Bool { query.contains { $0.name == "from" } && query.contains { $0.name == "to" } }

  /// The signature's arguments for its filters.
  func filters(without fixed: Set<String> = []) -> [Signature.Parameter] {
    query.filter { !fixed.contains($0.name) }.map {
      .init($0.word, $0.typeText, named: true, $0.note, domain: $0.type.domain($0.reference))
    }
  }

  /// Its path with ids in the place of the braces, outermost first.
  func path(_ ids: [Int64]) -> String {
    var out = ""
    var rest = path[...]
    for id in ids {
      guard let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") else { break }
      out += rest[..<open] + String(id)
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }
}

extension FieldType {
  /// What can be typed for it.
  func domain(_ reference: String?) -> Signature.Domain {
    switch self {
    case .id: reference.map { .names($0) } ?? .any
    case .boolean: .flag
    case .date, .datetime: .day
    case .choice(let spellings): .choices(spellings)
    case .list(let items): items.first?.domain(reference) ?? .any
    case .file: .file
    default: .any
    }
  }
}
