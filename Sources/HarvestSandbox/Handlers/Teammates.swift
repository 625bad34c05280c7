/// `/users/{user_id}/teammates`: whom a manager may see.
enum Teammates {
  static let handlers: [String: Handler] = [
    "listAssignedTeammatesForSpecificUser": .read(list),
    "updateUserAssignedTeammates": .write(update),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let manager = try find(call, store)
    let teammates = store.users[manager].teammates.sorted { store.users[$0].id < store.users[$1].id }
    return try call.list(teammates.map { store.users[$0] }, write: write)
  }

  /// Replaces the whole list; answers it without paging, in the order in which it came.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let manager = try find(call, store)
    guard let ids = try call.body.optionalIDs("teammate_ids") else { throw .required("teammate_ids") }
    var teammates: [Int] = []
    for id in ids {
      guard let user = store.users.place(of: id) else { throw .unprocessable("User not found") }
      if user == manager { throw .unprocessable("Nobody can be their own teammate") }
      if !teammates.contains(user) { teammates.append(user) }
    }
    store.users[manager].teammates = teammates
    store.users[manager].updated = store.now
    return call.object { json in
      json.key("teammates")
      json.openList()
      for user in teammates {
        json.open()
        write(store.users[user], &json)
        json.close()
      }
      json.closeList()
    }
  }

  /// The place of the path's user.
  /// - Throws: 403 unless the caller is an administrator, 422 unless the user is a manager.
  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.require(.administrator)
    let user = try Users.find(call, store)
    guard store.users[user].access.contains(.manager) else {
      throw .unprocessable("Only managers have assigned teammates")
    }
    return user
  }

  private static func write(_ user: User, _ json: inout JSONWriter) {
    json.field("id", user.id)
    json.field("first_name", user.firstName)
    json.field("last_name", user.lastName)
    json.field("email", user.email)
  }
}
