import Foundation
import Testing

/// Every command in the README, the docs and the transcripts prints what is written there.
///
/// `HV_RECORD=1 scripts/test` writes down what they print now.
struct TranscriptTests {
  static let documents: [URL] = {
    let folders = ["docs", "Tests/Transcripts"].map { Hv.root.appendingPathComponent($0) }
    let files = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    }
    return [Hv.root.appendingPathComponent("README.md")] + files
  }()

  static let steps: [Transcript.Step] = documents.flatMap { url in ((try? Transcript(url))?.steps() ?? []).map(\.step) }

  private static func run(_ step: Transcript.Step) throws -> String { try Hv.sh(step.command, merging: true).output }

  @Test("There are examples", .enabled(if: !Hv.isRecording))
  func someExamples() {
    #expect(Self.steps.contains { $0.file == "README.md" })
    #expect(Self.steps.count > 20)
  }

  @Test("A command prints what the document says", .enabled(if: !Hv.isRecording))
  func prints() throws {
    for (step, printed) in zip(Self.steps, try Hv.atOnce(Self.steps) { try Self.run($0) }) {
      #expect(
        Transcript.matches(printed, step.expected), "\(step)\nprinted:\n\(printed)\nexpected:\n\(step.expected)")
    }
  }

  @Test("Record what the commands print", .enabled(if: Hv.isRecording), arguments: documents)
  func record(_ url: URL) throws {
    var transcript = try Transcript(url)
    try transcript.record(Self.run)
  }
}
