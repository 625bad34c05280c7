package import HvValues

extension HarvestClient {
  /// Reads an address that the server gave, such as `links.next` of an answer.
  ///
  /// - Throws: as `value`, and `APIError` of kind `foreignLink` for another origin than the base URL's, where the token
  ///   must not go.
  package func value(link: String, bucket: RateBucket.Name) async throws -> Value {
    let root = baseURL.root
    guard let address = try? WebAddress(link), address.origin == root.origin else {
      throw error(
        .foreignLink, "the link to the next page leads elsewhere: \(link)", status: nil,
        call: reading(root, at: .api, bucket: bucket), attempts: 0, waited: .zero)
    }
    return try await value(of: reading(address, at: .api, bucket: bucket), schema: nil)
  }
}
