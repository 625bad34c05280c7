import HarvestClient
import HvSyntax

/// Whose data programs work with, and how the server is told who asks.
public struct Account: Sendable {
  let baseURL: BaseURL
  let credentials: Credentials
  let userAgent: String

  /// Names an account of Harvest, or of an emulator.
  ///
  /// - Parameters:
  ///   - token: a personal access token. It is sent to the host of `baseURL` only, and no description shows it.
  ///   - id: the account's number.
  ///   - userAgent: the name of your program and an address of its makers, which Harvest asks for.
  ///   - baseURL: with its `/v2`.
  /// - Throws: a `Diagnostic` for a token, id or address that cannot be used.
  public init(
    token: String, id: String, userAgent: String, baseURL: String = "https://api.harvestapp.com/v2"
  ) throws {
    guard let token = Token(token) else {
      throw Diagnostic("E0404", "the token is empty, or holds what no header may hold", exit: .credentials)
    }
    guard let credentials = Credentials(token: token, accountID: id) else {
      throw Diagnostic("E0404", "an account id is a number of at most 20 digits", exit: .credentials)
    }
    do { self.baseURL = try BaseURL(baseURL) } catch {
      throw Diagnostic("E0507", "the base URL “\(baseURL)” cannot be used: \(error)")
    }
    self.credentials = credentials
    self.userAgent = userAgent
  }
}
