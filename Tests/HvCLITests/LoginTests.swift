import Foundation
import HarvestClient
import HvSyntax
import HvValues
import Testing
import struct HarvestClient.Token

@testable import HvCLI

/// What `hv login` makes of a server's answers, and how it asks at a terminal.
struct LoginTests {
  /// A server that has an answer for some paths, and for the others none.
  private struct Server: Transport {
    var answers: [String: (status: Int, body: String)]

    func send(
      _ request: HTTPExchange.Request, within limit: Duration
    ) async throws(TransportFault) -> HTTPExchange.Response {
      guard let answer = answers[request.address.path] else { throw TransportFault(.tls, "nobody is there") }
      return HTTPExchange.Response(status: answer.status, headers: [], body: Array(answer.body.utf8))
    }

    func shutdown() async {}
  }

  private static let list = """
    {"accounts": [{"id": 1, "name": "One", "product": "harvest"}, {"id": 2, "name": "Two", "product": "forecast"},
      {"id": 3, "name": "Three", "product": "harvest"}]}
    """

  private static func check(_ answers: [String: (Int, String)]) throws -> LoginCheck {
    LoginCheck(
      token: try #require(Token("some-token")), baseURL: try BaseURL("http://localhost:1/v2"),
      transport: Server(answers: answers))
  }

  private static func fault(_ body: () async throws -> Void) async -> Diagnostic? {
    do { try await body() } catch { return error as? Diagnostic }
    return nil
  }

  @Test("Of several accounts one is chosen, and Forecast's do not count")
  func several() async throws {
    let check = try Self.check(["/api/v2/accounts": (200, Self.list)])
    let offered = LoginCheck.Account(id: "3", name: "Three")
    #expect(try await check.account(wanted: "3", choose: nil) == offered)
    #expect(try await check.account(wanted: nil) { $0[1] } == offered)
    let nobodyAsked = await Self.fault { _ = try await check.account(wanted: nil, choose: nil) }
    #expect(nobodyAsked?.exit == .usage)
    #expect(nobodyAsked?.help.prefix(2) == ["--account-id 1  One", "--account-id 3  Three"])
    let other = await Self.fault { _ = try await check.account(wanted: "2", choose: nil) }
    #expect(other?.message == "the token does not reach the account 2")
  }

  @Test("A server that lists no accounts is no obstacle where the id is given", arguments: [nil, 404, 200])
  func noList(_ status: Int?) async throws {
    let check = try Self.check(status.map { ["/api/v2/accounts": ($0, "{}")] } ?? [:])
    #expect(try await check.account(wanted: "7", choose: nil).id == "7")
    let fault = await Self.fault { _ = try await check.account(wanted: nil, choose: nil) }
    #expect(fault?.help.contains("--account-id N  logs in without the list of accounts") == true)
  }

  @Test("A refused token is refused, whatever else is given")
  func refused() async throws {
    let check = try Self.check(["/api/v2/accounts": (401, #"{"error": "invalid_token"}"#)])
    let fault = await Self.fault { _ = try await check.account(wanted: "7", choose: nil) }
    #expect(fault?.exit == .credentials)
  }

  @Test("The week's first day is read; settings that may not be read are no obstacle")
  func facts() async throws {
    let me = (200, #"{"first_name": "A", "last_name": "B", "access_roles": ["manager", "project_creator"]}"#)
    let account = LoginCheck.Account(id: "7", name: "")
    let full = try await Self.check([
      "/v2/users/me": me, "/v2/company": (200, #"{"name": "C", "week_start_day": "Sunday", "invoice_feature": false}"#),
    ]).facts(of: account)
    #expect(full.user.name == "A B")
    #expect(full.user.role == "manager (project_creator)")
    #expect(full.company?.weekStart == 7)
    #expect(full.company?.modulesOff == ["invoice"])
    let partial = try await Self.check(["/v2/users/me": me, "/v2/company": (403, "")]).facts(of: account)
    #expect(partial.company == nil)
  }

  @Test(
    "A profile is called as its company, and never as another account",
    arguments: [
      ("Polder & Pine", "polder-pine"), ("  ACME, Inc. ", "acme-inc"), ("みなと商店", "みなと商店"), ("Taken", "taken-8"),
      ("!!", "account-8"), (nil, "account-8"),
    ])
  func name(_ company: String?, _ expected: String) throws {
    var profiles = Profiles()
    profiles.put(try Self.profile("taken", account: "7"))
    #expect(profiles.name(for: company, accountID: "8", baseURL: .harvest) == expected)
    #expect(profiles.name(for: company, accountID: "7", baseURL: .harvest) == "taken")
  }

  private static func profile(_ name: String, account: String) throws -> Profile {
    Profile(
      name: name, accountID: account, baseURL: .harvest, company: nil, user: "U", email: nil, role: nil, weekStart: 6,
      keeping: .file(try #require(Secret(" some-token\n"))))
  }

  @Test("Profiles come back from the file as they were, and tokens are in no description")
  func profiles() throws {
    var profiles = Profiles()
    profiles.put(try Self.profile("a", account: "7"))
    profiles.put(try Self.profile("b", account: "8"))
    #expect(try Profiles(profiles.value) == profiles)
    #expect(!"\(profiles)".contains("some-token"))
    var dumped = ""
    dump(profiles, to: &dumped)
    #expect(!dumped.contains("some-token"))
    profiles.remove("a")
    #expect(profiles.standard?.name == "b")
  }

  @Test("A date of HTTP is read, and nothing else")
  func date() {
    #expect(DoctorTransport.instant("Sun, 06 Nov 1994 08:49:37 GMT")?.description == "1994-11-06T08:49:37Z")
    for text in [
      "", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 36 Nov 1994 08:49:37 GMT",
    ] {
      #expect(DoctorTransport.instant(text) == nil)
    }
  }

  // MARK: - At a terminal

  /// Runs `hv login` on a terminal of its own, types something once it asks for the token, and shows the screen.
  private func atTerminal(_ typed: String) throws -> String {
    let login = "trap : INT; hv login --in-file --base-url \\$base; echo status \\$?; stty -a"
    #if os(macOS)
      let terminal = "script -q /dev/null sh -c \"\(login)\""
    #else
      let terminal = "script -qec \"\(login)\" /dev/null"
    #endif
    return try Hv.sh(
      """
      export HOME=$PWD NO_COLOR=1; unset XDG_CONFIG_HOME
      hv sandbox --today 2026-11-24 --entries 50 > address & server=$!
      for i in $(seq 200); do test -s address && break; sleep 0.05; done
      export base=$(sed -n s/HARVEST_BASE_URL=//p address); token=$(sed -n s/HARVEST_ACCESS_TOKEN=//p address)
      touch shown
      { for i in $(seq 200); do grep -q 'not shown' shown && break; sleep 0.05; done
        sleep 0.1; \(typed); for i in $(seq 200); do grep -q 'status' shown && break; sleep 0.05; done; sleep 0.3
      } | \(terminal) > shown & typing=$!
      for i in $(seq 600); do kill -0 $typing 2>/dev/null || break; sleep 0.1; done
      kill -9 $typing 2>/dev/null; cat shown; kill -INT $server; wait $server
      """
    ).output
  }

  @Test("A token that is typed is not shown, and the terminal shows again what is typed afterwards")
  func typed() throws {
    let shown = try atTerminal("echo \"$token\"")
    #expect(!shown.contains("sandbox-token"))
    #expect(shown.contains("Token for 127.0.0.1, not shown: \r\n"), "\(shown)")
    #expect(shown.contains("Ada Lindqvist") && shown.contains("status 0"))
    #expect(shown.contains(" echo "))
  }

  @Test("Ctrl-C ends the question, and the terminal shows again what is typed")
  func interrupted() throws {
    let shown = try atTerminal("printf 'half\\003'")
    #expect(shown.contains("status 130"), "\(shown)")
    #expect(!shown.contains("half"))
    #expect(shown.contains(" echo ") && !shown.contains("-echo "))
  }
}
