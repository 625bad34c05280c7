package import HvSyntax
import HvValues

/// Keeps a figure from being made of a part of the rows without anybody knowing.
struct Completeness {
  /// The figure's word, for messages.
  let word: String
  let range: SourceRange
  /// The program said `partial: true`.
  let allowsPart: Bool

  /// Reads a stage to its end.
  ///
  /// - Throws: what ended the rows early, or what is missing among them, unless a part will do: then it is noted as a
  ///   gap of the run.
  func read(_ source: any Stage, _ run: Run, _ body: (Batch) async throws -> Void) async throws {
    let before = run.gaps.count
    if var failure = try await source.readAll(body) {
      guard allowsPart else {
        failure.help.append(advice)
        throw failure
      }
      run.noteGap(failure)
      return
    }
    guard run.gaps.count > before, !allowsPart else { return }
    throw Diagnostic(
      "E0408", "`\(word)` would be of a part only: some of the rows could not be read", at: range, "refused",
      help: [advice], exit: .partial)
  }

  private var advice: String { "`\(word)` makes a figure of a part only when told to:  \(word) … partial: true" }
}

extension CallSite {
  /// What `partial:` says. Nil after reporting that it is neither true nor false.
  func completeness() -> Completeness? {
    guard let e = named("partial") else { return Completeness(word: word, range: range, allowsPart: false) }
    guard case .bool(let allows)? = value(e).constant else {
      error("E0206", "`partial` needs true or false", at: e.range, "here")
      return nil
    }
    return Completeness(word: word, range: range, allowsPart: allows)
  }
}

extension Diagnostic {
  /// Where a request failed for good after others had answered, what there is, is a part.
  package var asPart: Diagnostic {
    guard exit == .failed, code.hasPrefix("E04") else { return self }
    var part = self
    part.exit = .partial
    return part
  }
}
