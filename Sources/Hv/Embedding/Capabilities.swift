/// What programs may reach. Each is missing unless it is given: without any, a program can only compute.
public struct Capabilities: Sendable {
  /// How the server is reached.
  public enum Network: Sendable {
    /// By connections of hv's own, over TLS.
    case sockets
    /// By yours.
    case transport(any HostTransport)
  }

  /// What programs may write.
  public enum Writes: Sendable {
    /// Nothing: a program that writes is refused before it runs.
    case forbidden
    /// Nothing, but programs run as if they did; planned records have no ids.
    case dryRun
    /// What they say. Each write is kept in a journal before it is sent, a file of SQLite that hv shares.
    ///
    /// - Parameters:
    ///   - path: of the journal; its folder exists.
    ///   - many: whether a program may write to more than one record; nobody is asked.
    case journaled(path: String, many: Bool)
  }

  /// The way to the server; nil for none: a request is then an error.
  public var network: Network?
  /// What day it is; nil for no clock: `today` and `last month` are then errors.
  public var clock: HostClock?
  /// The files that `open`, `save` and `use "…"` may use; nil for none.
  public var files: (any HostFiles)?
  /// What may be written.
  public var writes: Writes

  /// Gives capabilities.
  public init(
    network: Network? = nil, clock: HostClock? = nil, files: (any HostFiles)? = nil, writes: Writes = .forbidden
  ) {
    self.network = network
    self.clock = clock
    self.files = files
    self.writes = writes
  }
}
