import HvSyntax

/// Finds out what a place of a program is: a word that means nothing is put there, and the check tells where it came by
/// it.
final class Probe {
  /// The word, and the text of a string, that stand at the place.
  static let word = "hv_place_"
  static let text = "hv\u{E000}place"

  enum Place {
    /// The head of a stage.
    case head(input: Flow?, Scope, isFirst: Bool)
    /// A value in an expression.
    case operand(Scope)
    /// After a dot.
    case member(RecordType)
    case variable(Scope)
    /// Behind an expression of this type, in the arguments of a command.
    case behind(Type, takesKeys: Bool)
    /// The other side of a comparison with a field or value.
    case comparison(Type, RecordType.Field?)
    /// An argument, or its name.
    case argument(Signature.Parameter, CallSite)
    case argumentName([Signature.Parameter])
    /// The second word of a command.
    case action([Signature.Action])
    /// After `help`.
    case topic
    /// After `use`.
    case module
    case file
  }

  private(set) var places: [Place] = []

  func found(_ place: Place) { places.append(place) }

  /// Whether an expression is the place, or a list in which it stands.
  static func isPlace(_ e: Expression) -> Bool {
    switch e.kind {
    case .word(let word): word == Probe.word
    case .string(let literal): literal.plain == Probe.text
    case .list(let items):
      items.contains { if case .value(let inner) = $0 { isPlace(inner) } else { false } }
    default: false
    }
  }

  /// Looks for the place among the arguments of a call.
  func look(at site: CallSite, _ signature: Signature) {
    var position = 0
    let places = signature.places
    for argument in site.call.arguments {
      switch argument {
      case .positional(let e):
        if Probe.isPlace(e) {
          if position > 0, let before = site.positional.dropFirst(position - 1).first {
            found(.behind(site.row(before).type, takesKeys: signature.takesKeys))
          } else if signature.takesKeys, places.isEmpty {
            found(.behind(.any, takesKeys: true))
          }
          let parameter = position < places.count ? places[position] : places.last.flatMap { $0.isVariadic ? $0 : nil }
          if let parameter { found(.argument(parameter, site)) }
          if case .word = e.kind {
            let given = Set(site.named.map(\.name.text))
            found(.argumentName(signature.parameters.filter { $0.isNamed && !given.contains($0.name) }))
          }
        }
        position += 1
      case .named(let named):
        if Probe.isPlace(named.value), let parameter = signature.parameters.first(where: { $0.name == named.name.text })
        {
          found(.argument(parameter, site))
        }
      case .block, .run: break
      }
    }
  }
}
