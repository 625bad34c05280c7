/// `/users/{user_id}/billable_rates`: administrators, and managers of billable rates for whom they see.
enum BillableRates {
  static let handlers: [String: Handler] = [
    "listBillableRatesForSpecificUser": .read(list),
    "retrieveBillableRate": .read(retrieve),
    "createBillableRate": .write(create),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try Rates.list(store.users[try find(call, store)].billableRates, call)
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try Rates.retrieve(store.users[try find(call, store)].billableRates, call)
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try Rates.create(\.billableRates, of: try find(call, store), call, &store)
  }

  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.require(.billableRatesManager)
    return try Users.find(call, store)
  }
}
