import HvSyntax

/// A text of definitions: a part of the standard library, or a file that a program uses.
///
/// Its commands are called with its name before them, `timesheet gaps`; `use` lets the name be left out. The command
/// that is called as the module itself needs no second word.
final class Module: Sendable {
  let name: String
  /// What it is for: the `##` lines at its top.
  let summary: String
  /// In the order in which they stand.
  let definitions: [Definition]

  init(name: String, summary: String, definitions: [Definition]) {
    self.name = name
    self.summary = summary
    self.definitions = definitions
  }

  func definition(_ word: String) -> Definition? { definitions.last { $0.name.text == word } }

  /// The name that a file gives its module: `lib/dates.hv` is `dates`.
  static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    return String(file.hasSuffix(".hv") ? file.dropLast(3) : file)
  }
}

/// Reads modules when they are first used, and keeps those of the standard library.
///
/// One loader serves one check. What it has read is taken over by the session only if the program runs.
final class ModuleLoader {
  /// The texts of the session, with what was read here.
  private(set) var sources: SourceMap
  /// The modules of the standard library that were read.
  private(set) var library: [String: Module]
  private let host: any Host
  /// The files and modules that are being read, the outermost first.
  private var reading: [String] = []

  init(_ sources: SourceMap, library: [String: Module], host: any Host) {
    self.sources = sources
    self.library = library
    self.host = host
  }

  func add(_ text: SourceText) -> SourceText { sources.add(text) }

  /// A module of the standard library, nil where there is none of this name or it cannot be read.
  func module(_ name: String, at range: SourceRange, _ resolver: Resolver) -> Module? {
    if let module = library[name] { return module }
    guard let bytes = host.module(name) else { return nil }
    var scope = Scope()
    let text = SourceText(name: "stdlib/\(name).hv", bytes: bytes)
    guard let module = read(text, name: name, at: range, &scope, resolver)?.module else { return nil }
    library[name] = module
    return module
  }

  /// The module that a file holds, and what its `let`s bind.
  ///
  /// - Parameter scope: where the bindings get their places.
  func file(_ path: String, at range: SourceRange, _ scope: inout Scope, _ resolver: Resolver)
    -> (module: Module, bindings: [NamedBinding])?
  {
    let folder = path.hasPrefix("/") ? "" : sources.text(at: range.start)?.folder ?? ""
    let whole = folder + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    do {
      let file = try host.files.open(whole)
      var bytes: [UInt8] = []
      while let more = try file.read() { bytes += more }
      return read(
        SourceText(name: whole, bytes: bytes, isFile: true), name: Module.name(ofFile: whole), at: range, &scope,
        resolver)
    } catch {
      var diagnostic = error as? Diagnostic ?? Diagnostic("E0501", "\(error)")
      diagnostic.primary = Diagnostic.Label(range, "used here")
      diagnostic.exit = .usage
      resolver.report(diagnostic)
      return nil
    }
  }

  private func read(
    _ text: SourceText, name: String, at range: SourceRange, _ scope: inout Scope, _ resolver: Resolver
  ) -> (module: Module, bindings: [NamedBinding])? {
    guard !reading.contains(text.name), reading.count < 32 else {
      resolver.error(
        "E0223", "the module `\(name)` uses itself, directly or through others", at: range, "used here again")
      return nil
    }
    reading.append(text.name)
    defer { reading.removeLast() }
    let text = add(text)
    let tree = Parser.parse(text)
    for diagnostic in tree.diagnostics { resolver.report(diagnostic) }
    var bindings: [NamedBinding] = []
    var definitions: [Definition] = []
    for statement in tree.statements {
      switch statement.kind {
      case .def(let name, let parameters, let body):
        definitions.append(resolver.define(name, parameters, body, statement.documentation, &scope))
      case .let(let name, let value):
        if let binding = resolver.binding(name, value, &scope, input: nil) {
          bindings.append(NamedBinding(name: name.text, binding))
        }
      case .use(let target): bindings += resolver.use(target, at: statement.range, &scope)
      case .test, .error: break
      case .pipeline, .param, .report, .explain, .time, .help:
        resolver.error(
          "E0222", "a module holds definitions, and this is none", at: statement.range, "not in a module",
          help: ["a module may have  def, let, use  and  test;  other statements belong into the program that uses it"])
      }
    }
    return (Module(name: name, summary: Self.summary(tree), definitions: definitions), bindings)
  }

  /// The `##` lines at the top, if a line is left free below them.
  private static func summary(_ tree: SyntaxTree) -> String {
    guard let trivia = tree.tokens.first?.trivia else { return "" }
    let lines = tree.source.text(trivia).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let top = lines.drop { $0.hasPrefix("#!") }.prefix { $0.hasPrefix("##") }
    guard lines.count > top.count + 1 else { return "" }
    return top.map { $0.drop { $0 == "#" || $0 == " " } }.joined(separator: " ")
  }
}

/// What a `let` of a module binds, and under which name.
struct NamedBinding {
  let name: String
  let binding: Binding

  init(name: String, _ binding: Binding) {
    self.name = name
    self.binding = binding
  }
}

extension Resolver {
  /// Brings a module and its definitions into scope.
  ///
  /// - Returns: what has to be bound before anything that follows runs.
  func use(_ target: UseTarget, at range: SourceRange, _ scope: inout Scope) -> [NamedBinding] {
    let found: (module: Module, bindings: [NamedBinding])?
    switch target {
    case .module(let name):
      if name.text == Probe.word { probe?.found(.module) }
      found = modules.module(name.text, at: name.range, self).map { ($0, []) }
      if found == nil, host.module(name.text) == nil {
        let near = Suggestion.nearest(name.text, in: host.modules.map(\.name))
        error(
          "E0203", "there is no module `\(name.text)`", at: name.range, "not known",
          help: near.isEmpty
            ? ["a file is used by its path:  use \"./\(name.text).hv\""]
            : ["the nearest: " + near.map { "`\($0)`" }.joined(separator: ", ")])
      }
    case .file(let literal):
      guard let path = literal.plain else {
        error("E0203", "the path of a module is a plain string", at: literal.range, "without { }")
        return []
      }
      if path == Probe.text {
        probe?.found(.file)
        return []
      }
      var inner = Scope()
      inner.count = scope.count
      found = modules.file(path, at: literal.range, &inner, self)
      // Its variables are its own, but they take their places.
      scope.count = inner.count
    }
    guard let found else {
      lacksModule = true
      return []
    }
    for definition in found.module.definitions { scope.definitions[definition.name.text] = definition }
    scope.modules[found.module.name] = found.module
    return found.bindings
  }
}
