import HvSyntax

/// What the `##` lines above a `def` say.
///
///     ## Entries that are longer than they should be.
///     ## limit: the hours from which on one is too long
///     ##     time_entries last week | long 7
///
/// The first lines are the summary, `name:` tells of a parameter, and what is indented by four blanks is an example.
struct Documentation {
  var summary = ""
  var parameters: [String: String] = [:]
  var examples: [Signature.Example] = []

  init(_ text: String?, parameters names: [String]) {
    var lines: [String] = []
    for line in (text ?? "").split(separator: "\n") {
      if line.hasPrefix("    ") {
        let code = String(line.drop { $0 == " " })
        // What stands behind a `#` says what the example shows.
        let parts = code.split(separator: "  # ", maxSplits: 1).map(String.init)
        examples.append(.init(parts.first ?? code, parts.count > 1 ? parts[1] : ""))
      } else if let name = names.first(where: { line.hasPrefix($0 + ":") }) {
        parameters[name] = String(line.dropFirst(name.count + 1).drop { $0 == " " })
      } else {
        lines.append(String(line))
      }
    }
    summary = lines.joined(separator: " ")
  }
}
