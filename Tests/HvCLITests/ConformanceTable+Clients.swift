extension ConformanceTable {
  /// The company, clients and contacts, roles, and the accounts of the token.
  static let clients = #"""
    listClients
      : clients create name: "Kite"
      $ clients active: true, updated_since: 2024-01-01
      > GET /clients?is_active=true&updated_since=2024-01-01T00:00:00Z
      < 200 clients[] client
    createClient
      $ clients create name: "Kite", active: true, address: "12 Long Street", currency: "USD"
      > POST /clients {"name": "Kite", "is_active": true, "address": "12 Long Street", "currency": "USD"}
      < 201 client
    deleteClient
      : let client = clients create name: "Kite"
      $ $client | delete
      > DELETE /clients/#
      < 200 -
    retrieveClient
      : let client = clients create name: "Kite"
      $ clients $client.id
      > GET /clients/#
      < 200 client
    updateClient
      : let client = clients create name: "Kite", address: "Quay 1"
      $ $client | update name: "Kite & Sons", active: false, address: null, currency: "GBP"
      > PATCH /clients/# {"name": "Kite & Sons", "is_active": false, "address": null, "currency": "GBP"}
      < 200 client

    listContacts
      : let client = clients create name: "Kite"
      : contacts create client: $client, first_name: "Ann"
      $ contacts client: "Kite", updated_since: 2026-11-24T09:00:00Z
      > GET /contacts?client_id=#&updated_since=2026-11-24T09:00:00Z
      < 200 contacts[] contact
    createContact
      : let client = clients create name: "Kite"
      $ contacts create client: $client, title: "Director", first_name: "Ann", last_name: "Kite",
        email: "a@kite.example", phone_office: "1", phone_mobile: "2", fax: "3"
      > POST /contacts {"client_id": "#", "title": "Director", "first_name": "Ann", "last_name": "Kite",
        "email": "a@kite.example", "phone_office": "1", "phone_mobile": "2", "fax": "3"}
      < 201 contact
    deleteContact
      : let contact = (clients create name: "Kite") | contacts create first_name: "Ann"
      $ $contact | delete
      > DELETE /contacts/#
      < 200 -
    retrieveContact
      : let contact = (clients create name: "Kite") | contacts create first_name: "Ann"
      $ contacts $contact.id
      > GET /contacts/#
      < 200 contact
    updateContact
      : let contact = (clients create name: "Kite") | contacts create first_name: "Ann"
      $ $contact | update client: "Acme", first_name: "Anna", last_name: "Lark", title: "CEO",
        email: "a@lark.example", phone_office: "4", phone_mobile: "5", fax: "6"
      > PATCH /contacts/# {"client_id": "#", "first_name": "Anna", "last_name": "Lark", "title": "CEO",
        "email": "a@lark.example", "phone_office": "4", "phone_mobile": "5", "fax": "6"}
      < 200 contact

    retrieveCompany
      $ company
      > GET /company
      < 200 company
    updateCompany
      $ company update wants_timestamp_timers: true, weekly_capacity: 126000
      > PATCH /company {"wants_timestamp_timers": true, "weekly_capacity": 126000}
      < 200 company

    listRoles
      : roles create name: "Pilot"
      $ roles
      > GET /roles
      < 200 roles[] role
    createRole
      : let me = me
      $ roles create name: "Pilot", users: [$me]
      > POST /roles {"name": "Pilot", "user_ids": ["#"]}
      < 201 role
    deleteRole
      : let role = roles create name: "Pilot"
      $ $role | delete
      > DELETE /roles/#
      < 200 -
    retrieveRole
      : let role = roles create name: "Pilot"
      $ roles $role.id
      > GET /roles/#
      < 200 role
    updateRole
      : let role = roles create name: "Pilot"
      $ $role | update name: "Captain", users: ["Ada Lindqvist"]
      > PATCH /roles/# {"name": "Captain", "user_ids": ["#"]}
      < 200 role

    listAccounts
      $ accounts
      > GET //api/v2/accounts
      < 200 accounts
    """#
}
