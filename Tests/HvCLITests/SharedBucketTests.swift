import Foundation
import HarvestClient
import Testing

@testable import HvCLI

/// The rate limits of several hv programs: what they share, where, and what is not believed.
struct SharedBucketTests {
  /// A folder of its own for each test.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hv-test-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func files(_ account: String = "4711", of base: String = "https://api.harvestapp.com/v2") throws -> SlotFiles {
      SlotFiles(try BaseURL(base), account: account, in: try #require(RuntimeFolder("\(path)/hv")))
    }

    /// The names and the modes of what is in the folder for hv.
    func content() throws -> [(name: String, mode: Int)] {
      try FileManager.default.contentsOfDirectory(atPath: "\(path)/hv").sorted().map { ($0, try mode("hv/\($0)")) }
    }

    func mode(_ name: String) throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int)
    }
  }

  private static let slots = RateSlots(times: [1, 2, 2, 1_800_000_000_000], closedUntil: 5, changed: 7)

  private static func read(_ files: SlotFiles, _ bucket: RateBucket.Name = .general) -> RateSlots? {
    var found: RateSlots?
    let isShared = files.update(bucket) { found = $0 }
    return isShared ? found : nil
  }

  @Test("What one program writes, the next one reads: for the same account of the same server, in the same bucket")
  func shared() throws {
    let folder = try Folder()
    #expect(try folder.files().update(.general) { $0 = Self.slots })
    #expect(Self.read(try folder.files()) == Self.slots)
    #expect(Self.read(try folder.files(), .reports) == RateSlots())
    #expect(Self.read(try folder.files("4712")) == RateSlots())
    #expect(Self.read(try folder.files(of: "http://api.harvestapp.com/v2")) == RateSlots())
    #expect(try folder.files().update(.general) { $0 = RateSlots(times: [3]) })
    #expect(Self.read(try folder.files()) == RateSlots(times: [3]), "a shorter list leaves nothing of a longer one")
  }

  @Test("The files are this user's alone, small, and tell neither account nor server")
  func files() throws {
    let folder = try Folder()
    let files = try folder.files()
    #expect(files.update(.general) { $0.times = Array(1...100) })
    #expect(files.update(.reports) { $0.times = [1] })
    let content = try folder.content()
    #expect(content.map(\.mode) == [0o600, 0o600])
    #expect(try folder.mode("hv") == 0o700)
    #expect(content.map { $0.name.prefix { $0 != "-" } } == ["general", "reports"])
    #expect(content.allSatisfy { !$0.name.contains("4711") && !$0.name.contains("harvest") })
    let bytes = try #require(FileManager.default.contents(atPath: files.path(.general)))
    #expect(bytes.count < 1_000)
    #expect(bytes.starts(with: Array("hvslots1".utf8)))
  }

  @Test(
    "Whatever else is in a file counts as nothing, and is written over",
    arguments: [
      Data(), Data("hello".utf8), Data("hvslots1".utf8), Data(count: 40), Data(count: 100_000),
      Data("hvslots1".utf8) + Data(repeating: 0xFF, count: 200),
      Data("hvslots1".utf8) + Data(repeating: 0x7F, count: 5_000),
      Data("hvslots2".utf8) + Data(count: 100),
    ])
  func garbage(_ content: Data) throws {
    let folder = try Folder()
    let files = try folder.files()
    try content.write(to: URL(fileURLWithPath: files.path(.general)))
    #expect(Self.read(files) == RateSlots())
    #expect(files.update(.general) { $0 = Self.slots })
    #expect(Self.read(files) == Self.slots)
  }

  @Test("A file with one bit changed, or cut short anywhere, counts as nothing")
  func damaged() throws {
    let folder = try Folder()
    let files = try folder.files()
    #expect(files.update(.general) { $0 = Self.slots })
    let place = URL(fileURLWithPath: files.path(.general))
    let good = try Data(contentsOf: place)
    for index in good.indices {
      var bad = good
      bad[index] ^= 0x10
      try bad.write(to: place)
      #expect(Self.read(files) == RateSlots(), "byte \(index)")
      try good.prefix(index).write(to: place)
      #expect(Self.read(files) == RateSlots(), "\(index) bytes")
    }
    try (good + Data("more".utf8)).write(to: place)
    #expect(Self.read(files) == Self.slots)
  }

  @Test("A folder that may be somebody else's is not used")
  func hostileFolders() throws {
    let folder = try Folder(), manager = FileManager.default
    func make(_ name: String, mode: Int) throws -> String {
      let path = "\(folder.path)/\(name)"
      try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      return path
    }
    let own = try make("own", mode: 0o700)
    #expect(RuntimeFolder(own) != nil)
    for mode in [0o755, 0o770, 0o707, 0o701] {
      #expect(RuntimeFolder(try make("mode \(mode)", mode: mode)) == nil)
    }
    try manager.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: own)
    #expect(RuntimeFolder("\(folder.path)/link") == nil)
    #expect(manager.createFile(atPath: "\(folder.path)/file", contents: nil))
    #expect(RuntimeFolder("\(folder.path)/file") == nil)
    #expect(RuntimeFolder("\(folder.path)/missing/hv") == nil)
    if HvCLI.Process.userID == 0 {
      let foreign = try make("foreign", mode: 0o700)
      try manager.setAttributes([.ownerAccountID: 12_345], ofItemAtPath: foreign)
      #expect(RuntimeFolder(foreign) == nil)
    }
  }

  @Test("A file that is a link or a folder is not used")
  func hostileFiles() throws {
    let folder = try Folder(), manager = FileManager.default
    let files = try folder.files()
    let other = "\(folder.path)/other"
    #expect(manager.createFile(atPath: other, contents: Data("mine".utf8)))
    try manager.createSymbolicLink(atPath: files.path(.general), withDestinationPath: other)
    try manager.createDirectory(atPath: files.path(.reports), withIntermediateDirectories: false)
    for bucket in [RateBucket.Name.general, .reports] {
      #expect(!files.update(bucket) { _ in Issue.record("there is nothing to change") })
    }
    #expect(manager.contents(atPath: other) == Data("mine".utf8))
  }

  @Test("Where the folder goes away meanwhile, nothing is shared and nothing fails")
  func goneFolder() throws {
    let folder = try Folder()
    let files = try folder.files()
    #expect(files.update(.general) { $0 = Self.slots })
    try FileManager.default.removeItem(atPath: "\(folder.path)/hv")
    #expect(Self.read(files) == nil)
  }

  @Test("Who cannot have the lock goes on without")
  func locked() throws {
    let folder = try Folder()
    let stopped = try folder.files(), other = try folder.files()
    let isShared = stopped.update(.general) { slots in
      for _ in 0..<3 { #expect(!other.update(.general) { _ in Issue.record("it is not alone") }) }
      slots = Self.slots
    }
    #expect(isShared)
    #expect(Self.read(other) == Self.slots)
  }

  @Test("Of many changes at once none is lost")
  func together() async throws {
    let folder = try Folder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for program in 0..<4 {
        let files = try folder.files()
        group.addTask {
          for n in 0..<100 {
            while !files.update(.general, { $0.times.append(Int64(program * 100 + n)) }) { await Task.yield() }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(Self.read(try folder.files())?.times.sorted() == Array(0..<400))
  }

  @Test("The folder is the session's, else one among the temporary files")
  func places() throws {
    let session = try Folder(), temporary = try Folder()
    let user = HvCLI.Process.userID
    func find(_ variables: [String: String]) -> String? { RuntimeFolder.find { variables[$0] }?.path }
    #expect(
      find(["XDG_RUNTIME_DIR": session.path, "TMPDIR": temporary.path]) == "\(session.path)/hv")
    #expect(find(["TMPDIR": temporary.path]) == "\(temporary.path)/hv-\(user)")
    #expect(find([:]) == "/tmp/hv-\(user)")
    for unusable in ["\(session.path)/missing", "relative"] {
      #expect(find(["XDG_RUNTIME_DIR": unusable, "TMPDIR": temporary.path]) == "\(temporary.path)/hv-\(user)")
      #expect(find(["TMPDIR": unusable]) == nil)
    }
  }

  @Test("Programs with the same account count together, and a sandbox inside a program counts for itself")
  func programs() throws {
    let result = try Hv.sh(
      """
      mkdir run; export XDG_RUNTIME_DIR=$PWD/run
      hv --sandbox -c 'roles | count' && ls run
      hv sandbox --today 2026-11-24 --entries 10 > address & server=$!
      for i in $(seq 200); do test -s address && break; sleep 0.05; done
      export $(cat address)
      hv -c 'roles | count' && hv -c 'roles | count'
      kill -INT $server; wait $server
      ls run/hv | cut -d- -f1
      # Two slots, and what belongs to each list.
      cat run/hv/general-* | wc -c
      grep -c "$HARVEST_ACCESS_TOKEN" run/hv/*
      """)
    let lines = result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let roles = try #require(lines.first)
    #expect(lines == [roles, roles, roles, "general", "56", "0"], "\(result.errors)")
  }
}
