/// `/users/{user_id}/cost_rates`: administrators only.
enum CostRates {
  static let handlers: [String: Handler] = [
    "listCostRatesForSpecificUser": .read(list),
    "retrieveCostRate": .read(retrieve),
    "createCostRate": .write(create),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try Rates.list(store.users[try find(call, store)].costRates, call)
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try Rates.retrieve(store.users[try find(call, store)].costRates, call)
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try Rates.create(\.costRates, of: try find(call, store), call, &store)
  }

  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.require(.administrator)
    return try Users.find(call, store)
  }
}
