import HvCodecs
import HvSyntax
import SystemPackage

/// The file in which a person's profiles are kept, for this person alone.
struct ProfileStore: Sendable {
  let path: String
  /// The path as it is shown and typed: with `~` for the home folder.
  let shown: String

  /// A file with as many profiles as anybody has is much smaller.
  private static let mostBytes = 1 << 20

  /// The file of this user. Nil where the environment names no folder for it.
  static func find(_ environment: (String) -> String? = Process.environment) -> ProfileStore? {
    let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return ProfileStore(folder, home: home) }
    return home.map { ProfileStore("\($0)/.config", home: $0) }
  }

  private init(_ config: String, home: String?) {
    let path = FilePath("\(config)/hv/accounts.json").lexicallyNormalized().string
    let prefix = home.map { FilePath($0).lexicallyNormalized().string + "/" }
    self.path = path
    shown = prefix.flatMap { path.hasPrefix($0) && $0 != "//" ? "~/" + path.dropFirst($0.count) : nil } ?? path
  }

  var folder: String { FilePath(path).removingLastComponent().string }

  /// The profiles in the file; none where there is no file.
  ///
  /// - Throws: a `Diagnostic` where others could read the file, or where it is not what hv writes.
  func read() throws -> Profiles {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch Errno.noSuchFileOrDirectory {
      return Profiles()
    } catch let error as Errno {
      throw broken("cannot be read: \(error.description)")
    }
    defer { try? file.close() }
    // Asked of what was opened, so that nothing can change in between.
    if let problem = try privacyProblem(file) { throw problem }
    return try profiles(in: content(of: file))
  }

  /// Reads the profiles, changes them and writes them back, while no other hv does.
  func change<Result>(_ body: (inout Profiles) throws -> Result) throws -> Result {
    try makeFolder()
    let lock = try? FileDescriptor.open(FilePath(folder), .readOnly, options: [.directory, .closeOnExec])
    defer { try? lock?.close() }
    let end = ContinuousClock.now + .seconds(2)
    // Who holds it for longer is stopped. Without the lock, a log-in at the same moment could be lost; no more than that.
    while let lock, !Process.lock(lock), ContinuousClock.now < end { Process.pause(microseconds: 10_000) }
    var profiles = try read()
    let result = try body(&profiles)
    try write(profiles)
    return result
  }

  // MARK: - Reading

  /// Why a file is not safe for tokens.
  private func privacyProblem(_ file: FileDescriptor) throws -> Diagnostic? {
    let found: Stat
    do { found = try file.stat() } catch { throw broken("cannot be read: \(error.description)") }
    guard found.type == .regular else { return broken("is no file") }
    guard found.userID.rawValue == Process.userID else {
      return Diagnostic(
        "E0511", "“\(shown)” belongs to another user, so its tokens are not used",
        help: ["run hv as the user who logged in, or move the file away:  mv \(typed) \(typed).old"],
        exit: .credentials)
    }
    guard found.permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute]) else {
      return Diagnostic(
        "E0511", "others can read “\(shown)”, so its tokens are not used",
        help: [
          "chmod 600 \(typed)",
          "where others may have read it, make a new token at https://id.getharvest.com/developers and delete the old",
        ], exit: .credentials)
    }
    return nil
  }

  private func content(of file: FileDescriptor) throws -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: Self.mostBytes + 1) { buffer, count in
        while count <= Self.mostBytes {
          let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
          let more = try file.read(into: rest)
          guard more > 0 else { break }
          count += more
        }
      }
    } catch let error as Errno { throw broken("cannot be read: \(error.description)") }
  }

  private func profiles(in bytes: [UInt8]) throws -> Profiles {
    guard bytes.count <= Self.mostBytes else { throw broken("is not what hv writes: it is too long") }
    do { return try Profiles(try JSONReader.value(bytes)) } catch let fault as Profiles.Fault {
      throw broken("is not what hv writes: \(fault.reason)")
    } catch let fault as JSONFault { throw broken("is not what hv writes: \(fault)") }
  }

  // MARK: - Writing

  /// Makes the folder with all that are missing above it, each for this user alone.
  private func makeFolder() throws {
    var path = FilePath(folder)
    var missing: [FilePath] = []
    while (try? path.stat()) == nil, !path.components.isEmpty {
      missing.append(path)
      path.removeLastComponent()
    }
    for folder in missing.reversed() { Process.makeFolder(folder.string) }
    guard let found = try? FilePath(folder).stat(), found.type == .directory else {
      throw unwritable("the folder “\(folder)” cannot be made")
    }
  }

  private func write(_ profiles: Profiles) throws {
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    let new = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36))"
    do {
      try encoding.appendPretty(profiles.value, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      let file = try FileDescriptor.open(
        FilePath(new), .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
      try file.closeAfter {
        _ = try file.writeAll(bytes)
        try Process.flush(file)
      }
      try Process.replace(path, with: new)
    } catch {
      Process.removeFile(new)
      throw unwritable((error as? Errno)?.description ?? "\(error)")
    }
  }

  // MARK: - Words

  private func broken(_ what: String) -> Diagnostic {
    Diagnostic(
      "E0512", "“\(shown)” \(what)",
      help: ["hv login  makes a new one, once this one is out of the way:  mv \(typed) \(typed).old"],
      exit: .credentials)
  }

  private func unwritable(_ why: String) -> Diagnostic {
    Diagnostic(
      "E0512", "“\(shown)” cannot be written: \(why)",
      help: ["XDG_CONFIG_HOME names another folder for it, or set HARVEST_ACCESS_TOKEN and HARVEST_ACCOUNT_ID instead"],
      exit: .failed)
  }

  /// The path as a shell takes it.
  private var typed: String {
    let isPlain = shown.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-~".contains($0)) }
    return isPlain ? shown : "'\(path.replacing("'", with: "'\\''"))'"
  }
}
