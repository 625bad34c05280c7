/// Writes that belong together: they are shown, agreed to, stored and taken back as one.
package struct WriteBatch: Sendable {
  /// A record that is not written, and why.
  package struct LeftOut: Hashable, Sendable {
    package var label: String
    package var reason: String

    package init(label: String, reason: String) {
      self.label = label
      self.reason = reason
    }
  }

  /// The statement of the program that it comes from.
  package var command: String
  package var intents: [WriteIntent]
  package var leftOut: [LeftOut]
  /// How many records were asked to be what they are already.
  package var unchanged: Int
  /// Its input may be more than one record, however many there are.
  package var isBulk: Bool
  /// The batch that it takes back.
  package var undoes: Int64?
  /// The plan that it carries out, by the name that `plan` gave it.
  package var plan: String?
  /// Something is deleted, also where the intents are not known yet.
  package var deletes: Bool
  /// What cannot come back, for the person who is asked.
  package var warnings: [String]

  package init(
    command: String, _ intents: [WriteIntent], leftOut: [LeftOut] = [], unchanged: Int = 0,
    isBulk: Bool = false,
    undoes: Int64? = nil, plan: String? = nil, warnings: [String] = []
  ) {
    self.command = command
    self.intents = intents
    self.leftOut = leftOut
    self.unchanged = unchanged
    self.isBulk = isBulk
    self.undoes = undoes
    self.plan = plan
    self.warnings = warnings
    deletes = intents.contains { $0.method == .delete }
  }
}

/// How many writes somebody is asked for.
package enum WriteExtent: Hashable, Sendable {
  /// Those of the batch, which are all there.
  case whole
  /// At most so many, which come one by one, because each needs the answer of one before. Nil: nobody knows.
  case upTo(Int?)
}

/// Asks a person for consent.
package protocol WriteApprover: Sendable {
  /// Whether there is somebody who can be asked now.
  var canAsk: Bool { get }

  /// - Throws: `CancellationError` where the person gives up.
  func approve(_ batch: WriteBatch, _ extent: WriteExtent) async throws -> WriteApproval
}

/// What a person answered.
package enum WriteApproval: Sendable {
  /// This batch, with the intents of these places only where some were taken out.
  case yes(only: [Int]? = nil)
  /// This one and all that come.
  case all
  /// Not this one.
  case no
  /// Not this one, and nothing that comes after it.
  case quit
}
