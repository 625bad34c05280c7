/// The clients, in the order in which they came.
enum Customer: Int, CaseIterable {
  case own, acme, bruckner, cumulus, delta, phare, fjord, greenwich, helvetia, minato, kiln, lumen
}

/// What a client is told about.
struct ClientStory {
  let customer: Customer
  let name: String
  let currency: String
  let address: String?
  let language: Language
  var isActive = true
  let contacts: [ContactStory]
}

struct ContactStory {
  let first: String
  let last: String
  let title: String?
  let email: String
  var office = ""
  var mobile = ""
}

/// What the notes for a client are written in.
enum Language: Int, CaseIterable { case english, german, french, japanese }

extension Story {
  static let clients: [ClientStory] = [
    ClientStory(
      customer: .own, name: company, currency: currency, address: "Prinsengracht 1001\r\n1017 KM Amsterdam",
      language: .english, contacts: []),
    ClientStory(
      customer: .acme, name: "Acme", currency: "USD", address: "12 Anvil Road\r\nTucson, AZ 85701",
      language: .english,
      contacts: [
        ContactStory(
          first: "Wile", last: "Carver", title: "Head of Products", email: "wile@acme.example",
          office: "(520) 555-0143", mobile: "(520) 555-0144"),
        ContactStory(first: "Dana", last: "Whitfield", title: "Accounting", email: "invoices@acme.example"),
      ]),
    ClientStory(
      customer: .bruckner, name: "Brückner & Söhne", currency: "EUR", address: "Gänsemarkt 7\r\n20354 Hamburg",
      language: .german,
      contacts: [
        ContactStory(
          first: "Jürgen", last: "Brückner", title: "Geschäftsführer", email: "j.brueckner@brueckner.example",
          office: "+49 40 5550 120"),
        ContactStory(first: "Änne", last: "Groß", title: nil, email: "a.gross@brueckner.example"),
      ]),
    ClientStory(
      customer: .cumulus, name: "Cumulus Analytics", currency: "USD",
      address: "400 Market Street, Floor 9\r\nSan Francisco, CA 94111", language: .english,
      contacts: [
        ContactStory(
          first: "Renée", last: "Okafor", title: "VP Engineering", email: "renee@cumulus.example",
          mobile: "+1 415 555 0199"),
        ContactStory(first: "Sam", last: "Lee", title: "Procurement", email: "sam.lee@cumulus.example"),
        ContactStory(first: "Alex", last: "Moreau", title: "Data Lead", email: "alex@cumulus.example"),
      ]),
    ClientStory(
      customer: .delta, name: "Delta Waterworks", currency: "EUR", address: "Havendijk 22\r\n3081 AB Rotterdam",
      language: .english,
      contacts: [
        ContactStory(
          first: "Pieter", last: "de Boer", title: "Director", email: "pieter@delta.example",
          office: "+31 10 555 0101"),
        ContactStory(first: "Saskia", last: "Mulder", title: "Communication", email: "saskia@delta.example"),
      ]),
    ClientStory(
      customer: .phare, name: "Éditions du Phare", currency: "EUR", address: "3 quai des Chartrons\r\n33000 Bordeaux",
      language: .french,
      contacts: [
        ContactStory(first: "Élodie", last: "Lefèvre", title: "Directrice", email: "elodie@phare.example"),
        ContactStory(
          first: "Benoît", last: "Garnier", title: "Responsable numérique", email: "benoit@phare.example",
          mobile: "+33 6 55 50 01 22"),
      ]),
    ClientStory(
      customer: .fjord, name: "Fjord Outdoor", currency: "NOK", address: "Strandgaten 18\r\n5013 Bergen",
      language: .english,
      contacts: [
        ContactStory(first: "Sigrid", last: "Aas", title: "E-commerce", email: "sigrid@fjord.example"),
        ContactStory(
          first: "Bjørn", last: "Østby", title: "CEO", email: "bjorn@fjord.example", office: "+47 55 50 12 00"),
      ]),
    ClientStory(
      customer: .greenwich, name: "Greenwich Dental", currency: "GBP", address: "5 Meridian Walk\r\nLondon SE10 9LZ",
      language: .english,
      contacts: [
        ContactStory(
          first: "Harriet", last: "O'Neill", title: "Practice Manager", email: "harriet@greenwichdental.example",
          office: "020 7946 0121")
      ]),
    ClientStory(
      customer: .helvetia, name: "Helvetia Trams", currency: "CHF", address: "Bahnhofplatz 3\r\n8001 Zürich",
      language: .german,
      contacts: [
        ContactStory(first: "Urs", last: "Zollinger", title: "Leiter Digital", email: "urs@helvetiatrams.example"),
        ContactStory(first: "Sandra", last: "Bühler", title: nil, email: "sandra@helvetiatrams.example"),
      ]),
    ClientStory(
      customer: .minato, name: "みなと商店", currency: "JPY", address: "〒231-0023\r\n横浜市中区山下町1-2",
      language: .japanese,
      contacts: [
        ContactStory(first: "彩", last: "佐々木", title: "広報", email: "aya@minato.example"),
        ContactStory(first: "Hiro", last: "Yamamoto", title: "IT", email: "hiro@minato.example"),
      ]),
    ClientStory(
      customer: .kiln, name: "Kiln & Clay", currency: "GBP", address: nil, language: .english, isActive: false,
      contacts: [ContactStory(first: "Moira", last: "Finch", title: "Owner", email: "moira@kilnandclay.example")]),
    ClientStory(
      customer: .lumen, name: "Lumen Festival", currency: "EUR", address: "Spui 4\r\n2511 BS Den Haag",
      language: .english, isActive: false,
      contacts: [ContactStory(first: "Ruben", last: "Vos", title: "Producer", email: "ruben@lumen.example")]),
  ]
}
