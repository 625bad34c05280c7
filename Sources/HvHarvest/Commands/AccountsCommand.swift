import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import class HvValues.Origin

/// `accounts`: the accounts that the token reaches, from Harvest's identity service.
struct AccountsCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "accounts", "The accounts that the token reaches; those of Harvest have the product harvest.", input: .none,
      gives: "many", examples: [.init("accounts | where product == \"harvest\"", "id and name of each")])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let endpoint = Catalog.endpoint("listAccounts"), let type = host.kind("account")?.type else { return nil }
    let (host, range) = (host, site.range)
    var stage = PlannedStage("accounts", at: site.range, Flow(.record(type), many: true)) { _, _, _ in
      DeferredStage {
        try await locating(range) {
          let answer = try await host.client().value(
            path: String(endpoint.path.dropFirst("/api/v2".count)), schema: nil, bucket: endpoint.bucket.name,
            origin: .identity)
          guard case .record(let record) = answer, case .list(let list)? = record["accounts"] else { return [] }
          return list.elements.map { $0.from(Origin(kind: "account")) }
        }
      }
    }
    stage.reading = PlannedReading.requests { _ in [ExplainedRequest(endpoint)] }
    return stage
  }
}
