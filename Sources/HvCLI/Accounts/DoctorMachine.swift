import HvSyntax
import SystemPackage

/// What doctor looks at on this machine, without any request.
enum DoctorMachine {
  static func checks() -> [DoctorCheck] {
    [version, terminal, locale, size, color, configFolder, accountsFile, keyring, runtimeFolder]
  }

  private static var version: DoctorCheck { .passed("hv", "\(Process.version) on \(Process.platform)") }

  // MARK: - The terminal

  private static let noTerminal = "standard output is no terminal"

  private static var terminal: DoctorCheck {
    guard Process.isOutputTerminal else { return .skipped("terminal", noTerminal) }
    guard let name = Process.environment("TERM") else {
      return .failed("terminal", "TERM is not set", hint: "export TERM=xterm-256color, or what your terminal is")
    }
    return .passed("terminal", name)
  }

  private static var locale: DoctorCheck {
    // In this order C programs ask for it.
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let found = names.lazy.compactMap { name in Process.environment(name).map { (name, $0) } }.first
    let text = found.map { "\($0.0)=\($0.1)" } ?? "no locale is set"
    let isUTF8 = ["utf-8", "utf8"].contains { found?.1.lowercased().contains($0) == true }
    if isUTF8 { return .passed("characters", text) }
    guard Process.isOutputTerminal else { return .skipped("characters", "\(text); \(noTerminal)") }
    return .failed("characters", "\(text): not UTF-8", hint: "export LANG=C.UTF-8")
  }

  private static var size: DoctorCheck {
    guard let width = Process.terminalWidth else { return .skipped("size", noTerminal) }
    let text = "\(width) columns" + (Process.terminalHeight.map { ", \($0) lines" } ?? "")
    if width < 40 { return .failed("size", text, hint: "tables need about 40 columns; -o json needs none") }
    return .passed("size", text)
  }

  private static var color: DoctorCheck {
    guard Process.isOutputTerminal else { return .skipped("colour", "none: \(noTerminal)") }
    if Process.environment("NO_COLOR") != nil { return .skipped("colour", "none: NO_COLOR is set") }
    if Process.environment("TERM") == "dumb" { return .skipped("colour", "none: TERM is dumb") }
    return .passed("colour", "yes; NO_COLOR or --no-color switches it off")
  }

  // MARK: - Files

  private static var configFolder: DoctorCheck {
    let title = "config folder"
    guard let store = ProfileStore.find() else {
      return .failed(title, "HOME and XDG_CONFIG_HOME are not set", hint: "export HOME=…, or no account can be kept")
    }
    guard let found = try? FilePath(store.folder).stat() else {
      return .skipped(title, "\(store.folder) is not there yet; hv login makes it")
    }
    guard found.type == .directory else {
      return .failed(title, "\(store.folder) is no folder", hint: "move it away, so that hv can make one")
    }
    guard found.userID.rawValue == Process.userID else {
      return .failed(title, "\(store.folder) belongs to another user", hint: "run hv as the user who logged in")
    }
    guard found.permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute]) else {
      return .failed(title, "\(store.folder) is open to others", hint: "chmod 700 \(store.folder)")
    }
    return .passed(title, "\(store.folder), mode 700")
  }

  private static var accountsFile: DoctorCheck {
    let title = "accounts file"
    guard let store = ProfileStore.find(), (try? FilePath(store.path).stat()) != nil else {
      return .skipped(title, "none yet; hv login makes it")
    }
    do {
      let names = try store.read().names
      let held = names.isEmpty ? "nobody" : names.joined(separator: ", ")
      return .passed(title, "\(store.shown), mode 600, holds \(held)")
    } catch {
      let diagnostic = error as? Diagnostic
      return .failed(title, diagnostic?.message ?? "\(error)", hint: diagnostic?.help.first)
    }
  }

  private static var keyring: DoctorCheck {
    guard let tool = SecretTool.find() else {
      return .skipped("keyring", "secret-tool is not on PATH; tokens are kept in the accounts file")
    }
    return .passed("keyring", tool.path)
  }

  private static var runtimeFolder: DoctorCheck {
    guard let folder = RuntimeFolder.find() else {
      return .failed(
        "runtime folder", "none is this user's alone, so several hv do not share the rate limits",
        hint: "XDG_RUNTIME_DIR or TMPDIR must name a folder in which you can make others")
    }
    return .passed("runtime folder", folder.path)
  }
}
