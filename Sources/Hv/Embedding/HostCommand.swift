import HvEngine
import HvSyntax
public import HvValues

/// A command of your own program, used like any other: `projects | weather 3`.
public struct HostCommand: Sendable {
  /// A word.
  public let name: String
  /// One sentence, for help.
  public let summary: String
  /// The names of its arguments, in order; all of them have to be given.
  public let parameters: [String]
  /// What it does.
  ///
  /// It is called for each batch of rows that flows in, with no await between rows of one; at the head of a pipeline
  /// once, without rows. It gives the rows that flow on.
  public let body: @Sendable (_ arguments: [Value], _ rows: [Value]) async throws -> [Value]

  /// Makes a command.
  public init(
    _ name: String, _ summary: String, parameters: [String] = [],
    body: @escaping @Sendable (_ arguments: [Value], _ rows: [Value]) async throws -> [Value]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.body = body
  }
}

/// It as the engine uses it.
struct ForeignCommand: Command {
  let command: HostCommand

  var signature: Signature {
    Signature(
      command.name, command.summary, command.parameters.map { .init($0, "value") }, input: .optional, gives: "many",
      examples: [])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    let arguments = site.positional.map { site.value($0) }
    let (command, range) = (command, site.range)
    var stage = PlannedStage(command.name, at: site.range, Flow(.any, many: true), reads: .everything) {
      upstream, frame, _ in
      var values: [Value]?
      var isDone = false
      return ClosureStage { _ in
        do {
          if values == nil {
            let rows = frame.forRows()
            var given: [Value] = []
            for argument in arguments {
              try await argument.prepare(rows)
              given.append(try await argument.node.value(rows))
            }
            values = given
          }
          while !isDone {
            let batch = try await upstream?.next(.max)
            isDone = batch == nil
            if batch == nil, upstream != nil { return nil }
            let out = try await command.body(values ?? [], batch?.values ?? [])
            if !out.isEmpty { return Batch(out) }
          }
          return nil
        } catch let error where !(error is Diagnostic || error is CancellationError) {
          throw Diagnostic("E0311", "`\(command.name)` failed: \(error)", at: range, "here", exit: .failed)
        }
      }
    }
    stage.expressions = arguments
    return stage
  }
}
