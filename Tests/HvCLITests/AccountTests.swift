import Foundation
import Testing

/// `hv login`, `logout`, `whoami` and `doctor`, as a user types them, with a server of their own.
///
/// The token is never written into a command here, so that finding it anywhere means that hv put it there.
struct AccountTests {
  /// A home of its own, a server, and the words that tell where it is. `log_in` hands over the token by a pipe.
  private static func setting(_ options: String = "") -> String {
    """
    export HOME=$PWD XDG_RUNTIME_DIR=$PWD/run NO_COLOR=1; unset XDG_CONFIG_HOME; mkdir -m 700 run
    serve() {
      hv sandbox --today 2026-11-24 --entries 50 "$@" > address & server=$!
      for i in $(seq 200); do test -s address && break; sleep 0.05; done
      base=$(sed -n s/HARVEST_BASE_URL=//p address); token=$(sed -n s/HARVEST_ACCESS_TOKEN=//p address)
    }
    log_in() { echo "$token" | hv login --base-url "$base" "$@"; }
    file=.config/hv/accounts.json
    serve \(options)
    """
  }

  /// A stand-in for `secret-tool`, which keeps secrets in files and writes down how it was called.
  private static let keyring = """
    mkdir tools; cat > tools/secret-tool <<'END'
    #!/bin/sh
    { echo "$*"; env; } >> "$HOME/calls"
    act=$1; shift
    test $act = store && shift
    kept="$HOME/kept-$(echo "$*" | tr ' ' _)"
    case $act in
      store) cat > "$kept" ;;
      lookup) cat "$kept" 2>/dev/null ;;
      clear) rm "$kept" ;;
    esac
    END
    chmod +x tools/secret-tool; PATH=$PWD/tools:$PATH
    """

  /// Runs commands with a server, ends that, and looks for the token in what was written.
  private func run(_ commands: String, server options: String = "", sourceLocation: SourceLocation = #_sourceLocation)
    throws -> Hv.Result
  {
    let result = try Hv.sh("\(Self.setting(options))\n\(commands)\nkill -INT $server; wait $server")
    #expect(!result.output.contains("sandbox-token"), "\(result.output)", sourceLocation: sourceLocation)
    #expect(!result.errors.contains("sandbox-token"), "\(result.errors)", sourceLocation: sourceLocation)
    return result
  }

  @Test("A token from a pipe is verified and kept for this user alone, and then no more is needed")
  func login() throws {
    let result = try run(
      """
      log_in --in-file; echo $?
      stat -c %a .config .config/hv $file 2>/dev/null || stat -f %Lp .config .config/hv $file
      hv -c 'me | get first_name'
      ls .config/hv
      """)
    #expect(result.output.contains("Ada Lindqvist <"), "\(result.errors)")
    #expect(result.output.contains("administrator"))
    #expect(result.output.contains("1001001, called polder-pine, the default"))
    #expect(result.output.contains("~/.config/hv/accounts.json"))
    #expect(result.output.hasSuffix("\n0\n700\n700\n600\n\"Ada\"\naccounts.json\n"), "\(result.output)")
    #expect(result.errors == "")
  }

  @Test("A token that is refused, missing or none is told, and nothing is stored")
  func refused() throws {
    let result = try run(
      """
      token=another-token log_in; echo $?
      token= log_in; echo $?
      token='two words' log_in; echo $?
      log_in --account-id 77; echo $?
      hv login --account 'a b'; echo $?
      base=http://127.0.0.1:9/v2 log_in; echo $?
      test -e .config; echo $?
      """)
    #expect(result.output == "3\n3\n3\n2\n2\n1\n1\n", "\(result.errors)")
    for code in ["E0401", "E0516", "E0404", "E0515"] { #expect(result.errors.contains(code)) }
    #expect(result.errors.contains("127.0.0.1 does not accept this token"))
    #expect(!result.errors.contains("another-token"))
    #expect(result.errors.contains("--account-id 1001001  Polder & Pine"))
  }

  @Test("A file that others can read is not used, and the way out is told; one that is damaged neither")
  func badFile() throws {
    let result = try run(
      """
      log_in --in-file > login
      chmod 640 $file; hv -c me; echo $?; hv -c '1 + 1'
      chmod 600 $file; hv -c 'me | get first_name'
      echo '{"version": 1, "profiles": [{}]}' > $file; hv whoami; echo $?; log_in; echo $?
      """)
    #expect(result.output == "3\n2\n\"Ada\"\n3\n3\n", "\(result.errors)")
    #expect(result.errors.contains("E0511"))
    #expect(result.errors.contains("chmod 600 ~/.config/hv/accounts.json"))
    #expect(result.errors.contains("E0512"))
    #expect(result.errors.contains("its profile 1 is incomplete"))
  }

  @Test("Of several accounts the first counts, or the one that is named; the environment counts before the first")
  func several() throws {
    let result = try run(
      """
      log_in --in-file > login; first=$server
      rm address; serve --role member; log_in --in-file --account second >> login
      who() { hv "$@" -c 'me | get first_name'; }
      who; who --account second; who --account polder-pine
      env $(cat address) hv -c 'me | get first_name'
      env $(cat address) hv --account polder-pine -c 'me' 2>&1 | grep -o 'error.E05[0-9]*'
      HARVEST_BASE_URL=$base hv --account second -c 'me | get first_name' | wc -l
      hv --account secnd -c me; echo $?
      hv --account second --sandbox -c me; echo $?
      HARVEST_ACCESS_TOKEN=x hv -c me; echo $?
      hv --base-url http://127.0.0.1:9/v2 -c me; echo $?
      hv whoami --account second -o json
      kill -INT $first; wait $first
      """)
    let lines = result.output.split(separator: "\n").map(String.init)
    try #require(lines.count > 9, "\(result.errors)")
    #expect(lines[0] == "\"Ada\"" && lines[2] == "\"Ada\"")
    #expect(lines[1] != "\"Ada\"" && lines[1] == lines[3])
    #expect(lines[4...9] == ["error[E0514", "1", "3", "2", "3", "3"], "\(result.output) \(result.errors)")
    #expect(result.output.contains("\"profile\": \"second\""))
    #expect(result.output.contains("\"role\": \"member\""))
    for text in ["the nearest: second", "leave --account out", "HARVEST_ACCOUNT_ID is not set", "leave --base-url out"]
    {
      #expect(result.errors.contains(text), "\(text): \(result.errors)")
    }
  }

  @Test("whoami says where the credential came from, and ends with 3 where there is none")
  func whoami() throws {
    let result = try run(
      """
      hv whoami; echo $?
      env $(cat address) hv whoami
      log_in --in-file > login; hv whoami; echo $?
      env $(cat address) hv whoami -o json
      sed -i.old s/sandbox-tok/other-tok/ $file; hv whoami; echo $?
      """)
    #expect(result.output.hasPrefix("3\n"), "\(result.output)")
    #expect(result.output.contains("from the environment: HARVEST_ACCESS_TOKEN"))
    #expect(result.output.contains("profile polder-pine, token in ~/.config/hv/accounts.json"))
    #expect(result.output.contains("\"profile\": null"))
    #expect(result.output.contains("\"account_id\": \"1001001\""))
    #expect(result.output.hasSuffix("\n3\n"))
    #expect(result.errors.contains("E0403") && result.errors.contains("hv login  asks for a token and keeps it"))
    #expect(result.errors.contains("E0401"))
  }

  @Test("Where secret-tool is installed it keeps the token, which goes through pipes alone")
  func keyring() throws {
    let result = try run(
      """
      \(Self.keyring)
      log_in; echo $?
      HARVEST_ACCESS_TOKEN=$token HARVEST_ACCOUNT_ID=1001001 hv whoami --account polder-pine
      hv -c 'me | get first_name'
      test "$(cat kept-*)" = "$token"; echo $?
      grep -ce "$token" $file calls
      grep '^store' calls
      hv logout 2>/dev/null; ls | grep -c kept-
      """)
    let output = result.output
    #expect(output.contains("in the keyring, by secret-tool"), "\(result.errors)")
    #expect(output.contains("profile polder-pine, token in the keyring by secret-tool"))
    #expect(output.contains("\"Ada\"\n0\n.config/hv/accounts.json:0\ncalls:0\nstore --label="), "\(output)")
    #expect(output.contains("service hv account 1001001 profile polder-pine\n"))
    #expect(output.hasSuffix("Logged out of Polder & Pine (polder-pine).\n0\n"))
    #expect(result.errors == "")
  }

  @Test("A keyring that fails leaves the token to the file, with a note; one that is gone is told")
  func brokenKeyring() throws {
    let result = try run(
      """
      \(Self.keyring)
      log_in > login; rm kept-*; hv whoami; echo $?
      PATH=$(echo "$PATH" | sed "s,$PWD/tools:,,"):/nowhere hv whoami 2>&1 | grep -c 'error.E0513'
      printf '#!/bin/sh\\necho locked "$(cat)" >&2; exit 1\\n' > tools/secret-tool
      log_in | grep '^token'; hv whoami | grep '^credential'
      """)
    #expect(
      result.output == """
        3
        1
        token    in ~/.config/hv/accounts.json, which only you can read
        credential  profile polder-pine, token in ~/.config/hv/accounts.json

        """, "\(result.errors)")
    #expect(result.errors.contains("E0513"))
    #expect(
      result.errors.contains("note: secret-tool ended with status 1: locked [token]; the token is kept in the file"))
  }

  @Test("logout forgets the account and its token; the next one counts then")
  func logout() throws {
    let result = try run(
      """
      log_in --in-file > login; log_in --in-file --account other >> login
      hv logout nobody; echo $?
      hv logout; grep -c '"name"' $file; hv whoami | grep ^credential
      hv logout other; grep -ce "$token" $file; hv logout; echo $?; hv -c me; echo $?
      """)
    #expect(
      result.output == """
        2
        Logged out of Polder & Pine (polder-pine).
        The default is now other.
        1
        credential  profile other, token in ~/.config/hv/accounts.json
        Logged out of Polder & Pine (other).
        0
        Nobody is logged in.
        0
        3

        """, "\(result.errors)")
    #expect(result.errors.contains("there are: polder-pine, other"))
  }

  @Test("Weeks start as the profile says, without a request")
  func weekStart() throws {
    let week = "hv --today 2026-11-24 -o json -c 'this week' | tr -d ' \\n'"
    let result = try run(
      """
      \(week); echo; log_in --in-file > login; sed -i.old 's/"week_start": 1/"week_start": 7/' $file
      \(week); echo; env $(cat address) \(week); echo; hv doctor | grep -A1 weeks
      """)
    let monday = "{\"from\":\"2026-11-23\",\"to\":\"2026-11-29\"}"
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix(3) == [monday, "{\"from\":\"2026-11-22\",\"to\":\"2026-11-28\"}", monday], "\(result.errors)")
    #expect(result.output.contains("start on Monday for the company, on Sunday for hv"))
    #expect(result.output.contains("hv login --account polder-pine"))
  }

  @Test("doctor finds everything well after a login, and tells what a member may not do")
  func doctor() throws {
    let result = try run(
      """
      log_in --in-file > login; hv doctor; echo $?
      rm address; first=$server; serve --role member --timestamp-timers; log_in --in-file --account second >> login
      hv doctor --account second; echo $?; kill -INT $first; wait $first
      """)
    let parts = result.output.components(separatedBy: "\n0\n")
    try #require(parts.count == 3, "\(result.output) \(result.errors)")
    #expect(!parts[0].contains("✗") && !parts[1].contains("✗"))
    for text in [
      "✓ hv ", "✓ accounts file", "✓ credential", "✓ network", "✓ clock", "✓ token", "✓ account ", "✓ rights",
      "✓ modules",
      "durations", "✓ weeks", "✓ rate limits", "✓ runtime folder", "– terminal",
    ] {
      #expect(parts[0].contains(text), "\(text): \(parts[0])")
    }
    #expect(parts[1].contains("member; may not read the list of users"), "\(parts[1])")
    #expect(parts[1].contains("start and end times"))
  }

  @Test("doctor needs neither credentials nor a network, and tells a wrong token from a wrong account id")
  func doctorWithout() throws {
    let result = try run(
      """
      HARVEST_BASE_URL=http://127.0.0.1:9/v2 hv doctor; echo $?
      hv doctor --base-url $base | grep -c '✓ network'
      HARVEST_BASE_URL=ftp://x hv doctor | grep -c '✗ base URL'
      log_in --in-file > login; sed -i.old s/1001001/77/ $file; hv doctor; echo $?
      sed -i.old s/sandbox-tok/other-tok/ $file; hv doctor | grep -A2 '✗'
      """)
    #expect(result.errors == "")
    let parts = result.output.components(separatedBy: "\n1\n")
    try #require(parts.count == 4, "\(result.output)")
    for text in ["✗ credential", "→ hv login", "✗ network", "– clock", "– token", "– rate limits", "no credentials"] {
      #expect(parts[0].contains(text), "\(text): \(parts[0])")
    }
    #expect(parts[1] == "1")
    #expect(parts[2].contains("✓ token") && parts[2].contains("✗ account"))
    #expect(parts[2].contains("the token reaches: 1001001 Polder & Pine"))
    #expect(parts[3].contains("✗ token") && parts[3].contains("refused"))
  }

  @Test("The token is in no argument of a process, and in no file but the one")
  func hidden() throws {
    let result = try run(
      """
      log_in --in-file > login & log=$!
      for i in $(seq 200); do
        ps axww -o args > processes; grep -q 'hv login' processes && break; sleep 0.02
      done
      wait $log
      grep -c 'hv login' processes; grep 'hv login' processes | grep -ce "$token"
      hv doctor > doctor; hv -c me --trace > me 2>&1; hv whoami -o json > who
      grep -rle "$token" . | sort
      """, server: "--latency 400ms")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.dropFirst() == ["0", "./.config/hv/accounts.json", "./address"], "\(result.output) \(result.errors)")
    #expect(lines.first.flatMap { Int($0) } ?? 0 > 0)
  }
}
