import HvSyntax
import HvValues

/// What a script was called with, for its `param` lines: `--period "last month"`, `--verbose`, and the rest for `$args`.
package struct ScriptParameters {
  /// The names that hv's own options have; a test compares them with the command line.
  package static let taken: Set<String> = [
    "account", "base_url", "dry_run", "errors", "help", "no_color", "no_optimize", "quiet", "raw_csv", "read_only",
    "sandbox", "seed", "sort_memory", "today", "trace", "version", "yes",
  ]

  private(set) var rest: [String] = []
  private(set) var wantsHelp = false
  private var given: [String: String] = [:]
  private let parameters: [Parameter]

  /// Reports what is not known.
  init(_ arguments: [String], for parameters: [Parameter], _ resolver: Resolver) {
    self.parameters = parameters
    var place = 0
    while place < arguments.count {
      let argument = arguments[place]
      place += 1
      if argument == "--" {
        rest += arguments[place...]
        break
      }
      // Without parameters of its own, a script has its arguments as they are.
      if argument == "--script-help" {
        wantsHelp = true
        continue
      }
      guard argument.hasPrefix("--"), !parameters.isEmpty else {
        rest.append(argument)
        continue
      }
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts.first.map { String($0).replacing("-", with: "_") } ?? ""
      guard let parameter = parameters.first(where: { $0.name.text == name }) else {
        let near = Suggestion.nearest(name, in: parameters.map(\.name.text))
        resolver.error(
          "E0222", "the script has no parameter --\(parts.first ?? "")", at: SourceRange(0, 0), "",
          help: near.map { "the nearest: --\($0.replacing("_", with: "-"))" } + ["--help  shows them"])
        continue
      }
      if parts.count == 2 {
        given[name] = String(parts[1])
      } else if parameter.isFlag {
        given[name] = "true"
      } else if place < arguments.count {
        given[name] = arguments[place]
        place += 1
      } else {
        resolver.error("E0222", "--\(parts.first ?? "") needs a value", at: parameter.range, "")
      }
    }
  }

  /// The text given for a parameter.
  func text(_ name: String) -> String? { given[name] }

  /// What `--help` shows.
  func usage(of script: String, _ sources: SourceMap) -> String {
    var lines = Self.head(of: sources.texts.first { $0.name == script })
    if !lines.isEmpty { lines.append("") }
    lines += ["usage: hv \(script)" + (parameters.isEmpty ? "" : " [options]") + " [arguments]"]
    let heads = parameters.map { parameter in
      "--\(parameter.name.text.replacing("_", with: "-"))"
        + (parameter.isFlag ? "" : " <\(parameter.type?.text ?? "value")>")
    }
    let width = heads.map(\.count).max() ?? 0
    if !parameters.isEmpty { lines.append("") }
    for (parameter, head) in zip(parameters, heads) {
      var line = "  \(head)" + String(repeating: " ", count: width - head.count + 2)
      line += parameter.documentation ?? ""
      if let value = parameter.defaultValue {
        line += (parameter.documentation == nil ? "" : "; ") + "\(sources.string(value.range)) unless given"
      } else {
        line += (parameter.documentation == nil ? "" : "; ") + "needed"
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// What the script says of itself: the `##` lines at its head.
  private static func head(of text: SourceText?) -> [String] {
    guard let text else { return [] }
    let lines = text.text(text.range).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("#!") || $0.isEmpty }.prefix { $0.hasPrefix("##") }.map { line in
      let words = line.dropFirst(2)
      return String(words.first == " " ? words.dropFirst() : words)
    }
  }
}

extension Type {
  /// The types that can be named.
  static let help =
    "string number bool date month range duration time timestamp list record, or a kind such as client"
}

extension Parameter {
  /// It is given by its name alone.
  var isFlag: Bool { type?.text == "bool" }
}

extension Resolver {
  /// What is known of a `param` before it has a value.
  func declaredType(of parameter: Parameter) -> Type {
    if let kind = kind(of: parameter) { return .record(ReferenceArgument.reference(to: kind)) }
    return parameter.type.flatMap { Type(parameterType: $0.text) } ?? .any
  }

  /// What a `param` without a default binds in a test: an error for the test that reads it.
  func missing(_ parameter: Parameter) -> Plan {
    let (name, range) = (parameter.name.text, parameter.range)
    let written = text(range) ?? name
    let stage = PlannedStage("value", at: range, Flow(declaredType(of: parameter), many: false)) { _, _, _ in
      throw Diagnostic(
        "E0222", "the test reads `$\(name)`, and no test is given a value for it", at: range, "no default",
        help: ["tests read the default:  param \(written) = …"], exit: .failed)
    }
    return Plan([stage], flow: stage.flow, range: range)
  }

  /// What a `param` line binds: what was given, or its default. Nil after reporting.
  func parameter(
    _ parameter: Parameter, _ text: String?, _ scope: Scope, _ modules: ModuleLoader
  ) -> (binding: Binding, type: Type)? {
    let name = parameter.name.text
    let wanted = parameter.type.flatMap { Type(parameterType: $0.text) }
    if let type = parameter.type, wanted == nil, host.kind(type.text) == nil {
      error(
        "E0206", "there is no type `\(type.text)`", at: type.range, "not known",
        help: [Type.help])
      return nil
    }
    var value: Typed
    var place = parameter.range
    if let text {
      // Text is text; everything else is read as the language writes it.
      let isText =
        wanted.map { if case .string = $0 { true } else { false } }
        ?? (parameter.type != nil || parameter.defaultsToText)
      let isList = parameter.type?.text == "list"
      if let kind = kind(of: parameter), !host.hasNames(kind), let id = Int64(text) {
        value = Typed(ConstantNode(.number(Exact(id)), parameter.range), .number)
      } else if isText {
        value = Typed(ConstantNode(.string(text), parameter.range), .string)
      } else if isList {
        let parts = text.split(separator: ",").map { Value.string(String($0)) }
        value = Typed(ConstantNode(.list(ValueList(parts)), parameter.range), .list(.string))
      } else {
        let source = modules.add(SourceText(name: "--\(name)", text))
        let tree = Parser.parse(source)
        guard tree.diagnostics.isEmpty, tree.statements.count == 1,
          case .pipeline(let pipeline) = tree.statements[0].kind, pipeline.stages.count == 1,
          let e = pipeline.stages[0].asExpression
        else {
          error(
            "E0222", "--\(name) needs \(wanted?.phrase ?? "a value"), found “\(Diagnostic.clipped(text))”",
            at: source.range, "")
          return nil
        }
        let made = rowExpression(e, scope: Scope())
        value = Typed(made.node, made.type)
        place = e.range
      }
    } else if let fallback = parameter.defaultValue {
      let made = rowExpression(fallback, scope: scope)
      value = Typed(made.node, made.type)
      place = fallback.range
    } else {
      error(
        "E0222", "the script needs --\(name.replacing("_", with: "-"))", at: parameter.range, "no default",
        help: parameter.documentation.map { [$0] } ?? [])
      return nil
    }
    guard !value.node.isAsync else {
      error("E0222", "a parameter is a value, not a pipeline", at: place, "here")
      return nil
    }
    if let wanted, !wanted.accepts(value.type) {
      error("E0222", "--\(name) needs \(wanted.phrase), this is \(value.type.phrase)", at: place, value.type.name)
      return nil
    }
    if let kind = kind(of: parameter) {
      let given = RowExpression(node: value.node, type: value.type, reads: .none, range: place, lookups: [])
      let argument = ReferenceArgument(kind: kind, given: given)
      if let fault = argument.fault(host) {
        error("E0222", "--\(name) needs the name or id of a \(kind); \(fault)", at: place, value.type.name)
        return nil
      }
      return (.lazy(binding(argument)), argument.type)
    }
    // A day is a period of one.
    if case .range? = wanted, case .day = value.type {
      let node = value.node
      value = Typed(
        UnaryNode(node, place) { .range(ValueRange($0, $0)) }, .range(.day))
    }
    let expression = RowExpression(node: value.node, type: value.type, reads: .none, range: place, lookups: [])
    return (.value(expression), value.type)
  }
}

extension Parameter {
  fileprivate var defaultsToText: Bool {
    guard let value = defaultValue else { return true }
    return if case .string = value.kind { true } else { false }
  }
}

extension HvSyntax.Stage {
  /// The stage where it is an expression, or a word alone.
  fileprivate var asExpression: Expression? {
    switch kind {
    case .expression(let e): e
    case .call(let call) where call.arguments.isEmpty && call.keys.isEmpty:
      Expression(
        kind: .string(StringLiteral(quote: .double, parts: [.text(call.word.text)], range: call.word.range)),
        range: call.word.range)
    default: nil
    }
  }
}
