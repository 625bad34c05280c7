package import HvSyntax
package import HvValues

/// What the engine is told of the world around the language: the kinds of records there are, the commands that read
/// and write them, and the names by which a person calls them.
package protocol Host: Sendable {
  /// A command that is not one of the general ones: `projects`.
  func command(_ name: String) -> (any Command)?
  /// The names of all such commands, for suggestions and help.
  var commandNames: [String] { get }
  /// A kind by its singular name: `project`.
  func kind(_ name: String) -> Kind?
  /// A word that leads on from records of some kind, for help: `payments`.
  func relation(_ name: String) -> (any Command)?
  /// Whether records of a kind are called by names.
  func hasNames(_ kind: String) -> Bool
  /// The id of the record of a kind that a person calls `name`.
  ///
  /// - Parameter range: where the name stands in the program, for errors.
  /// - Throws: a `Diagnostic` where none or several fit, or the names could not be read.
  func id(of name: String, kind: String, at range: SourceRange) async throws -> Int64
  /// The names of the records of a kind, as far as they are in memory; nil where they have to be read first.
  func knownNames(of kind: String) -> [KnownName]?
  /// The commands that change records of a kind: `update`, `delete`.
  func verbs(of kind: String) -> [String]
  /// How programs are run.
  var settings: Settings { get }
  /// The files that programs may read and write.
  var files: any FileAccess { get }
  /// The kind of record that has the fields of a row, and how its rows are read; nil where none or several do.
  func kind(ofRowWith fields: Set<String>) -> (kind: Kind, schema: RowSchema)?
  /// The modules of the standard library.
  var modules: [(name: String, summary: String)] { get }
  /// The text of one of them.
  func module(_ name: String) -> [UInt8]?
  /// A statement begins: of what was read for the ones before only names may still be used.
  func beginStatement() async
  /// The request that looking a name up takes, unless it was made before; nil where there is none.
  func explainedLookup(of name: NameLookup) -> ExplainedRequest?
  /// Gathers the writes of a stage; nil where there are none.
  func collector(_ gathering: Gathering, _ run: Run) -> (any WriteCollector)?
}

extension Host {
  package func relation(_ name: String) -> (any Command)? { nil }
  package func explainedLookup(of name: NameLookup) -> ExplainedRequest? { nil }
  package func beginStatement() async {}
  package func knownNames(of kind: String) -> [KnownName]? { [] }
  package func verbs(of kind: String) -> [String] { [] }
  package func kind(ofRowWith fields: Set<String>) -> (kind: Kind, schema: RowSchema)? { nil }
  package var modules: [(name: String, summary: String)] { [] }
  package func module(_ name: String) -> [UInt8]? { nil }
  package func collector(_ gathering: Gathering, _ run: Run) -> (any WriteCollector)? { nil }
}

/// What a program may do with files. Without it there are none.
package protocol FileAccess: Sendable {
  /// The bytes of a file, `-` being standard input.
  ///
  /// - Throws: a `Diagnostic` where it cannot be opened.
  func open(_ path: String) throws -> any ByteSource
  /// A file to write; what was there before stays until it is finished.
  ///
  /// - Throws: a `Diagnostic` where it cannot be made.
  func create(_ path: String) throws -> any ByteFile
  /// The files whose paths begin so, folders with a slash behind them.
  func names(beginning path: String) -> [String]
  /// Whether it is a file that can be read twice: no pipe, no device.
  func isPlain(_ path: String) -> Bool
  /// A file for what does not fit into memory; nil where there is none, so that everything is kept there.
  ///
  /// - Throws: a `Diagnostic` where it cannot be made.
  func scratch() throws -> (any ScratchFile)?
  /// How many bytes a `sort` keeps in memory, roughly, before it goes on in a scratch file.
  var sortMemory: Int { get }
}

extension FileAccess {
  /// What `sortMemory` is where nobody says otherwise: 256 MB.
  package static var usualSortMemory: Int { 256 << 20 }
  package var sortMemory: Int { Self.usualSortMemory }
  package func scratch() throws -> (any ScratchFile)? { nil }
  package func open(_ path: String) throws -> any ByteSource {
    throw Diagnostic("E0508", "files cannot be read here", exit: .failed)
  }
  package func create(_ path: String) throws -> any ByteFile {
    throw Diagnostic("E0508", "files cannot be written here", exit: .failed)
  }
  package func names(beginning path: String) -> [String] { [] }
  package func isPlain(_ path: String) -> Bool { false }
}

/// No files at all.
package struct NoFiles: FileAccess {
  package init() {}
}

/// A file or stream that is read block by block.
package protocol ByteSource: AnyObject {
  /// The next bytes, nil at the end. It may block for a short time only.
  func read() throws -> [UInt8]?
  /// The same, with other bytes before them.
  func read(after rest: [UInt8]) throws -> [UInt8]?
}

extension ByteSource {
  package func read(after rest: [UInt8]) throws -> [UInt8]? { try read().map { rest.isEmpty ? $0 : rest + $0 } }
}

/// A file that is written, and takes its place when it is whole. One that is let go before that leaves nothing.
package protocol ByteFile: AnyObject {
  func write(_ bytes: [UInt8]) throws
  func finish() throws
}

/// A file that this process alone writes and reads, and that is gone when it is let go.
package protocol ScratchFile: AnyObject {
  /// Writes bytes behind all others; gives the place of the first.
  ///
  /// - Throws: a `Diagnostic` where there is no room for them.
  func append(_ bytes: [UInt8]) throws -> Int64
  /// Reads so many of the bytes that were written, from a place on.
  ///
  /// - Throws: a `Diagnostic` where they are not all there.
  func read(at place: Int64, count: Int) throws -> [UInt8]
}

/// A kind of record as the check sees it: its fields, and where one can go from there.
package final class Kind: Sendable {
  package let name: String
  /// The word of the command that lists it, where there is one.
  package let collection: String?
  package let type: RecordType
  /// The words that lead on from a record of this kind: `tasks`, `client`.
  package let relations: [String: any Command]

  package init(name: String, collection: String?, type: RecordType, relations: [String: any Command]) {
    self.name = name
    self.collection = collection
    self.type = type
    self.relations = relations
  }
}

/// Why a name means no single record.
package struct NameFault: Error {
  package enum Reason: Sendable {
    /// Nothing is called that; some names that look alike.
    case unknown(alike: [String])
    /// Several are; how to tell them apart.
    case ambiguous([String])
    /// Records of this kind have no names.
    case nameless
  }
  package let name: String
  package let kind: String
  package let reason: Reason

  package init(name: String, kind: String, reason: Reason) {
    self.name = name
    self.kind = kind
    self.reason = reason
  }

  package func diagnostic(at range: SourceRange) -> Diagnostic {
    let kindText = kind.split(separator: "_").joined(separator: " ")
    switch reason {
    case .unknown(let alike):
      return Diagnostic(
        "E0305", "no \(kindText) is called “\(name)”", at: range, "not found",
        help: alike.isEmpty ? [] : ["the nearest: " + alike.map { "“\($0)”" }.joined(separator: ", ")], exit: .failed)
    case .ambiguous(let candidates):
      return Diagnostic(
        "E0306", "“\(name)” means \(candidates.count) records of the kind \(kindText)", at: range, "ambiguous",
        help: ["one of these tells them apart: " + candidates.prefix(8).joined(separator: ", ")], exit: .failed)
    case .nameless:
      return Diagnostic(
        "E0305", "\(kindText.article) \(kindText) has no name; give its id", at: range, "found “\(name)”", exit: .failed
      )
    }
  }
}
