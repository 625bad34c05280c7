import HvValues
import Testing

@testable import HarvestSandbox

/// Multipart bodies, as browsers, curl and the libraries of other languages write them.
struct MultipartTests {
  private static func body(_ lines: [String], boundary: String = "b") throws(Refusal) -> Body {
    try Body(Array(lines.joined(separator: "\r\n").utf8), contentType: "multipart/form-data; boundary=\(boundary)")
  }

  private static let disposition = "Content-Disposition: form-data; "

  @Test func fieldsAndFiles() throws {
    let body = try Self.body([
      "a preamble", "--b", Self.disposition + #"name="notes""#, "", "two", "lines é", "--b",
      Self.disposition + #"name="receipt"; filename="lunch.png""#, "Content-Type: image/png", "",
      "\u{0}\r\n--bx\r\n--\r\n",
      "--b  \t", Self.disposition + #"name="items[][kind]""#, "", "Service", "--b",
      Self.disposition + #"name="notes""#, "", "", "--b--", "an epilogue", "--b",
    ])
    #expect(
      body
        == Body([
          "notes": .text(""), "items": .list([.object(["kind": .text("Service")])]),
          "receipt": .file(
            UploadedFile(name: "lunch.png", contentType: "image/png", bytes: Array("\u{0}\r\n--bx\r\n--\r\n".utf8))),
        ]))
  }

  @Test func filesKeepTheirBytes() throws {
    let bytes = (0...255).map { UInt8($0) } + [0x0D, 0x0A, 0x2D, 0x2D, 0x0D]
    let head = "--b\r\n\(Self.disposition)name=receipt; filename=a.bin\r\n\r\n"
    let body = try Body(
      Array(head.utf8) + bytes + Array("\r\n--b--\r\n".utf8), contentType: "multipart/form-data; boundary=b")
    let file = UploadedFile(name: "a.bin", contentType: "application/octet-stream", bytes: bytes)
    #expect(try body.optionalFile("receipt") == file)
  }

  @Test(arguments: [
    #"multipart/form-data; boundary=a-b"#, #"multipart/form-data; boundary="a-b""#,
    #"MULTIPART/Form-Data;Boundary=a-b"#,
    #"multipart/form-data; charset=utf-8; boundary="a-b"; x=y"#, #"multipart/form-data ; boundary = a-b ;"#,
  ])
  func boundaries(type: String) throws {
    let text = "--a-b\r\n\(Self.disposition)name=x\r\n\r\n1\r\n--a-b--"
    #expect(try Body(Array(text.utf8), contentType: type) == Body(["x": .text("1")]))
  }

  @Test func boundaryWithSpaces() throws {
    let text = "--a; b\"c\r\n\(Self.disposition)name=x\r\n\r\n1\r\n--a; b\"c--"
    let body = try Body(Array(text.utf8), contentType: #"multipart/form-data; boundary="a; b\"c""#)
    #expect(body == Body(["x": .text("1")]))
  }

  @Test(arguments: [
    (#"filename="Rechnung März.pdf""#, "Rechnung März.pdf"), (#"filename="領収書 🧾.png""#, "領収書 🧾.png"),
    (#"filename="a \"b\" c.pdf""#, "a \"b\" c.pdf"), (#"filename="a %22b%22 c.pdf""#, "a \"b\" c.pdf"),
    (#"filename="100%25; x=y.pdf""#, "100%25; x=y.pdf"), (#"filename=plain.pdf"#, "plain.pdf"),
    (#"filename="C:\docs\a.pdf""#, "a.pdf"), (#"filename="../../etc/passwd""#, "passwd"),
    ("filename=\"\u{301}a.pdf\"", "\u{301}a.pdf"), (#"filename="no end"#, "no end"),
  ])
  func fileNames(parameter: String, name: String) throws {
    let body = try Self.body(["--b", Self.disposition + "name=\"f\"; " + parameter, "", "x", "--b--"])
    #expect(try body.optionalFile("f")?.name == name)
  }

  @Test func emptyFile() throws {
    let head = ["--b", Self.disposition + #"name="f"; filename="empty.txt""#, "Content-Type: text/plain", ""]
    let file = UploadedFile(name: "empty.txt", contentType: "text/plain", bytes: [])
    #expect(try Self.body(head + ["", "--b--"]).optionalFile("f") == file)
    // Some clients leave out the newline of the empty content.
    #expect(try Self.body(head + ["--b--"]).optionalFile("f") == file)
  }

  @Test func noFileChosen() throws {
    let body = try Self.body(["--b", Self.disposition + #"name="f"; filename="""#, "", "", "--b--"])
    #expect(body == Body())
  }

  @Test func noParts() throws {
    #expect(try Self.body(["--b--"]) == Body())
  }

  @Test(
    arguments: [
      ["x"], ["--"], ["-b--"], ["--c", "", "--c--"], ["--b"], ["--b", ""], ["--b", "", "x", "--b--"],
      ["--b", "Content-Disposition: form-data", "", "x", "--b--"],
      ["--b", disposition + "name=x", "--b--"], ["--b", disposition + "name=x", "", "1"],
      ["--b", disposition + "name=x", "", "1", "--b"], ["--b", disposition + "name=x", "", "1", "--bb--"],
      ["--b", disposition + "name=x", "", "1--b--"], ["--b\n\(disposition)name=x\n\n1\n--b--"],
      ["--b", disposition + "name=x", "", "1", "--b", disposition + "name=x[]", "", "1", "--b--"],
    ] as [[String]])
  func broken(lines: [String]) {
    #expect(status { try Self.body(lines) } == 400)
  }

  @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", #"multipart/form-data; boundary="""#])
  func noBoundary(type: String) {
    #expect(status { try Body(Array("--\r\n".utf8), contentType: type) } == 400)
  }

  /// Every beginning of a body is refused.
  @Test func truncated() throws {
    let text = [
      "--b", Self.disposition + #"name="x""#, "", "1", "--b", Self.disposition + #"name="f"; filename="é.txt""#,
      "Content-Type: text/plain", "", "content", "--b--",
    ].joined(separator: "\r\n")
    #expect(try Self.body([text]).names == ["f", "x"])
    for length in 1..<text.utf8.count {
      let bytes = Array(text.utf8.prefix(length))
      #expect(status { try Body(bytes, contentType: "multipart/form-data; boundary=b") } == 400, "\(length) bytes")
    }
  }
}
