import Foundation
import HarvestSandbox
import HvSyntax
import Testing

/// The optimiser changes what is asked for, never what comes out.
@Suite("Random pipelines", .serialized)
struct RandomPipelineTests {
  /// How many pipelines there are of each kind, in all 2,000; a fifth of them without `--full`.
  static let counts = [(SandboxRole.administrator, Int?.none, 1_400), (.administrator, 50, 400), (.member, nil, 200)]

  /// `HV_SEED=7` tries others.
  private static let seed = ProcessInfo.processInfo.environment["HV_SEED"].flatMap { UInt64($0) } ?? 0

  @Test("With the optimiser and without it the result is the same", arguments: counts.indices)
  func sameResult(_ place: Int) async throws {
    let (role, rowsPerPage, all) = Self.counts[place]
    let sandbox = try #require(RandomPipelineSandbox(role: role))
    let administrator = try #require(RandomPipelineSandbox(role: .administrator))
    let account = try await RandomPipelineAccount(administrator)
    let bench = RandomPipelineBench(sandbox: sandbox, rowsPerPage: rowsPerPage)
    var (compared, refused, saved, seed) = (0, 0, 0, Self.seed * 10_000_000 + UInt64(place) * 1_000_000)
    let wanted = Hv.isFull ? all : all / 5
    while compared < wanted {
      seed += 1
      var generator = RandomPipelineGenerator(account, seed: seed)
      let piece = generator.program()
      let comparison = try await bench.compare(piece.text)
      if comparison.difference != nil {
        let smallest = await piece.reduced { text in (try? await bench.compare(text))?.difference != nil }
        let small = try await bench.compare(smallest.text)
        Issue.record("seed \(seed): \(smallest.text)\n\(small)\nas it was found: \(piece.text)")
        return
      }
      if comparison.isRefused { refused += 1 }
      guard comparison.counts else { continue }
      compared += 1
      saved += comparison.plain.requests.count - comparison.optimised.requests.count
    }
    // Were they all refused, or had nothing to gain, the comparison would be worth nothing.
    #expect(refused < compared / 4, "\(refused) programs are refused by the check")
    // Who may see little makes few requests.
    if role == .administrator {
      #expect(saved > compared / 4, "only \(saved) requests are saved in \(compared) programs")
    }
  }
}
