import CStdlib

/// The modules of `stdlib/`, as they were when this was built.
enum StandardLibrary {
  /// Their words, each with the first line of its text, in the order of the words.
  static var modules: [(name: String, summary: String)] {
    all.map { module in
      let line = text(module).prefix { $0 != UInt8(ascii: "\n") }.drop {
        $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ")
      }
      return (String(cString: module.name), String(decoding: line, as: UTF8.self))
    }
  }

  /// The text of a module, nil where there is none of this name.
  static func text(of name: String) -> [UInt8]? {
    all.first { String(cString: $0.name) == name }.map { Array(text($0)) }
  }

  private static var all: UnsafeBufferPointer<hv_module> {
    // The table and the texts are constants of the binary.
    var count = 0
    let start = hv_modules(&count)
    return UnsafeBufferPointer(start: start, count: count)
  }

  private static func text(_ module: hv_module) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: module.text, count: module.length)
  }
}
