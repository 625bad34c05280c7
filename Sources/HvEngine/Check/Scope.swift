import HvSyntax

/// What names mean at a place in the program.
package struct Scope {
  package struct Variable {
    let slot: Int
    let type: Type
    /// Bound to a pipeline that is read when needed.
    let isLazy: Bool
    let isMany: Bool
    /// A mistake was told of in what it is bound to: nothing is known of it, and no more is said.
    var isBroken = false
    /// The block that it holds, where that is known.
    var block: GivenBlock?
  }

  /// The type of the item, nil where there is none.
  package var item: Type?
  package var variables: [String: Variable] = [:]
  package var definitions: [String: Definition] = [:]
  /// The modules that are used here.
  var modules: [String: Module] = [:]
  /// Inside a block that may run any number of times.
  package var isRepeated = false
  /// How many variables there are: the slot of the next one.
  package var count = 0

  package init(item: Type? = nil) { self.item = item }

  mutating func declare(
    _ name: String, _ type: Type, isLazy: Bool = false, isMany: Bool = false, block: GivenBlock? = nil
  ) {
    variables[name] = Variable(slot: count, type: type, isLazy: isLazy, isMany: isMany, block: block)
    count += 1
  }

  /// Declares what could not be checked.
  mutating func declareBroken(_ name: String, _ type: Type = .any) {
    variables[name] = Variable(slot: count, type: type, isLazy: false, isMany: false, isBroken: true)
    count += 1
  }

  func with(item: Type?) -> Scope {
    var copy = self
    copy.item = item
    return copy
  }
}

/// A command that the program defines with `def`. Its body is checked at each call, against what comes in there.
package final class Definition: Sendable {
  let name: Name
  let parameters: [Parameter]
  let body: Block
  let documentation: String?
  /// The variables in scope where it stands.
  let outer: Scope

  init(name: Name, parameters: [Parameter], body: Block, documentation: String?, outer: Scope) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.documentation = documentation
    self.outer = outer
  }
}
extension Scope: Sendable {}
extension Scope.Variable: Sendable {}
