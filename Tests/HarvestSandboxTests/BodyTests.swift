import HvValues
import Testing

@testable import HarvestSandbox

/// What the encodings of a request's body mean.
struct BodyTests {
  @Test(
    arguments: [
      (#"{}"#, [:]),
      (#" {"a" : 1 , "b":[ ] }  "#, ["a": .number(1), "b": .list([])]),
      (#"{"a":null,"b":true,"c":false,"d":"x"}"#, ["a": .null, "b": .flag(true), "c": .flag(false), "d": .text("x")]),
      (#"{"a":-0.50,"b":1e3,"c":0}"#, ["a": .number(-5, 1), "b": .number(1000), "c": .number(0)]),
      (#"{"a":[1,[2,{"b":3}]]}"#, ["a": .list([.number(1), .list([.number(2), .object(["b": .number(3)])])])]),
      (#"{"a":1,"a":2}"#, ["a": .number(2)]),
      (#"{"":"empty name"}"#, ["": .text("empty name")]),
      (#"{"a":"\"\\\/\b\f\n\r\t"}"#, ["a": .text("\"\\/\u{8}\u{C}\n\r\t")]),
      (#"{"a":"\u00e9\u20AC\ud83d\ude00\u0000"}"#, ["a": .text("é€😀\u{0}")]),
      (#"{"\u0061":"漢字 👩‍👩‍👧‍👦"}"#, ["a": .text("漢字 👩‍👩‍👧‍👦")]),
    ] as [(String, [String: BodyValue])])
  func json(text: String, fields: [String: BodyValue]) throws {
    #expect(try Body(Array(text.utf8), contentType: "application/json; charset=utf-8") == Body(fields))
  }

  @Test(
    arguments: [
      " ", "null", "1", "[]", #""a""#, "{", "}", "{}x", "{} {}", #"{"a"}"#, #"{"a":}"#, #"{"a":1"#, #"{"a":1,}"#,
      #"{,"a":1}"#, #"{a:1}"#, #"{'a':1}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#, #"{"a":[1}"#, #"{"a":[1,]}"#, #"{"a":["#,
      #"{"a":tru}"#, #"{"a":True}"#, #"{"a":NaN}"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#,
      #"{"a":1e}"#, #"{"a":-}"#, #"{"a":1-2}"#, #"{"a":"x}"#, #"{"a":"\"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
      #"{"a":"\u12g4"}"#, #"{"a":"\ud83d"}"#, #"{"a":"\ud83dx"}"#, #"{"a":"\ud83d\u0041"}"#, #"{"a":"\ude00"}"#,
      #"{"a":"\u"#, "{\"a\":\"line\nbreak\"}", "\u{FEFF}{}",
    ])
  func brokenJSON(text: String) {
    #expect(status { try Body(Array(text.utf8), contentType: "application/json") } == 400)
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let json = Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)
    #expect(status { try Body(json, contentType: "application/json") } == 400)
    #expect(status { try Body(Array("a=".utf8) + bytes, contentType: Self.form) } == 400)
    let escaped = bytes.map { "%" + String($0, radix: 16) }.joined()
    #expect(status { try Body(Array("a=\(escaped)".utf8), contentType: Self.form) } == 400)
    let part = Array("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + bytes + Array("\r\n--b--".utf8)
    #expect(status { try Body(part, contentType: "multipart/form-data; boundary=b") } == 400)
  }

  /// Every beginning of a body is refused, and none is read as something else.
  @Test func truncatedJSON() {
    let text = Array(#"{"a":[1.5e3,{"b":"\ud83d\ude00 é"}],"c":null,"d":true}"#.utf8)
    for length in 1..<text.count {
      #expect(status { try Body(Array(text[..<length]), contentType: "application/json") } == 400, "\(length) bytes")
    }
  }

  @Test(arguments: ["1e400", "-1e400", "9223372036854775808", "0.0000000000000000001", "1e999999999999999999999"])
  func numbersOutOfRange(number: String) {
    let refusal = refusal { try Body(Array(#"{"rate":[\#(number)]}"#.utf8), contentType: "application/json") }
    #expect(refusal == Refused(422, "Invalid rate parameter"))
  }

  @Test(arguments: [(31, nil), (32, 400), (100_000, 400)] as [(Int, Int?)])
  func nesting(lists: Int, refused: Int?) {
    let open = String(repeating: "[", count: lists)
    let close = String(repeating: "]", count: lists)
    #expect(status { try Body(Array(#"{"a":\#(open)\#(close)}"#.utf8), contentType: "application/json") } == refused)
    #expect(status { try Body(Array(#"{"a":\#(open)"#.utf8), contentType: "application/json") } == 400)
    let objects = String(repeating: #"{"a":"#, count: lists) + "{}" + String(repeating: "}", count: lists)
    #expect(status { try Body(Array(objects.utf8), contentType: "application/json") } == refused)
    let brackets = String(repeating: "[]", count: lists)
    #expect(status { try Body(Array("a\(brackets)=1".utf8), contentType: Self.form) } == refused)
  }

  static let form = "application/x-www-form-urlencoded"

  @Test(
    arguments: [
      ("a=b", ["a": .text("b")]),
      ("a=1&a=2", ["a": .text("2")]),
      ("a&b=&=c&&", ["a": .text(""), "b": .text(""), "": .text("c")]),
      ("a=1=2", ["a": .text("1=2")]),
      ("n%5Bm%5D=caf%C3%A9+au+lait%2B&x=100%25%", ["n": .object(["m": .text("café au lait+")]), "x": .text("100%%")]),
      ("user[name]=x&user[id]=7", ["user": .object(["name": .text("x"), "id": .text("7")])]),
      ("list[]=1&list[]=2&list[]=", ["list": .list([.text("1"), .text("2"), .text("")])]),
      (
        "line_items[][kind]=Service&line_items[][quantity]=2&line_items[][kind]=Product",
        [
          "line_items": .list([
            .object(["kind": .text("Service"), "quantity": .text("2")]), .object(["kind": .text("Product")]),
          ])
        ]
      ),
      (
        "a[][b][c]=1&a[][b][d]=2&a[][b][c]=3",
        [
          "a": .list([
            .object(["b": .object(["c": .text("1"), "d": .text("2")])]), .object(["b": .object(["c": .text("3")])]),
          ])
        ]
      ),
      (
        "a[][tags][]=1&a[][tags][]=2&a[][id]=7",
        ["a": .list([.object(["tags": .list([.text("1"), .text("2")]), "id": .text("7")])])]
      ),
      (
        "a[b=1&]=2&[c]=3&d[e]f=4&g]=5",
        ["a[b": .text("1"), "]": .text("2"), "[c]": .text("3"), "d[e]f": .text("4"), "g]": .text("5")]
      ),
    ] as [(String, [String: BodyValue])])
  func formData(text: String, fields: [String: BodyValue]) throws {
    #expect(try Body(Array(text.utf8), contentType: "Application/X-WWW-Form-URLencoded; charset=UTF-8") == Body(fields))
  }

  @Test(arguments: [
    "a=1&a[]=2", "a[]=1&a=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[b]=1&a=2", "a=1&a[b]=2", "a[]=1&a[][b]=2",
  ])
  func contradictingFormData(text: String) {
    #expect(status { try Body(Array(text.utf8), contentType: Self.form) } == 400)
  }

  @Test(arguments: [
    nil, "", "text/plain", "application/jsonp", "application", "multipart/mixed; boundary=b", ";;==\"\\",
  ])
  func otherContentTypes(type: String?) throws {
    #expect(status { try Body(Array("{}".utf8), contentType: type) } == 400)
    #expect(try Body([], contentType: type) == Body())
  }

  @Test func names() throws {
    let body = try Body(Array(#"{"b":null,"a":1}"#.utf8), contentType: "application/json")
    #expect(body.names == ["a", "b"])
    #expect(body.has("b") && !body.has("c"))
    #expect(body["b"] == .null && body["c"] == nil)
  }
}

extension BodyValue {
  /// A number from its significand and scale.
  static func number(_ significand: Int64, _ scale: UInt8 = 0) -> BodyValue {
    .number(Exact(significand: significand, scale: scale))
  }

  static func object(_ fields: [String: BodyValue]) -> BodyValue { .object(Body(fields)) }
}

/// A refusal's status and message.
struct Refused: Equatable {
  let status: Int
  let message: String?

  init(_ status: Int, _ message: String?) {
    self.status = status
    self.message = message
  }
}

/// The refusal that some work ends in, if any.
func refusal<T>(_ work: () throws -> T) -> Refused? {
  do {
    _ = try work()
    return nil
  } catch let error as Refusal {
    return Refused(error.response.status, (try? JSON(error.response.body))?["message"].string)
  } catch {
    Issue.record(error)
    return nil
  }
}

func status<T>(_ work: () throws -> T) -> Int? { refusal(work)?.status }
