#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An editor for pipes and for terminals that can do nothing: it reads lines until they make an entry.
package final class PlainEditor: LineEditor {
  package let notices = NoticeBoard()
  private let assistant: any LineAssistant
  private let descriptor: Int32
  /// Whether a person sees the prompt.
  private let prompts: Bool
  private let write: (String) -> Void
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  /// - Parameters:
  ///   - descriptor: where lines come from.
  ///   - prompts: whether to write a prompt before each.
  ///   - write: where it goes.
  package init(_ assistant: any LineAssistant, descriptor: Int32, prompts: Bool, write: @escaping (String) -> Void) {
    self.assistant = assistant
    self.descriptor = descriptor
    self.prompts = prompts
    self.write = write
  }

  package func read() -> LineEditorResult {
    var text = ""
    while true {
      for notice in notices.take() where prompts { write(notice + "\n") }
      if prompts { write(text.isEmpty ? plainPrompt : String(repeating: ".", count: 3) + " ") }
      guard let line = nextLine() else { return text.isEmpty ? .end : .entry(text) }
      text += text.isEmpty ? line : "\n" + line
      if case .complete = assistant.completeness(of: text) { return .entry(text) }
    }
  }

  /// The prompt without what is meant for terminals.
  private var plainPrompt: String {
    var isShown = true
    return assistant.prompt.unicodeScalars.reduce(into: "") { prompt, scalar in
      if scalar == "\u{1}" { isShown.toggle() } else if isShown { prompt.unicodeScalars.append(scalar) }
    }
  }

  private func nextLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        defer { buffer.removeFirst(end + 1) }
        let line = buffer[..<end]
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      if isAtEnd {
        guard !buffer.isEmpty else { return nil }
        defer { buffer = [] }
        return String(decoding: buffer, as: UTF8.self)
      }
      var block = [UInt8](repeating: 0, count: 4_096)
      let count = readBlock(descriptor, &block)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { buffer += block.prefix(count) }
    }
  }
}

/// The system's `read`, which a method of the same name hides.
private func readBlock(_ descriptor: Int32, _ block: inout [UInt8]) -> Int { read(descriptor, &block, block.count) }
