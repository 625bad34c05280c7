import HarvestClient

extension HarvestClient {
  /// A client for the few requests of an account command.
  ///
  /// - Parameter attempts: how often a request is sent at most.
  convenience init(
    _ baseURL: BaseURL, _ credentials: Credentials, over transport: any Transport, attempts: Int,
    timeout: Duration = .seconds(30)
  ) {
    var configuration = Configuration(
      baseURL: baseURL, credentials: credentials, transport: transport, userAgent: Process.userAgent)
    configuration.retries = Retries(attempts: attempts)
    configuration.timeout = timeout
    if let account = credentials.accountID, let folder = RuntimeFolder.find() {
      configuration.slots = SlotFiles(baseURL, account: account, in: folder)
    }
    self.init(configuration)
  }
}
