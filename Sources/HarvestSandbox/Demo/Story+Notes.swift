/// What people write into their time entries.
extension Story {
  /// By kind of work, in English.
  static func phrases(_ work: Work) -> [String] {
    switch work {
    case .design:
      [
        "Wireframes", "Second round of layouts", "Icons and spacing", "Prototype", "Design review",
        "Adding CSS styling",
      ]
    case .programming:
      [
        "Refactoring", "Importing products", "Fixing the build", "Unit tests", "Pairing", "Release", "Edge cases",
        "Migration",
      ]
    case .marketing: ["Keyword research", "Social posts", "Campaign report", "Newsletter"]
    case .projectManagement:
      ["Planning meeting", "Weekly call", "Status report", "Estimating", "Retrospective", "Backlog"]
    case .businessDevelopment: ["Proposal", "Pitch", "Follow-up call", "Contract", "Interview"]
    case .vacation: ["Vacation", "Public holiday", "Day off"]
    case .flashAnimation: ["Exporting the old animations", "Banner"]
    case .research:
      ["Evaluating 3rd party libraries", "User interviews", "Reading", "Conference talks", "Benchmark"]
    case .qualityAssurance: ["Regression test", "Test plan", "Browser matrix", "Bug triage"]
    case .copywriting: ["Headlines", "Product texts", "Proofreading", "Tone of voice"]
    case .support: ["Ticket", "Server update", "Backup check", "Call with the editor", "Security patch"]
    case .workshop: ["Workshop", "Preparing the workshop", "Workshop notes"]
    case .illustration: ["Sketches", "Final artwork", "Colour study", "Poster"]
    case .codeReview: ["Code review", "Reviewing pull requests", "Review of the release branch"]
    }
  }

  static let topics = [
    "checkout", "landing page", "search", "onboarding", "navigation", "profile page", "import", "footer",
  ]

  /// By the client's language, other than English.
  static func phrases(_ language: Language) -> [String] {
    switch language {
    case .english: []
    case .german:
      [
        "Abstimmung mit dem Kunden", "Übersetzung geprüft", "Größenänderung der Bilder", "Fehlersuche im Warenkorb",
        "Schriften für große Anzeigen", "Rückmeldung eingearbeitet",
      ]
    case .french:
      [
        "Réunion de lancement", "Maquettes de la page d’accueil", "Relecture des épreuves",
        "Corrections d’après le client", "Préparation de la lettre",
      ]
    case .japanese:
      ["定例ミーティング", "トップページのデザイン修正", "翻訳の確認", "お客様からのフィードバック対応", "動作テスト"]
    }
  }

  /// What a program that reads notes must be able to carry.
  static let oddNotes: [String] = [
    "",
    "=SUM(A1)",
    "Pasted from a terminal: \u{1B}[31mFAILED\u{1B}[0m 3 tests",
    "They said \"make the logo bigger\", we said 'no'",
    "🚀 Release 2.0 🎉 👩‍👩‍👧‍👦",
    "مراجعة التصميم مع العميل",
    "デザインレビュー（第2回）",
    "Überprüfung: Straße, Maße, Fußzeile",
    "Stand-up\r\nReview\r\nDeploy",
    "One, two; three\tfour | five",
    #"Fix for C:\temp\build and 50% of <b>markup</b> & entities"#,
    "Cafe\u{301} menu, naïve coöperation",
    "+31 20 555 0110: called back",
    "-1",
    "null",
    "שיחת סיכום עם הלקוח",
    String(repeating: "Long discussion about the scope of the next phase. ", count: 12) + "No decision.",
  ]
}
