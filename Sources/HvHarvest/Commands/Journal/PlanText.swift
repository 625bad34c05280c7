import HarvestCatalog
package import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// A batch as people read it before they agree to it.
package struct PlanText: Sendable {
  private let batch: WriteBatch

  package init(_ batch: WriteBatch) { self.batch = batch }

  /// What is going to happen, in a few lines: how many records, which fields, what hours and money they stand for.
  package var summary: [String] {
    var lines: [String] = []
    var groups: [(verb: String, kind: String, intents: [WriteIntent])] = []
    for intent in batch.intents {
      let (verb, kind) = (Self.verb(intent), intent.kind ?? "record")
      if let place = groups.firstIndex(where: { $0.verb == verb && $0.kind == kind }) {
        groups[place].intents.append(intent)
      } else {
        groups.append((verb, kind, [intent]))
      }
    }
    for group in groups {
      let count = group.intents.count
      var line = "\(group.verb) \(count) \(Self.noun(group.kind, count))"
      if group.verb != "delete" {
        var fields: [String] = []
        for intent in group.intents {
          for pair in intent.asked.pairs where !fields.contains(pair.key) {
            fields.append(pair.key)
          }
        }
        if !fields.isEmpty {
          line += ": " + fields.prefix(8).joined(separator: ", ") + (fields.count > 8 ? ", …" : "")
        }
      }
      let weight = Self.weight(group.intents)
      if !weight.isEmpty { line += "  (" + weight.joined(separator: ", ") + ")" }
      lines.append(line)
    }
    if batch.unchanged > 0 {
      lines.append(
        "\(batch.unchanged) \(batch.unchanged == 1 ? "is" : "are") so already, and not sent")
    }
    if !batch.leftOut.isEmpty {
      lines.append("\(batch.leftOut.count) left out:")
      lines += batch.leftOut.prefix(5).map { "  " + Self.safe("\($0.label): \($0.reason)") }
      if batch.leftOut.count > 5 { lines.append("  and \(batch.leftOut.count - 5) more") }
    }
    return lines + batch.warnings.map { "! " + Self.safe($0) }
  }

  /// Each record on a line, with its fields old → new.
  ///
  /// - Parameter width: the cells that a line may take: what is too long is cut, the record's words before its fields.
  package func rows(width: Int) -> [String] {
    let verbs = Set(batch.intents.map { Self.verb($0) + " " + ($0.kind ?? "") })
    let labels = batch.intents.map { intent in
      // What the summary says of all of them need not stand before each.
      let label = verbs.count == 1 ? intent.shortLabel : "\(Self.verb(intent)) \(intent.label)"
      return Self.safe(label)
    }
    let widest = labels.map { DisplayText.width($0) }.max() ?? 0
    let whole = batch.intents.map { DisplayText.width(Self.safe(Self.changes($0, most: 60))) }.max() ?? 0
    let column = min(widest, max(24, width * 38 / 100, width - whole - 2))
    return zip(batch.intents, labels).map { intent, label in
      guard !intent.asked.pairs.isEmpty else { return Self.clipped(label, width) }
      // Old and new share the room: what is seen of both tells more than all of one.
      let names = intent.asked.pairs.reduce(0) { $0 + $1.key.count + 9 }
      let most = max(8, (width - column - 2 - names) / (2 * intent.asked.pairs.count))
      let shown = Self.clipped(label, column)
      let gap = String(repeating: " ", count: max(0, column - DisplayText.width(shown)) + 2)
      return Self.clipped(shown + gap + Self.safe(Self.changes(intent, most: most)), width)
    }
  }

  /// - Parameter most: the characters of each value.
  private static func changes(_ intent: WriteIntent, most: Int) -> String {
    FieldState.changes(intent).map { change in
      guard intent.before != nil, let old = change.old else { return "\(change.field): \(short(change.new, 2 * most))" }
      return "\(change.field): \(short(old, most)) → \(short(change.new, most))"
    }.joined(separator: ", ")
  }

  private static func clipped(_ text: String, _ width: Int) -> String {
    guard DisplayText.width(text) > width else { return text }
    var out = ""
    var used = 0
    for cell in DisplayText.cells(text, ascii: false, tabs: false) {
      guard used + cell.width < width else { break }
      out += cell.text
      used += cell.width
    }
    return out + "…"
  }

  static func verb(_ intent: WriteIntent) -> String {
    Catalog.endpoint(intent.operation)?.verb ?? intent.method.rawValue
  }

  /// A value in a diff.
  static func short(_ value: Value, _ most: Int = 60) -> String {
    switch value {
    case .null: "—"
    case .string(let text): "“\(text.count <= most ? text : text.prefix(most - 1) + "…")”"
    case .list(let list): "\(list.elements.count) items"
    case .record(let record): record["name"]?.text ?? "…"
    default: value.text
    }
  }

  private static func noun(_ kind: String, _ count: Int) -> String {
    if count == 1 { return kind.words }
    return (ResourceCommand.collection(of: kind) ?? kind + "s").words
  }

  private static func safe(_ text: String) -> String { DisplayText.safe(text, ascii: false) }

  /// The hours and the money that the records stand for, as they were; as they are asked to be for new ones.
  private static func weight(_ intents: [WriteIntent]) -> [String] {
    var hours = ExactSum()
    var money: [(code: String, sum: ExactSum)] = []
    for intent in intents {
      let record = intent.before ?? intent.asked
      let isWhole =
        intent.before == nil || intent.before?.origin?.kind == intent.kind || intent.recordID != nil
      guard isWhole else { continue }
      if case .number(let number)? = record["hours"] { try? hours.add(number) }
      for field in ["total_cost", "amount"] {
        guard let value = record[field] else { continue }
        let (amount, code): (Exact, String?) =
          switch value {
          case .money(let money): (money.amount, money.currency.code)
          case .number(let number): (number, nil)
          default: (Exact(0), nil)
          }
        let currency = code ?? record["currency"]?.text ?? ""
        if let place = money.firstIndex(where: { $0.code == currency }) {
          try? money[place].sum.add(amount)
        } else {
          var sum = ExactSum()
          try? sum.add(amount)
          money.append((currency, sum))
        }
      }
    }
    var parts: [String] = []
    if hours.count > 0, let sum = try? hours.total() { parts.append("\(sum) h") }
    for entry in money {
      if let sum = try? entry.sum.total(), entry.sum.count > 0 {
        parts.append(entry.code.isEmpty ? sum.description : "\(sum) \(entry.code)")
      }
    }
    return parts
  }
}

extension WriteIntent {
  /// The words for the record without its kind.
  fileprivate var shortLabel: String {
    guard let kind, label.hasPrefix(kind) else { return label }
    return String(label.dropFirst(kind.count).drop { $0 == " " || $0 == "," })
  }
}
