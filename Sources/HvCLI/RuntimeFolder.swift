import SystemPackage

/// The folder where the running hv programs of a user keep what they share. It is gone with the session or the next
/// start of the machine, and nobody else can look into it.
struct RuntimeFolder: Sendable {
  let path: String

  /// Takes a folder, or makes it. Nil where it is not this user's alone: somebody else may have put it there.
  init?(_ path: String) {
    Process.makeFolder(path)
    guard let found = try? FilePath(path).stat(followTargetSymlink: false), found.type == .directory,
      found.userID.rawValue == Process.userID,
      found.permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute])
    else { return nil }
    self.path = path
  }

  /// The folder of this user: in `XDG_RUNTIME_DIR`, else where temporary files go. Nil where neither can be had.
  static func find(_ environment: (String) -> String? = Process.environment) -> RuntimeFolder? {
    if let session = environment("XDG_RUNTIME_DIR"), session.hasPrefix("/"),
      // The variable may come from before a `sudo`: nothing of ours belongs into another user's folder.
      let found = try? FilePath(session).stat(), found.userID.rawValue == Process.userID,
      let folder = RuntimeFolder("\(session)/hv")
    {
      return folder
    }
    let temporary = environment("TMPDIR") ?? "/tmp"
    return temporary.hasPrefix("/") ? RuntimeFolder("\(temporary)/hv-\(Process.userID)") : nil
  }
}
