@testable import HvCodecs

/// Files of CSV and TSV that hold all that a reader has to mind, some of them with a mistake.
struct RandomCSV {
  var random: Seeded

  struct File: CustomStringConvertible {
    let bytes: [UInt8]
    let format: CSVFormat
    var description: String { "\(format) \(String(decoding: bytes, as: UTF8.self).debugDescription)" }
  }

  private static let cells = [
    "", "", "0", "7", "-1", "-0", "007", "1.50", "-0.05", "1.", ".5", "1e5", "123456789012345678",
    "9223372036854775807", "-9223372036854775808", "12345678901234567890", "0.1234567890123456789", "00.5", "-", "true",
    "false", "truer", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "0000-01-01", "20240115", "2024-1-150",
    "2024-01-15T09:00:00Z", "2024-01-15T09:00:00.250Z", "2024-01-15T09:00:00.25Z", "2024-01-15t09:00:00Z",
    "2024-01-15T09:00:00+00:00", "2024-01-15 09:00:00Z", "'=1", "'a", "''-x", "'-5", "'", "=1", "Client 01", "é", "😀",
    "\u{0}", "'007", "Weekly meeting with the client", "Weekly meeting with the clienT",
    "a rather long text, longer than that",
  ]
  private static let pieces = ["a", "\"", "\"\"", "'", " ", ",", ";", "\t", "\n", "\r", "\r\n", "\\", "\\t", "é", "="]

  mutating func file() -> File {
    let format = random.pick([CSVFormat.csv, .csv, .csv(delimiter: 0x3B), .tsv])
    let width = random.pick([1, 2, 2, 3, 5])
    let lineEnd = random.pick(["\n", "\n", "\r\n"])
    var bytes: [UInt8] = random.chance(10) ? [0xEF, 0xBB, 0xBF] : []
    let isQuoted = random.chance(60)
    func add(_ text: String) { bytes += Array(text.utf8) }
    for _ in 0..<random.below(3) where random.chance(20) { add(lineEnd) }
    add(["a", "b c", "", "\"d\"", "e"].prefix(width).joined(separator: String(UnicodeScalar(format.delimiter))))
    add(lineEnd)
    let mistake = random.chance(20)
    for _ in 0..<random.below(14) {
      if random.chance(10) { add(lineEnd) }
      let cells = mistake && random.chance(10) ? random.below(width + 2) + 1 : width
      for cell in 0..<cells {
        if cell > 0 { bytes.append(format.delimiter) }
        bytes += self.cell(format, isQuoted: isQuoted, mistake: mistake)
      }
      add(random.chance(5) ? "\r\n" : lineEnd)
    }
    // The last line may have no end, or only half of one.
    if random.chance(30), bytes.last == 0x0A { bytes.removeLast() }
    return File(bytes: bytes, format: format)
  }

  private mutating func cell(_ format: CSVFormat, isQuoted: Bool, mistake: Bool) -> [UInt8] {
    var text = random.chance(60) ? random.pick(Self.cells) : ""
    if random.chance(20) { for _ in 0..<random.below(4) { text += random.pick(Self.pieces) } }
    if random.chance(5) { text += String(repeating: "-long", count: random.below(40)) }
    var bytes = Array(text.utf8)
    if random.chance(2) { bytes.append(0xFF) }
    if mistake, random.chance(5) { return bytes }
    if format.isQuoted, isQuoted, random.chance(40) {
      return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }
    // A quote is text but at the start; what ends a cell cannot stand in a plain one.
    bytes.removeAll { $0 == format.delimiter || $0 == 0x0A }
    while bytes.last == 0x0D { bytes.removeLast() }
    if format.isQuoted, bytes.first == 0x22 { bytes[0] = 0x27 }
    return bytes
  }
}
