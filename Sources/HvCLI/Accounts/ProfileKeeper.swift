import HarvestClient

/// Puts a verified token where it is kept, and what belongs to it into the file.
struct ProfileKeeper: Sendable {
  /// What became of it.
  struct Kept: Sendable {
    let profile: Profile
    let isStandard: Bool
    /// Another account that had the name.
    let replaced: Profile?
    /// Why the keyring did not take the token.
    let trouble: String?

    /// Where the token is, in words.
    func place(in store: ProfileStore) -> String {
      switch profile.keeping {
      case .file: "in \(store.shown), which only you can read"
      case .keyring: "in the keyring, by secret-tool"
      }
    }
  }

  let store: ProfileStore
  /// Nil keeps tokens in the file.
  let tool: SecretTool?

  /// Keeps an account under a name, or where none is given, under one that fits. What was kept under it goes.
  func keep(
    _ secret: Secret, for account: LoginCheck.Account, _ facts: LoginCheck.Facts, at baseURL: BaseURL, as name: String?
  ) throws -> Kept {
    let company = facts.company?.name ?? (account.name.isEmpty ? nil : account.name)
    return try store.change { profiles in
      let name = name ?? profiles.name(for: company, accountID: account.id, baseURL: baseURL)
      func profile(_ keeping: Profile.Keeping) -> Profile {
        Profile(
          name: name, accountID: account.id, baseURL: baseURL, company: company, user: facts.user.name,
          email: facts.user.email, role: facts.user.role, weekStart: facts.company?.weekStart ?? 1, keeping: keeping)
      }
      let trouble = tool?.store(secret, of: profile(.keyring))
      let isInKeyring = tool != nil && trouble == nil
      let new = profile(isInKeyring ? .keyring : .file(secret))
      let old = profiles[name]
      profiles.put(new)
      // A token that nothing leads to any more is not left behind.
      if let old, old.keeping == .keyring, !isInKeyring || old.accountID != new.accountID {
        _ = SecretTool.find()?.clear(old)
      }
      let isSame = old?.accountID == new.accountID && old?.baseURL == new.baseURL
      return Kept(
        profile: new, isStandard: profiles.standard?.name == name, replaced: isSame ? nil : old, trouble: trouble)
    }
  }

  /// Forgets an account.
  ///
  /// - Returns: the profile that it had, whether its token is gone too, and which one counts from now on.
  func forget(_ name: String) throws -> (profile: Profile?, isTokenGone: Bool, standard: Profile?) {
    try store.change { profiles in
      guard let profile = profiles[name] else { return (nil, true, profiles.standard) }
      profiles.remove(name)
      let isGone = profile.keeping != .keyring || tool?.clear(profile) == true
      return (profile, isGone, profiles.standard)
    }
  }
}
