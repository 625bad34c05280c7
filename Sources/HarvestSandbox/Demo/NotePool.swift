/// The store's notes, by what they are about.
struct NotePool {
  private let odd: Range<Int32>
  /// By place of a language.
  private let languages: [Range<Int32>]
  /// By place of a kind of work.
  private let works: [Range<Int32>]

  /// Fills the store's notes.
  init(_ store: inout Store) {
    odd = Self.add(Story.oddNotes, &store)
    var languages: [Range<Int32>] = []
    for language in Language.allCases { languages.append(Self.add(Story.phrases(language), &store)) }
    var works: [Range<Int32>] = []
    for work in Work.allCases {
      let phrases = Story.phrases(work)
      let detailed = Story.tasks[work.rawValue].isBillable ? phrases : []
      works.append(
        Self.add(phrases + detailed.flatMap { phrase in Story.topics.map { "\(phrase), \($0)" } }, &store))
    }
    self.languages = languages
    self.works = works
  }

  private static func add(_ texts: [String], _ store: inout Store) -> Range<Int32> {
    let start = Int32(store.notes.count)
    for text in texts { _ = store.add(note: text) }
    return start..<Int32(store.notes.count)
  }

  /// The note of the story's entry of this number: often none, now and then an odd one.
  func note(_ work: Work, _ language: Language, _ number: Int, _ random: inout SplitMix) -> Int32? {
    if number % 61 == 7 { return odd.lowerBound + Int32(number / 61 % odd.count) }
    if random.chance(1, in: 8) { return nil }
    let native = languages[language.rawValue]
    let pool = !native.isEmpty && work != .vacation && random.chance(3, in: 5) ? native : works[work.rawValue]
    return pool.lowerBound + Int32(random.below(pool.count))
  }
}
