import HarvestClient
import HvEngine
import HvSyntax
import HvValues

/// `account`: which account the programs work with, told without a request.
struct AccountCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "account",
      "The account that programs work with. In the shell `account \"NAME\"` goes on with another one; a script is given "
        + "one by --account.", input: .none, gives: "one", examples: [.init("account", "its name, id and server")])
  }

  private static let type = RecordType(fields: [
    .init("name", .string, note: "as hv login keeps it"), .init("id", .number), .init("url", .string),
  ])

  func plan(_ site: CallSite) -> PlannedStage? {
    let (host, range) = (host, site.range)
    return PlannedStage("account", at: site.range, Flow(.record(Self.type), many: false)) { _, _, _ in
      DeferredStage {
        try await locating(range) {
          let client = try await host.client()
          let id = client.accountID.flatMap(Int.init).map { Value($0) } ?? .null
          return [
            .record(
              Record(pairs: [
                ("name", host.account().map { .string($0) } ?? .null), ("id", id),
                ("url", .string(client.baseURL.description)),
              ]))
          ]
        }
      }
    }
  }
}
