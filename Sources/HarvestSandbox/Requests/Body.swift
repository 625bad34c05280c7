import HvValues

/// A value of a body, whatever its encoding; in form data and multipart all that is no file is text.
enum BodyValue: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(Exact)
  case text(String)
  case list([BodyValue])
  case object(Body)
  case file(UploadedFile)
}

struct UploadedFile: Equatable, Sendable {
  /// As the client calls it, without folders.
  let name: String
  let contentType: String
  let bytes: [UInt8]
}

/// The fields of a request's body; of two with the same name the last one counts.
///
/// Read required fields with `Body+Required.swift`, others with `Body+Optional.swift`, and changes of a row with
/// `Body+Set.swift`.
struct Body: Equatable, Sendable {
  /// How deep objects and lists may stand in each other.
  static let maxDepth = 32

  private let fields: [String: BodyValue]

  init(_ fields: [String: BodyValue] = [:]) { self.fields = fields }

  /// Reads JSON, form data or multipart; no bytes are no fields.
  /// - Throws: 400 for another content type and for bytes that are not what it says, 422 for numbers out of range.
  init(_ bytes: [UInt8], contentType: String?) throws(Refusal) {
    if bytes.isEmpty {
      self.init()
      return
    }
    let type = contentType.map { BodyHeader($0) }
    switch type?.value {
    case "application/json": self = try JSONText.body(bytes)
    case "application/x-www-form-urlencoded": self = try FormText.body(bytes)
    case "multipart/form-data":
      guard let boundary = type?.parameters["boundary"], !boundary.isEmpty else {
        throw .unreadable("the Content-Type has no boundary")
      }
      self = try MultipartText.body(bytes, boundary: boundary)
    default:
      throw .unreadable(
        "the Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data")
    }
  }

  /// The names present, in alphabetical order.
  var names: [String] { fields.keys.sorted() }

  /// Whether the field is there, be it null.
  func has(_ name: String) -> Bool { fields[name] != nil }

  subscript(_ name: String) -> BodyValue? { fields[name] }
}
