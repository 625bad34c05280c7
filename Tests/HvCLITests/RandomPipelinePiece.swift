/// A part of a program's text, which knows what can be left out of it.
indirect enum RandomPipelinePiece: Sendable {
  case text(String)
  /// One after the other.
  case joined([RandomPipelinePiece])
  /// Stages, conditions, columns, arguments: any may be left out as long as so many stay.
  case list([RandomPipelinePiece], separator: String, atLeast: Int = 1)

  var text: String {
    switch self {
    case .text(let text): text
    case .joined(let parts): parts.map(\.text).joined()
    case .list(let parts, let separator, _): parts.map(\.text).joined(separator: separator)
    }
  }

  /// The same with one thing left out, in every way there is; what leaves out most comes first.
  var reductions: [RandomPipelinePiece] {
    switch self {
    case .text: return []
    case .joined(let parts):
      return Self.reducing(parts).map { .joined($0) }
    case .list(let parts, let separator, let least):
      var shorter: [RandomPipelinePiece] = []
      if parts.count > least {
        for place in parts.indices {
          var rest = parts
          rest.remove(at: place)
          shorter.append(.list(rest, separator: separator, atLeast: least))
        }
      }
      return shorter + Self.reducing(parts).map { .list($0, separator: separator, atLeast: least) }
    }
  }

  /// The parts with one of them reduced.
  private static func reducing(_ parts: [RandomPipelinePiece]) -> [[RandomPipelinePiece]] {
    parts.indices.flatMap { place in
      parts[place].reductions.map { reduced in
        var changed = parts
        changed[place] = reduced
        return changed
      }
    }
  }

  /// As little of it as still has a property: things are left out one by one as long as it has.
  ///
  /// - Parameter limit: how often the property is asked for at most.
  func reduced(limit: Int = 200, while hasProperty: (String) async throws -> Bool) async rethrows
    -> RandomPipelinePiece
  {
    var smallest = self
    var left = limit
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in smallest.reductions {
        guard left > 0 else { return smallest }
        left -= 1
        if try await hasProperty(candidate.text) {
          smallest = candidate
          isSmaller = true
          break
        }
      }
    }
    return smallest
  }
}

extension RandomPipelinePiece: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}
