/// What is wrong with a body.
extension Refusal {
  /// Bytes that are not in the encoding that the content type says.
  static func unreadable(_ reason: String) -> Refusal { badRequest("The body cannot be read: \(reason)") }

  /// A field that must have a value and has none.
  static func required(_ name: String) -> Refusal { unprocessable("\(name) is required") }
}
