import HarvestClient
import Synchronization
import SystemPackage

/// The slots of an account in files that all hv programs of this user share: one for each bucket.
///
/// A file is an array of 64-bit numbers in the byte order of this machine, which it never leaves: a mark, when it was
/// changed, until when the bucket is closed, how many slots follow, the slots, and a checksum of all that. Whatever
/// else is found there counts as nothing, and what cannot be read, locked or written is done without.
final class SlotFiles: SlotStore {
  private let folder: RuntimeFolder
  private let account: String
  /// Whether the last lock was got. A program that holds one for long is stopped, and not waited for twice.
  private let isPatient = Atomic(true)

  private static let patience = Duration.milliseconds(100)
  /// `hvslots1`: what it is, and the version of its format.
  private static let mark: Int64 = 0x3173_746F_6C73_7668

  /// The files for an account of a server; their names tell neither.
  init(_ base: BaseURL, account: String, in folder: RuntimeFolder) {
    self.folder = folder
    let hash = Self.hash("\(base.root.origin) \(account)".utf8.lazy.map { UInt64($0) })
    self.account = String(hash, radix: 16)
  }

  func now() -> Int64 { Process.milliseconds() }

  func update(_ bucket: RateBucket.Name, _ change: (inout RateSlots) -> Void) -> Bool {
    do {
      // Opened each time: whoever cleans up may have removed it, and then everybody has to see the new one.
      let file = try FileDescriptor.open(
        FilePath(path(bucket)), .readWrite, options: [.create, .noFollow, .closeOnExec, .nonBlocking],
        permissions: .ownerReadWrite)
      // This also unlocks it.
      defer { try? file.close() }
      guard lock(file) else { return false }
      let found = try Self.read(file)
      var slots = found
      change(&slots)
      if slots != found { try Self.write(slots, to: file) }
      return true
    } catch { return false }
  }

  func path(_ bucket: RateBucket.Name) -> String { "\(folder.path)/\(bucket.rawValue)-\(account)" }

  private func lock(_ file: FileDescriptor) -> Bool {
    let end = ContinuousClock.now + (isPatient.load(ordering: .relaxed) ? Self.patience : .zero)
    var isLocked = Process.lock(file)
    while !isLocked, ContinuousClock.now < end {
      Process.pause(microseconds: 100)
      isLocked = Process.lock(file)
    }
    isPatient.store(isLocked, ordering: .relaxed)
    return isLocked
  }

  private static func read(_ file: FileDescriptor) throws -> RateSlots {
    let words = try [Int64](unsafeUninitializedCapacity: RateSlots.capacity + 5) { buffer, count in
      let bytes = try file.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
      count = bytes / MemoryLayout<Int64>.size
    }
    guard words.count >= 5, words[0] == mark, (0...Int64(words.count - 5)).contains(words[3]) else {
      return RateSlots()
    }
    let end = 4 + Int(words[3])
    guard words[end] == checksum(words[..<end]) else { return RateSlots() }
    return RateSlots(times: Array(words[4..<end]), closedUntil: words[2], changed: words[1])
  }

  private static func write(_ slots: RateSlots, to file: FileDescriptor) throws {
    var words = [mark, slots.changed, slots.closedUntil, Int64(slots.times.count)] + slots.times
    words.append(checksum(words[...]))
    _ = try words.withUnsafeBytes { try file.writeAll(toAbsoluteOffset: 0, $0) }
  }

  private static func checksum(_ words: ArraySlice<Int64>) -> Int64 {
    Int64(bitPattern: hash(words.lazy.map { UInt64(bitPattern: $0) }))
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ parts: some Sequence<UInt64>) -> UInt64 {
    parts.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
  }
}
