import HvValues

/// The agency that the sandbox shows: Polder & Pine, design and software, with its clients, people, projects and three
/// years of their time.
///
/// What is told stands in `Story+….swift` as tables; what is drawn by lot is made by the `StoryTeller`.
enum Story {
  /// How many months before `today` the story begins.
  static let months = 36

  static let company = "Polder & Pine"
  static let domain = "polderpine.harvest.example"
  static let currency = "EUR"

  /// The whole account, as the configuration wants it.
  static func tell(_ configuration: SandboxConfiguration) -> Store {
    var teller = StoryTeller(configuration)
    teller.makeClients()
    teller.makeTasks()
    teller.makePeople()
    teller.makeProjects()
    teller.makeTimeEntries()
    teller.makeExpenses()
    teller.makeItemCategories()
    teller.makeInvoices()
    teller.makeEstimates()
    teller.makeTimeOff()
    return teller.store
  }
}

extension SandboxRole {
  /// The person that the token of this role belongs to.
  var person: Person {
    switch self {
    case .administrator: .ada
    case .manager: .noor
    case .member: .mei
    }
  }
}
