import HarvestClient
import HvValues

/// All profiles of a person, and which of them counts where none is named.
struct Profiles: Hashable, Sendable {
  /// In the order of their first log-in.
  private(set) var list: [Profile] = []
  private var standardName: String?

  /// The version of the file's format; a newer file is left alone.
  private static let version: Int64 = 1

  init() {}

  /// The profile that counts where none is named: the first one.
  var standard: Profile? { list.first { $0.name == standardName } ?? list.first }

  var names: [String] { list.map(\.name) }

  subscript(name: String) -> Profile? { list.first { $0.name == name } }

  /// Adds a profile, or puts it in the place of the one with its name.
  mutating func put(_ profile: Profile) {
    if let place = list.firstIndex(where: { $0.name == profile.name }) {
      list[place] = profile
    } else {
      list.append(profile)
    }
    standardName = standard?.name
  }

  mutating func remove(_ name: String) {
    list.removeAll { $0.name == name }
    standardName = standard?.name
  }

  /// The name of a profile that nobody gave one: the one that the account has already, else the company's name in lower
  /// case, with dashes; with the account id where another account has that.
  func name(for company: String?, accountID: String, baseURL: BaseURL) -> String {
    if let known = list.first(where: { $0.accountID == accountID && $0.baseURL == baseURL }) { return known.name }
    var name = ""
    for character in (company ?? "").lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "-" {
        name.append("-")
      }
    }
    if name.last == "-" { name.removeLast() }
    guard Profile.isName(name) else { return free("account-\(accountID)") }
    return self[name] == nil ? name : free("\(name)-\(accountID)")
  }

  /// The name, or where it is taken, with the first number that makes it free.
  private func free(_ name: String) -> String {
    guard self[name] != nil else { return name }
    // One more candidate than there are profiles: one of them is free.
    return (2...list.count + 2).lazy.map { "\(name)-\($0)" }.first { self[$0] == nil } ?? name
  }
}

// MARK: - In the file

extension Profiles {
  /// Why the content of a file is not what hv writes, as half a sentence.
  struct Fault: Error {
    let reason: String
  }

  init(_ value: Value) throws(Fault) {
    guard case .record(let record) = value, case .number(let number)? = record["version"] else {
      throw Fault(reason: "it has no version")
    }
    guard number.integer == Self.version else { throw Fault(reason: "a newer hv has written it") }
    guard case .list(let entries)? = record["profiles"] else { throw Fault(reason: "it has no list of profiles") }
    for (place, entry) in entries.elements.enumerated() {
      guard let profile = Profile(entry) else { throw Fault(reason: "its profile \(place + 1) is incomplete") }
      put(profile)
    }
    standardName = record.string("default")
  }

  var value: Value {
    .record(
      Record(pairs: [
        ("version", .number(Exact(Self.version))), ("default", standard.map { .string($0.name) } ?? .null),
        ("profiles", .list(ValueList(list.map(\.value)))),
      ]))
  }
}
