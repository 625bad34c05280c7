import HvCodecs
import HvValues
import SystemPackage

/// The entries of the past of one account, in a file that all shells of this user share: a JSON string a line, the oldest
/// first, for this user's eyes alone.
final class HistoryFile {
  private let path: String?
  /// Whether a text holds what may not be kept: the token.
  private let isSecret: (String) -> Bool
  private var known: [String] = []
  /// How much of the file has been read.
  private var size: Int64 = 0

  /// So many entries are kept.
  private static let most = 5_000
  /// A file that has grown beyond this is written anew with the entries that are kept.
  private static let largestFile: Int64 = 2 << 20

  /// - Parameters:
  ///   - name: the account's, which becomes part of a file name.
  ///   - folder: nil keeps nothing.
  ///   - isSecret: whether a text holds something that may not be kept.
  init(_ name: String, folder: String?, isSecret: @escaping (String) -> Bool) {
    let plain = String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "-" })
    path = folder.map { "\($0)/history-\(plain)" }
    self.isSecret = isSecret
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "."
      || scalar == "_"
  }

  /// All entries, also those that other shells have made meanwhile: the oldest first, each once.
  var entries: [String] {
    readMore()
    return known
  }

  /// Whether another shell has added something since the last look.
  var hasNews: Bool { path.flatMap { try? FilePath($0).stat().size } ?? 0 != size }

  /// Keeps an entry.
  func add(_ entry: String) {
    guard isWorthKeeping(entry) else { return }
    readMore()
    guard known.last != entry else { return }
    remember(entry)
    guard let path else { return }
    var line = Array(Self.line(entry).utf8)
    line.append(0x0A)
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .append, .closeOnExec, .noFollow], permissions: .ownerReadWrite)
      defer { try? file.close() }
      _ = Process.lock(file)
      // One write, so that lines of several shells do not mix.
      size += Int64(try file.writeAll(line))
    } catch {
      // A history that cannot be written is no reason to stop.
    }
    if size > Self.largestFile { shorten() }
  }

  private func isWorthKeeping(_ entry: String) -> Bool {
    !entry.isEmpty && entry.utf8.count < 100_000 && !isSecret(entry) && !Self.hasToken(entry)
  }

  /// Whether something in it looks like a personal access token: digits, `.pt.` and a long word.
  static func hasToken(_ entry: String) -> Bool {
    entry.firstMatch(of: #/[0-9]+\.[a-z]{2}\.[A-Za-z0-9_-]{20}/#) != nil
  }

  private func readMore() {
    guard let path, let bytes = try? FileBytes.all(path) else { return }
    if Int64(bytes.count) == size { return }
    // A file that became smaller was written anew.
    if Int64(bytes.count) < size { (size, known) = (0, []) }
    let fresh = bytes[Int(size)...]
    for line in fresh.split(separator: 0x0A) {
      if case .string(let entry)? = try? JSONReader.value(Array(line), schema: nil) { remember(entry) }
    }
    size = Int64(bytes.count)
  }

  private func remember(_ entry: String) {
    known.removeAll { $0 == entry }
    known.append(entry)
    if known.count > Self.most { known.removeFirst(known.count - Self.most) }
  }

  /// Writes the kept entries into a new file, which takes the place of the old one.
  private func shorten() {
    guard let path else { return }
    let text = known.suffix(Self.most / 2).map { Self.line($0) + "\n" }.joined()
    let fresh = path + ".new"
    do {
      let file = try FileDescriptor.open(
        FilePath(fresh), .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
      try file.closeAfter { _ = try file.writeAll(Array(text.utf8)) }
      try Process.replace(path, with: fresh)
      size = Int64(text.utf8.count)
    } catch {}
  }

  private static func line(_ entry: String) -> String {
    Value.list(ValueList([.string(entry)])).text.dropFirst().dropLast().description
  }
}
