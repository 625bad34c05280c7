import SystemPackage

/// The folder for what outlives a session: the history, and the journal.
enum StateFolder {
  /// In `XDG_STATE_HOME`, else in `~/.local/state`; made where it is missing. Nil where it cannot be had for this user
  /// alone.
  static func find(_ environment: (String) -> String? = Process.environment) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return RuntimeFolder(below: state)?.path }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    for folder in ["\(home)/.local", "\(home)/.local/state"] { Process.makeFolder(folder) }
    return RuntimeFolder(below: "\(home)/.local/state")?.path
  }
}

extension RuntimeFolder {
  /// The folder `hv` in another one, which is made where it is missing.
  fileprivate init?(below folder: String) {
    Process.makeFolder(folder)
    self.init("\(folder)/hv")
  }
}
