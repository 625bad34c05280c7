extension Examples {
  /// Clients, contacts, roles, the company, the accounts.
  static let clients = [
    "listClients": #"clients active: true | first 3"#,
    "createClient": #"clients create name: "Kite", currency: "EUR""#,
    "deleteClient": #"clients create name: "Kite" | delete"#,
    "retrieveClient": #"projects "ACME-WEB" | client"#,
    "updateClient": #"clients "Acme" | update address: "12 Long Street""#,

    "listContacts": #"contacts client: "Acme""#,
    "createContact": #"contacts create client: "Acme", first_name: "Ann", last_name: "Kite""#,
    "deleteContact": #"clients "Acme" | contacts create first_name: "Ann" | delete"#,
    "retrieveContact": #"contacts (contacts client: "Acme")[0]"#,
    "updateContact": #"(contacts client: "Acme")[0] | update title: "Director""#,

    "listRoles": #"roles"#,
    "createRole": #"roles create name: "Pilot", users: ["Grace Kim"]"#,
    "deleteRole": #"roles create name: "Pilot" | delete"#,
    "retrieveRole": #"roles (roles "Designer")"#,
    "updateRole": #"roles "Designer" | update name: "Artist""#,

    "retrieveCompany": #"company"#,
    "updateCompany": #"company update weekly_capacity: 126000"#,
    "listAccounts": #"accounts | where product == "harvest""#,
  ]
}
