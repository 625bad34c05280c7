/// The people, in the order in which they came.
enum Person: Int, CaseIterable {
  case ada, ingrid, noor, tomas, mei, jonas, zofia, omar, peter, daniel
  case liam, chloe, aisha, priya, samuel, mateo, hannah, kenji, grace, elena
}

struct PersonStory {
  let person: Person
  let first: String
  let last: String
  let roles: [String]
  var access: [Access] = [.member]
  let zone: String
  /// Hours.
  var week = 40
  /// Whole units of the company's currency, today.
  let rate: Int
  let cost: Int
  /// Months before today.
  let joined: Int
  var left: Int?
  var isContractor = false
  var phone = ""
  /// Whom a manager may see.
  var teammates: [Person] = []
  /// What they do most.
  let work: [Work]
}

extension Story {
  static let people: [PersonStory] = [
    PersonStory(
      person: .ada, first: "Ada", last: "Lindqvist", roles: ["Founder", "Strategy"], access: [.administrator],
      zone: "Amsterdam", rate: 150, cost: 80, joined: 60, phone: "+31 20 555 0110",
      work: [.projectManagement, .workshop]),
    PersonStory(
      person: .ingrid, first: "Ingrid", last: "Berg", roles: ["Operations"], access: [.administrator],
      zone: "Stockholm", week: 32, rate: 90, cost: 48, joined: 58, work: [.businessDevelopment, .projectManagement]),
    PersonStory(
      person: .noor, first: "Noor", last: "van Dijk", roles: ["Project Manager"],
      access: [
        .manager, .projectCreator, .billableRatesManager, .managedProjectsInvoiceManager, .clientAndTaskManager,
        .timeAndExpensesManager, .peopleManager,
      ],
      zone: "Amsterdam", rate: 110, cost: 56, joined: 54, teammates: [.mei, .jonas, .zofia, .chloe, .priya, .samuel],
      work: [.projectManagement, .workshop]),
    PersonStory(
      person: .tomas, first: "Tomás", last: "Ferreira", roles: ["Project Manager"],
      access: [.manager, .projectCreator, .estimatesManager, .peopleManager], zone: "London", rate: 105, cost: 54,
      joined: 50, teammates: [.omar, .liam, .hannah, .mateo, .kenji], work: [.projectManagement]),
    PersonStory(
      person: .mei, first: "Mei", last: "Tanaka", roles: ["Designer"], zone: "Tokyo", rate: 95, cost: 47, joined: 48,
      work: [.design, .illustration]),
    PersonStory(
      person: .jonas, first: "Jonas", last: "Weber", roles: ["Developer"], zone: "Berlin", rate: 115, cost: 58,
      joined: 47, work: [.programming, .codeReview]),
    PersonStory(
      person: .zofia, first: "Zofia", last: "Kowalczyk", roles: ["Designer"], zone: "Prague", week: 36, rate: 92,
      cost: 44, joined: 45, work: [.design, .research]),
    PersonStory(
      person: .omar, first: "Omar", last: "Haddad", roles: ["Developer"], zone: "Dubai", rate: 112, cost: 52,
      joined: 44, work: [.programming, .support]),
    PersonStory(
      person: .peter, first: "Peter", last: "Johansson", roles: ["Developer"], zone: "Stockholm", rate: 98, cost: 60,
      joined: 42, left: 20, isContractor: true, work: [.programming, .flashAnimation]),
    PersonStory(
      person: .daniel, first: "Daniel", last: "Novák", roles: ["Developer"], zone: "Prague", rate: 100, cost: 46,
      joined: 40, left: 8, work: [.programming, .qualityAssurance]),
    PersonStory(
      person: .liam, first: "Liam", last: "O'Connor", roles: ["Developer"], zone: "Dublin", rate: 118, cost: 59,
      joined: 39, work: [.programming, .codeReview]),
    PersonStory(
      person: .chloe, first: "Chloé", last: "Martin", roles: ["Writer", "Marketing"], zone: "Paris", week: 32, rate: 88,
      cost: 41, joined: 38, work: [.copywriting, .marketing]),
    PersonStory(
      person: .aisha, first: "Aisha", last: "Bello", roles: ["Designer"], zone: "London", rate: 90, cost: 43,
      joined: 37,
      left: 14, work: [.design]),
    PersonStory(
      person: .priya, first: "Priya", last: "Raman", roles: ["Developer"], zone: "Mumbai", rate: 108, cost: 45,
      joined: 34, work: [.programming, .codeReview]),
    PersonStory(
      person: .samuel, first: "Samuel", last: "Adeyemi", roles: ["Quality"], zone: "London", rate: 82, cost: 40,
      joined: 30, work: [.qualityAssurance, .support]),
    PersonStory(
      person: .mateo, first: "Mateo", last: "Rossi", roles: ["Illustrator"], zone: "Rome", week: 24, rate: 90, cost: 55,
      joined: 28, isContractor: true, work: [.illustration, .design]),
    PersonStory(
      person: .hannah, first: "Hannah", last: "Fischer", roles: ["Developer"], zone: "Vienna", rate: 112, cost: 54,
      joined: 24, work: [.programming]),
    PersonStory(
      person: .kenji, first: "健司", last: "佐藤", roles: ["Developer"], zone: "Tokyo", week: 30, rate: 104, cost: 64,
      joined: 18, isContractor: true, work: [.programming, .research]),
    PersonStory(
      person: .grace, first: "Grace", last: "Kim", roles: ["Marketing"], zone: "Eastern Time (US & Canada)", rate: 92,
      cost: 43, joined: 12, work: [.marketing, .copywriting]),
    PersonStory(
      person: .elena, first: "Elena", last: "Popescu", roles: ["Support"], zone: "Athens", rate: 80, cost: 36,
      joined: 5,
      work: [.support, .qualityAssurance]),
  ]

  /// Business roles in the order in which they came; the last one is nobody's.
  static let roles = [
    "Founder", "Strategy", "Operations", "Project Manager", "Designer", "Developer", "Writer", "Marketing", "Quality",
    "Illustrator", "Support", "Intern",
  ]
}
