import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// The few words that tell a person which record a write is about.
enum WriteLabel {
  /// Of a record that is there: `time_entry 5, 2026-11-03, Bo Lind`.
  static func of(_ record: Record) -> String {
    if record.origin?.kind == "time_entry" {
      var words = ["time_entry \(record.id.map(String.init) ?? "")"]
      if let day = record["spent_date"] { words.append(day.text) }
      for name in ["user", "project", "task"] {
        if case .string(let text)? = record[path: FieldPath("\(name).name")] {
          words.append(Diagnostic.clipped(text))
        }
      }
      return words.joined(separator: ", ")
    }
    return describe(.record(record))
  }

  /// Of one that is going to be made: `time_entry, 2026-11-03, 1.5 h`.
  static func ofNew(_ kind: String, _ asked: [(String, Value)], below parent: Record?) -> String {
    var words = [kind]
    for name in [
      "spent_date", "name", "first_name", "last_name", "subject", "number", "amount", "hours",
      "notes",
    ] {
      guard let value = asked.first(where: { $0.0 == name })?.1, !value.isNull, words.count < 4
      else { continue }
      switch name {
      case "hours": words.append("\(value.text) h")
      case "spent_date", "amount": words.append(value.text)
      default: words.append("“\(Diagnostic.clipped(value.text))”")
      }
    }
    if let parent { words.append("of \(describe(.record(parent)))") }
    return words.joined(separator: ", ")
  }
}
