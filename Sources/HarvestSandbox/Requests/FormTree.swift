/// Builds nested fields from names in the Rails spelling: `user[name]`, `list[]`, `line_items[][kind]`.
struct FormTree {
  private enum Step: Equatable {
    case field(String)
    case element
  }

  /// An object or a list that still grows, by reference so that adding to it costs no copy.
  private final class Node {
    enum Kind { case unknown, value(BodyValue), list, object }

    var kind = Kind.unknown
    var elements: [Node] = []
    var fields: [String: Node] = [:]
  }

  private let root = Node()

  /// Adds a value; the last of two with the same name counts.
  /// - Throws: 400 when a field is of two kinds, as in `a=1&a[]=2`, or the name goes too deep.
  func add(_ value: BodyValue, at name: String) throws(Refusal) {
    let steps = Self.steps(name)
    guard steps.count <= Body.maxDepth else { throw .unreadable("nested too deep") }
    var node = root
    for (place, step) in steps.enumerated() {
      guard let child = Self.child(of: node, step, then: steps[(place + 1)...]) else {
        throw .unreadable("the form data has values of two kinds for \(name)")
      }
      node = child
    }
    switch node.kind {
    case .unknown, .value: node.kind = .value(value)
    case .list, .object: throw .unreadable("the form data has values of two kinds for \(name)")
    }
  }

  var body: Body { Body(root.fields.mapValues(Self.value)) }

  /// Goes one step down, making what is not there yet; nil where something of another kind is there.
  private static func child(of node: Node, _ step: Step, then rest: ArraySlice<Step>) -> Node? {
    switch (step, node.kind) {
    case (.field(let name), .unknown), (.field(let name), .object):
      node.kind = .object
      if let known = node.fields[name] { return known }
      let child = Node()
      node.fields[name] = child
      return child
    case (.element, .unknown), (.element, .list):
      node.kind = .list
      // `a[][x]` goes on with the last object of the list, until that has an x.
      if !rest.isEmpty, let last = node.elements.last, !holds(last, rest) { return last }
      let child = Node()
      node.elements.append(child)
      return child
    default: return nil
    }
  }

  /// Whether a field is there already; a list always has room for one more value.
  private static func holds(_ node: Node, _ path: ArraySlice<Step>) -> Bool {
    if path.contains(.element) { return false }
    var node = node
    for case .field(let name) in path {
      guard let child = node.fields[name] else { return false }
      node = child
    }
    return true
  }

  private static func value(_ node: Node) -> BodyValue {
    switch node.kind {
    case .unknown: .null
    case .value(let value): value
    case .list: .list(node.elements.map(value))
    case .object: .object(Body(node.fields.mapValues(value)))
    }
  }

  /// Splits a name at its brackets; a name whose brackets do not match is one field.
  private static func steps(_ name: String) -> [Step] {
    let head = name.utf8.prefix { $0 != UInt8(ascii: "[") }
    var rest = name.utf8[head.endIndex...]
    guard !head.isEmpty else { return [.field(name)] }
    var steps = [Step.field(String(Substring(head)))]
    while let first = rest.popFirst() {
      let inner = rest.prefix { $0 != UInt8(ascii: "]") }
      guard first == UInt8(ascii: "["), inner.endIndex != rest.endIndex else { return [.field(name)] }
      steps.append(inner.isEmpty ? .element : .field(String(Substring(inner))))
      rest = rest[inner.endIndex...].dropFirst()
    }
    return steps
  }
}
