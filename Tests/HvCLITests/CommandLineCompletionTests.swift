import Foundation
import Testing

/// What shells complete for hv, and the manual page.
@Suite("Command lines")
struct CommandLineCompletionTests {
  /// A command line up to the cursor, what has to be offered, and what must not.
  static let cases: [(line: String, has: [String], hasNot: [String])] = [
    ("hv ", ["login", "sandbox", "report.hv", "lib/"], ["notes.txt", "--quiet", "run"]),
    ("hv lo", ["login", "logout"], ["sandbox"]),
    ("hv rep", ["report.hv"], ["login"]),
    ("hv --s", ["--sandbox", "--seed"], ["--today", "--shell"]),
    ("hv --today 2026-01-01 --q", ["--quiet"], []),
    ("hv -o mark", ["markdown"], ["json"]),
    ("hv --errors ", ["fancy", "json"], ["login"]),
    ("hv sandbox --", ["--latency", "--role"], ["--quiet"]),
    ("hv sandbox --role ", ["administrator", "member"], ["login"]),
    ("hv report.hv lo", [], ["login", "logout"]),
    ("hv -c 'proj", ["projects"], ["clients"]),
    ("hv -c 'projects | wh", ["projects | where"], ["where"]),
    ("hv -c \"projects | where is_a", ["projects | where is_active"], []),
    ("hv -c projects\\ \\|\\ wh", ["projects | where"], []),
    ("hv --sandbox -c 'timesheet ", ["timesheet this week"], []),
    ("hv -c 'x' --acc", ["--account"], []),
  ]

  @Test("What is offered", arguments: cases.indices)
  func offered(_ index: Int) throws {
    let (line, has, hasNot) = Self.cases[index]
    let quoted = "'" + line.replacingOccurrences(of: "'", with: "'\\''") + "'"
    let result = try Hv.sh("mkdir lib; touch report.hv notes.txt; hv complete --shell fish --line=\(quoted)")
    #expect(result.status == 0 && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    let texts = lines.map { String($0[0]) }
    for text in has { #expect(texts.contains(text), "\(line): \(text) is not among \(texts.prefix(30))") }
    for text in hasNot { #expect(!texts.contains(text), "\(line): \(text) is offered") }
    for line in lines { #expect(line.count == 2 && !line[1].isEmpty, "\(line)") }
  }

  /// The end of a script that asks bash as its Tab does.
  private static func bash(_ line: String, word: String) -> String {
    """
    cat > ask.bash <<'HV_END'
    source <(hv completions bash)
    COMP_LINE=\(line); COMP_POINT=${#COMP_LINE}; COMP_WORDS=(hv)
    compopt() { :; }
    _hv hv \(word) x
    printf '%s\\n' "${COMPREPLY[@]}"
    HV_END
    bash ask.bash
    """
  }

  @Test("The script of bash hands on what is offered, in place of what bash takes for the word")
  func bashScript() throws {
    #expect(try Hv.sh(Self.bash("'hv lo'", word: "lo")).output == "login\nlogout\n")
    #expect(
      try Hv.sh(Self.bash("\"hv -c 'projects | wh\"", word: "'projects | wh'")).output == "projects | where\n")
    // Behind a word break of bash's, only the rest is replaced.
    #expect(try Hv.sh(Self.bash("'hv -c projects:wh'", word: "wh")).output == "\n")
    #expect(
      try Hv.sh(
        Self.bash(#"'hv -c "clients | where name == \"A\" and is_a'"#, word: #"'clients | where name == "A" and is_a'"#)
      )
      .output == "clients | where name == \\\"A\\\" and is_active\n")
  }

  @Test("The scripts are such of their shells", arguments: ["bash -n", "zsh -n", "fish -n"])
  func syntax(_ check: String) throws {
    let shell = check.prefix { $0 != " " }
    // Not every machine has every shell.
    let result = try Hv.sh(
      "command -v \(shell) >/dev/null || exit 0; hv completions \(shell) > script; \(check) script")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }

  @Test("The manual page has everything, and man understands it")
  func manual() throws {
    let page = try Hv.sh("hv manual").output
    for text in [
      ".SH NAME", ".SH EXIT STATUS", "\\-\\-read\\-only", ".B hv sandbox", ".B where condition", ".B timesheet",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    for line in page.split(separator: "\n") { #expect(!line.hasPrefix("'"), "\(line)") }
    let read = try Hv.sh(
      "command -v man >/dev/null || exit 0; hv manual > hv.1; MANWIDTH=80 man --warnings -l hv.1 > text; cat text")
    #expect(read.status == 0 && read.errors.isEmpty, "\(read.errors)")
    if !read.output.isEmpty { #expect(read.output.contains("hv - A shell and a small pipeline language")) }
  }
}
