/// The identity call: who the token belongs to and which accounts it reaches. It needs no account id.
enum Accounts {
  /// Added to a user's id: a person of Harvest ID is not the user of an account.
  private static let personOffset: Int64 = 2_900_000

  static func list(_ caller: Caller, _ store: Store) -> [UInt8] {
    let user = store.users[caller.user]
    var json = JSONWriter()
    json.open()
    json.object("user") { json in
      json.field("id", user.id + personOffset)
      json.field("first_name", user.firstName)
      json.field("last_name", user.lastName)
      json.field("email", user.email)
    }
    json.key("accounts")
    json.openList()
    account(store.company.id, store.company.name, product: "harvest", &json)
    account("1002002", store.company.name, product: "forecast", &json)
    json.closeList()
    json.close()
    return json.bytes
  }

  private static func account(_ id: String, _ name: String, product: String, _ json: inout JSONWriter) {
    json.open()
    if let number = Int64(id) { json.field("id", number) } else { json.field("id", id) }
    json.field("name", name)
    json.field("product", product)
    json.field("google_sign_in_required", false)
    json.close()
  }
}
