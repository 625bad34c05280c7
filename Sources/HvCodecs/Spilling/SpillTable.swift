import HvValues

/// What stays in memory of values that go to a scratch file: what cannot be bytes, and what many of them share.
///
/// The bytes tell places in it, so that one table goes with a file, from its first value to its last.
package final class SpillTable {
  /// Of rows with ever new keys, those after so many take their keys along.
  private static let maximumShapes = 1024

  private struct OriginKey: Hashable {
    let kind: String
    let isReference: Bool
    let parents: [Origin.Parent]
  }

  private(set) var values: [Value] = []
  private(set) var shapes: [Shape] = []
  private(set) var origins: [Origin] = []
  private(set) var schemas: [RowSchema?] = []
  private var knownShapes: [ObjectIdentifier: Int] = [:]
  private var shapePlaces: [[UInt8]: Int] = [:]
  private var originPlaces: [OriginKey: Int] = [:]
  private var schemaPlaces: [ObjectIdentifier?: Int] = [:]

  package init() {}

  /// Keeps a value as it is.
  func keep(_ value: Value) -> Int {
    values.append(value)
    return values.count - 1
  }

  /// The place of a shape with the same keys, nil where there is no room for another one.
  func place(of shape: Shape) -> Int? {
    if let known = knownShapes[ObjectIdentifier(shape)] { return known }
    // Not as texts: of those, some are equal that have other characters. No text has the byte after each.
    let keys = shape.keys.reduce(into: [UInt8]()) { bytes, key in
      bytes += key.utf8
      bytes.append(0xFF)
    }
    if let place = shapePlaces[keys] { return place }
    guard shapes.count < Self.maximumShapes else { return nil }
    shapePlaces[keys] = shapes.count
    // It is held, so that no other one can come to stand at its address.
    knownShapes[ObjectIdentifier(shape)] = shapes.count
    shapes.append(shape)
    return shapes.count - 1
  }

  /// The place of an origin that says the same.
  func place(of origin: Origin) -> Int {
    let key = OriginKey(kind: origin.kind, isReference: origin.isReference, parents: origin.parents)
    return Self.place(of: key, origin, in: &originPlaces, &origins)
  }

  /// The place of a schema, or of none.
  func place(of schema: RowSchema?) -> Int {
    Self.place(of: schema.map { ObjectIdentifier($0) }, schema, in: &schemaPlaces, &schemas)
  }

  private static func place<Key: Hashable, Thing>(
    of key: Key, _ thing: Thing, in places: inout [Key: Int], _ things: inout [Thing]
  ) -> Int {
    if let known = places[key] { return known }
    places[key] = things.count
    things.append(thing)
    return things.count - 1
  }
}

/// Bytes are not what was written: the disk failed, or hv has a defect.
package struct SpillFault: Error { package init() {} }
