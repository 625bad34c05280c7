import HarvestClient
import Testing

@Suite("Addresses")
struct AddressTests {
  @Test(
    "base URLs that are good",
    arguments: [
      ("https://api.harvestapp.com/v2", "https://api.harvestapp.com/v2"),
      ("https://api.harvestapp.com/v2/", "https://api.harvestapp.com/v2"),
      ("HTTPS://API.HarvestApp.com:443/v2", "https://api.harvestapp.com/v2"),
      ("http://127.0.0.1:8080/v2", "http://127.0.0.1:8080/v2"), ("http://[::1]:8080/v2", "http://[::1]:8080/v2"),
      ("http://localhost/proxy/harvest/v2", "http://localhost/proxy/harvest/v2"),
      ("http://localhost:80/v2", "http://localhost/v2"), ("https://localhost:80/v2", "https://localhost:80/v2"),
    ])
  func goodBases(text: String, shown: String) throws {
    #expect(try BaseURL(text).description == shown)
  }

  @Test(
    "base URLs that are not",
    arguments: [
      ("", "it does not start with https:// or http://"),
      ("api.harvestapp.com/v2", "it does not start with https:// or http://"),
      ("ftp://x/v2", "it does not start with https:// or http://"), ("http:///v2", "it names no host"),
      ("http://x", "its path must end in /v2: http://x/v2"),
      ("http://x:81/", "its path must end in /v2: http://x:81/v2"),
      ("http://x/v3", "its path must end in /v2: http://x/v3/v2"), ("http://x/v2?a=1", "it has a query (?)"),
      ("http://x/v2#a", "it has a fragment (#)"), ("http://me:pw@x/v2", "it holds a user name or password (@)"),
      ("http://x:0/v2", "`0` is no port"), ("http://x:65536/v2", "`65536` is no port"),
      ("http://x:/v2", "`` is no port"),
      ("http://x:99999999999999999999/v2", "`99999999999999999999` is no port"), ("http://x:+1/v2", "`+1` is no port"),
      ("http://[::1/v2", "the bracket of its host is not closed"), ("http://[x]/v2", "`[x]` is no IPv6 address"),
      ("http://a;b/v2", "`a;b` is no host name"),
      ("http://x/a b/v2", "it holds a space, a control character or a letter outside ASCII"),
      ("http://x/\r\n/v2", "it holds a space, a control character or a letter outside ASCII"),
      ("http://ünï/v2", "it holds a space, a control character or a letter outside ASCII"),
      ("http://x/%zz/v2", "it holds a character that must be percent-encoded"),
      ("http://x/%2", "it holds a character that must be percent-encoded"),
      ("http://x/a|b/v2", "it holds a character that must be percent-encoded"),
    ])
  func badBases(text: String, reason: String) {
    #expect { try BaseURL(text) } throws: { ($0 as? AddressFault)?.reason == reason }
  }

  @Test(
    "paths and queries are encoded by RFC 3986, and nothing in them can end them",
    arguments: [
      ("/projects", [], "/v2/projects"), ("projects/5", [], "/v2/projects/5"),
      ("/a b?c#d%e", [], "/v2/a%20b%3Fc%23d%25e"), ("/x\r\nHost: evil", [], "/v2/x%0D%0AHost:%20evil"),
      ("/x", [("q", "a b+c&d=e")], "/v2/x?q=a%20b%2Bc%26d%3De"),
      ("/x", [("q", "ü/日?#")], "/v2/x?q=%C3%BC%2F%E6%97%A5%3F%23"),
      ("/x", [("q", "a\r\nb\0")], "/v2/x?q=a%0D%0Ab%00"), ("/x", [("q", "A-z_0.9~")], "/v2/x?q=A-z_0.9~"),
      ("/x", [("b", "1"), ("a", ""), ("b", "2")], "/v2/x?b=1&a=&b=2"), ("/x", [("a[]", "%20")], "/v2/x?a%5B%5D=%2520"),
    ] as [(String, [(String, String)], String)])
  func encoding(path: String, query: [(String, String)], target: String) throws {
    let address = BaseURL.harvest.address(path, query: query)
    #expect(address.target == target)
    #expect(try WebAddress(address.description) == address, "what is made can be read")
  }

  @Test("the accounts of a token are listed by Harvest's identity host, or by the emulator itself")
  func identity() throws {
    #expect(BaseURL.harvest.identity.description == "https://id.getharvest.com/api/v2")
    #expect(try BaseURL("http://127.0.0.1:8080/x/v2").identity.description == "http://127.0.0.1:8080/api/v2")
  }
}
