/// How a project's hours become money, in whole units of its client's currency.
enum Billing {
  case project(Int)
  case tasks
  case people
  /// Billable, but at no rate.
  case unrated
  case notBillable
}

/// What a project may use up.
enum Budget {
  case none
  case hours(Int)
  case money(Int)
  case hoursPerTask(Int)
  case moneyPerTask(Int)
  case hoursPerPerson(Int)
}

struct ProjectStory {
  let customer: Customer
  let name: String
  var code: String?
  /// Months before today.
  let start: Int
  /// Months before today; an ended project is archived.
  var end: Int?
  let billing: Billing
  var budget = Budget.none
  var isMonthly = false
  /// Whole units of the client's currency.
  var fee: Int?
  /// The first one manages it.
  let team: [Person]
  let work: [Work]
  var notes = ""
}

extension Story {
  private static let web: [Work] = [.design, .programming, .projectManagement, .copywriting, .qualityAssurance]
  private static let software: [Work] = [
    .programming, .codeReview, .design, .qualityAssurance, .projectManagement, .research,
  ]
  private static let brand: [Work] = [.design, .illustration, .copywriting, .projectManagement, .workshop]
  private static let campaign: [Work] = [.marketing, .copywriting, .design, .projectManagement]
  private static let care: [Work] = [.support, .programming, .qualityAssurance]

  static let projects: [ProjectStory] = [
    // The agency's own
    ProjectStory(
      customer: .own, name: "Time Off", code: "OFF", start: 40, billing: .notBillable,
      team: [.ingrid] + Person.allCases.filter { $0 != .ingrid }, work: [.vacation], notes: "Holidays and leave"),
    ProjectStory(
      customer: .own, name: "Sales", code: "SALES", start: 40, billing: .notBillable,
      team: [.ada, .ingrid, .noor, .tomas, .grace], work: [.businessDevelopment, .marketing, .workshop]),
    ProjectStory(
      customer: .own, name: "Training", start: 40, billing: .notBillable, budget: .hoursPerPerson(60),
      team: Person.allCases, work: [.research, .workshop]),
    ProjectStory(
      customer: .own, name: "Website", code: "PP-WEB", start: 20, billing: .notBillable, budget: .hours(300),
      team: [.zofia, .mei, .hannah, .chloe], work: web),
    ProjectStory(
      customer: .own, name: "Hiring", start: 30, billing: .notBillable, team: [.ingrid, .ada, .noor, .tomas],
      work: [.businessDevelopment]),
    ProjectStory(
      customer: .own, name: "Hack Days", code: "HACK", start: 34, end: 16, billing: .notBillable,
      team: [.jonas, .liam, .daniel, .priya, .peter], work: [.programming, .research]),
    // Acme
    ProjectStory(
      customer: .acme, name: "Website", code: "ACME-WEB", start: 36, billing: .project(125), budget: .hours(2400),
      team: [.noor, .mei, .jonas, .ada, .chloe], work: web),
    ProjectStory(
      customer: .acme, name: "Maintenance", code: "ACME-MNT", start: 33, billing: .people, budget: .hours(40),
      isMonthly: true, team: [.tomas, .omar, .samuel, .elena], work: care),
    ProjectStory(
      customer: .acme, name: "Mobile App", code: "ACME-APP", start: 22, billing: .tasks, budget: .moneyPerTask(60_000),
      team: [.noor, .liam, .priya, .zofia, .samuel], work: software),
    ProjectStory(
      customer: .acme, name: "Brand Refresh", code: "ACME-BR", start: 35, end: 24, billing: .project(110),
      budget: .money(48_000), fee: 45_000, team: [.noor, .aisha, .mei, .chloe], work: brand,
      notes: "Fixed price, agreed in spring"),
    // Brückner & Söhne
    ProjectStory(
      customer: .bruckner, name: "Website", code: "BS-WEB", start: 34, billing: .project(105), budget: .hours(900),
      team: [.tomas, .hannah, .zofia, .jonas], work: web),
    ProjectStory(
      customer: .bruckner, name: "Maintenance", code: "BS-MNT", start: 29, billing: .project(95), budget: .hours(20),
      isMonthly: true, team: [.tomas, .omar, .elena], work: care),
    ProjectStory(
      customer: .bruckner, name: "Online-Shop", code: "BS-SHOP", start: 18, billing: .people, budget: .money(140_000),
      team: [.tomas, .jonas, .hannah, .omar, .mateo], work: software, notes: "Größe & Maße: \"DIN\" prüfen"),
    ProjectStory(
      customer: .bruckner, name: "Messestand 2.0", code: "BS-MESSE", start: 27, end: 21, billing: .tasks, fee: 22_500,
      team: [.noor, .mateo, .aisha], work: brand),
    // Cumulus Analytics
    ProjectStory(
      customer: .cumulus, name: "Dashboard", code: "CUM-DASH", start: 36, billing: .people,
      budget: .hoursPerPerson(900),
      team: [.noor, .priya, .liam, .zofia, .daniel], work: software),
    ProjectStory(
      customer: .cumulus, name: "Data Import API", code: "CUM-API", start: 26, billing: .project(140),
      budget: .hours(1500), team: [.tomas, .omar, .kenji, .peter, .priya], work: software),
    ProjectStory(
      customer: .cumulus, name: "Maintenance", code: "CUM-MNT", start: 15, billing: .unrated, budget: .none,
      team: [.tomas, .samuel, .elena, .omar], work: care),
    ProjectStory(
      customer: .cumulus, name: "Onboarding Research", code: nil, start: 9, billing: .tasks, budget: .hoursPerTask(80),
      team: [.noor, .zofia, .mei], work: [.research, .workshop, .design]),
    // Delta Waterworks
    ProjectStory(
      customer: .delta, name: "Sensor Portal", code: "DW-SP", start: 31, billing: .people, budget: .money(260_000),
      team: [.tomas, .jonas, .hannah, .kenji, .daniel], work: software),
    ProjectStory(
      customer: .delta, name: "Website", code: "DW-WEB", start: 36, end: 19, billing: .project(100),
      budget: .hours(600),
      team: [.noor, .aisha, .peter, .chloe], work: web),
    ProjectStory(
      customer: .delta, name: "Accessibility Audit", code: "DW-A11Y", start: 6, billing: .project(120), fee: 18_000,
      team: [.tomas, .samuel, .zofia], work: [.qualityAssurance, .research, .workshop]),
    // Éditions du Phare
    ProjectStory(
      customer: .phare, name: "Site web", code: "PH-SITE", start: 30, billing: .tasks, budget: .hoursPerTask(260),
      team: [.noor, .chloe, .mei, .omar], work: web),
    ProjectStory(
      customer: .phare, name: "Newsletter", code: "PH-NL", start: 28, billing: .project(85), budget: .hours(16),
      isMonthly: true, team: [.chloe, .grace, .mateo], work: campaign),
    ProjectStory(
      customer: .phare, name: "Catalogue d’été", code: nil, start: 14, billing: .tasks, budget: .moneyPerTask(9_000),
      team: [.noor, .mateo, .chloe, .zofia], work: brand),
    // Fjord Outdoor
    ProjectStory(
      customer: .fjord, name: "Online Store - Phase 1", code: "OS1", start: 36, end: 20, billing: .project(1_100),
      budget: .hours(1200), team: [.tomas, .peter, .daniel, .aisha, .liam], work: software),
    ProjectStory(
      customer: .fjord, name: "Online Store - Phase 2", code: "OS2", start: 20, billing: .project(1_250),
      budget: .hours(1800), team: [.tomas, .liam, .hannah, .mei, .samuel], work: software),
    ProjectStory(
      customer: .fjord, name: "Winter Campaign", code: "FJ-WIN", start: 11, billing: .tasks, budget: .money(180_000),
      team: [.noor, .grace, .chloe, .mateo], work: campaign),
    // Greenwich Dental
    ProjectStory(
      customer: .greenwich, name: "Booking System", code: "GD-BOOK", start: 25, billing: .people,
      budget: .hoursPerPerson(500), team: [.tomas, .omar, .liam, .samuel], work: software),
    ProjectStory(
      customer: .greenwich, name: "Website", code: "GD-WEB", start: 25, billing: .project(90), budget: .hours(420),
      team: [.noor, .zofia, .hannah, .chloe], work: web),
    ProjectStory(
      customer: .greenwich, name: "Maintenance", code: "GD-MNT", start: 12, billing: .project(80), budget: .hours(10),
      isMonthly: true, team: [.tomas, .elena, .samuel], work: care),
    // Helvetia Trams
    ProjectStory(
      customer: .helvetia, name: "Ticket App", code: "HT-APP", start: 32, billing: .people, budget: .money(420_000),
      team: [.noor, .jonas, .priya, .mei, .daniel], work: software),
    ProjectStory(
      customer: .helvetia, name: "Fahrplan-Display", code: "HT-FP", start: 17, billing: .project(150),
      budget: .hours(800), team: [.tomas, .hannah, .kenji, .mateo], work: software),
    ProjectStory(
      customer: .helvetia, name: "Design System", code: "HT-DS", start: 10, billing: .tasks, budget: .hoursPerTask(200),
      team: [.noor, .mei, .zofia, .priya], work: [.design, .programming, .research, .workshop]),
    // みなと商店
    ProjectStory(
      customer: .minato, name: "ウェブサイト", code: "MN-WEB", start: 18, billing: .project(13_000), budget: .hours(700),
      team: [.noor, .mei, .kenji], work: web),
    ProjectStory(
      customer: .minato, name: "Localization", code: "MN-L10N", start: 13, billing: .tasks, budget: .none,
      team: [.tomas, .kenji, .mei, .chloe], work: [.copywriting, .programming, .qualityAssurance]),
    ProjectStory(
      customer: .minato, name: "Packaging", code: "MN-PKG", start: 7, billing: .project(11_000), fee: 2_400_000,
      team: [.noor, .mateo, .mei], work: brand),
    // Clients of the past
    ProjectStory(
      customer: .kiln, name: "Website", code: "KC-WEB", start: 36, end: 26, billing: .project(75), budget: .hours(260),
      team: [.noor, .aisha, .peter], work: web + [.flashAnimation]),
    ProjectStory(
      customer: .kiln, name: "Product Photography", start: 34, end: 29, billing: .tasks, fee: 6_500,
      team: [.noor, .aisha], work: [.design, .marketing]),
    ProjectStory(
      customer: .lumen, name: "Festival App", code: "LF-APP", start: 29, end: 22, billing: .people,
      budget: .money(52_000), team: [.tomas, .daniel, .priya, .aisha], work: software),
    ProjectStory(
      customer: .lumen, name: "Poster Series", code: "LF-POST", start: 28, end: 23, billing: .project(80),
      budget: .hours(120), team: [.noor, .mateo, .aisha], work: brand),
  ]
}
