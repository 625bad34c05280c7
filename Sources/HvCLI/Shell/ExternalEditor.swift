import HvSyntax
import SystemPackage

/// Edits a text in the user's own editor.
enum ExternalEditor {
  /// The text as it was saved; nil where there is no editor, or it failed.
  ///
  /// - Parameter ending: of the file's name, from which editors know how to colour it.
  static func edit(_ text: String, ending: String = ".hv") -> String? {
    guard let folder = RuntimeFolder.find() else { return nil }
    let path = "\(folder.path)/entry-\(Process.identifier)\(ending)"
    defer { Process.removeFile(path) }
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
      try file.closeAfter { _ = try file.writeAll(Array(text.utf8)) }
      guard Process.run(editor: Process.environment("VISUAL") ?? Process.environment("EDITOR") ?? "vi", on: path) == 0
      else { return nil }
      var edited = String(decoding: try FileBytes.all(path), as: UTF8.self)
      while edited.last == "\n" { edited.removeLast() }
      return edited
    } catch { return nil }
  }
}
