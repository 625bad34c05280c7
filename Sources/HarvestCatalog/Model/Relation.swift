/// A way from a record of one kind to records of another: `projects 5 | tasks`.
package struct Relation: Sendable {
  /// A query parameter, and the dotted path of the field of the record one comes from that gives its value.
  package struct Selection: Sendable {
    /// The parameter: `task_id`.
    package let parameter: String
    /// The path: `task.id`.
    package let field: String
  }

  /// How the records are got.
  package enum How: Sendable {
    /// A list below the parent's path: operation name; its one path parameter is the parent's id.
    case nested(operation: String)
    /// The account-wide list with a filter on the parent's id: operation and query parameter.
    case filtered(operation: String, parameter: String)
    /// The account-wide list with several filters at once, each taken from a field: a task assignment's entries.
    case selected(operation: String, by: [Selection])
    /// The API has no such filter: the list in `scan` is read whole, and the rows that point back are kept.
    case scanned
    /// The record that a field points to (an embedded record, an id, or a list of ids), and the operation that gets
    /// one by id.
    case reference(field: String, operation: String)
    /// Values inside the record: the field.
    case embedded(field: String)
  }

  /// An account-wide list, and the dotted path of the field in it that is matched with many parents at once.
  package typealias Scan = (operation: String, field: String)

  /// The kind one comes from: `project`.
  package let from: String
  /// The word typed: `tasks`.
  package let name: String
  /// The kind one gets: `task_assignment`.
  package let to: String
  /// How one record leads there.
  package let how: How
  /// The account-wide list and the field in it that points back, with which many parents are read in one scan. For
  /// a reference: the list of its targets, and the field that the reference equals.
  package let scan: Scan?
  /// What it gives, seen from the record: `its contacts`.
  package let summary: String

  /// One way.
  package init(from: String, _ name: String, to: String, _ how: How, scan: Scan? = nil, _ summary: String) {
    self.from = from
    self.name = name
    self.to = to
    self.how = how
    self.scan = scan
    self.summary = summary
  }
}
