/// The kinds of work, in the order in which they came.
enum Work: Int, CaseIterable {
  case design, programming, marketing, projectManagement, businessDevelopment, vacation
  case flashAnimation, research, qualityAssurance, copywriting, support, workshop, illustration, codeReview
}

struct TaskStory {
  let work: Work
  let name: String
  /// Whole units of the company's currency; nil where none was ever set.
  let rate: Int?
  var isBillable = true
  var isDefault = false
  var isActive = true
}

struct CategoryStory {
  let name: String
  var unit: String?
  /// Thousandths.
  var price: Int64?
  var isActive = true
  /// The least and the most that one costs, in whole units of money, or units for a unit-priced one.
  let range: ClosedRange<Int>
}

extension Story {
  static let tasks: [TaskStory] = [
    TaskStory(work: .design, name: "Design", rate: 95, isDefault: true),
    TaskStory(work: .programming, name: "Programming", rate: 110, isDefault: true),
    TaskStory(work: .marketing, name: "Marketing", rate: 90, isDefault: true),
    TaskStory(work: .projectManagement, name: "Project Management", rate: 100, isDefault: true),
    TaskStory(work: .businessDevelopment, name: "Business Development", rate: 0, isBillable: false, isDefault: true),
    TaskStory(work: .vacation, name: "Vacation", rate: nil, isBillable: false),
    TaskStory(work: .flashAnimation, name: "Flash Animation", rate: 70, isActive: false),
    TaskStory(work: .research, name: "Research", rate: 0, isBillable: false),
    TaskStory(work: .qualityAssurance, name: "Quality Assurance", rate: 80),
    TaskStory(work: .copywriting, name: "Copywriting", rate: 75),
    TaskStory(work: .support, name: "Support", rate: 85),
    TaskStory(work: .workshop, name: "Workshop", rate: 140),
    TaskStory(work: .illustration, name: "Illustration", rate: 90),
    TaskStory(work: .codeReview, name: "Code Review", rate: 105),
  ]

  static let categories: [CategoryStory] = [
    CategoryStory(name: "Entertainment", range: 15...180),
    CategoryStory(name: "Meals", range: 8...95),
    CategoryStory(name: "Lodging", range: 70...420),
    CategoryStory(name: "Transportation", range: 4...310),
    CategoryStory(name: "Other", range: 3...250),
    CategoryStory(name: "Mileage", unit: "mile", price: 575, range: 6...240),
    CategoryStory(name: "Print Proofs", isActive: false, range: 12...80),
  ]
}
