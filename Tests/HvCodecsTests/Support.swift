import HvValues

@testable import HvCodecs

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A value as compact JSON, to compare in one line.
func json(_ value: Value) -> String {
  var encoding = JSONEncoding()
  var out: [UInt8] = []
  do { try encoding.append(value, to: &out) } catch { return "\(error)" }
  return String(decoding: out, as: UTF8.self)
}

func read(_ text: String, schema: RowSchema? = nil) throws(JSONFault) -> Value {
  try JSONReader.value(bytes(text), schema: schema)
}

/// What a writer makes of batches.
func written(_ writer: some RowWriter, _ batches: [Batch]) throws -> String {
  var writer = writer
  var out: [UInt8] = []
  for batch in batches { try writer.write(batch, to: &out) }
  try writer.finish(to: &out)
  return String(decoding: out, as: UTF8.self)
}

/// What a writer makes of the rows of a JSON list.
func written(_ writer: some RowWriter, _ rows: String, schema: RowSchema? = nil) throws -> String {
  try written(writer, [Batch(JSONPage(array: bytes(rows), schema: schema))])
}

/// What a reader finds when it is fed so many bytes at a time.
func rows(_ reader: some RowReader, _ input: [UInt8], chunk: Int) throws(ReadFault) -> [Value] {
  var reader = reader
  var rows: [Value] = []
  var start = 0
  while start < input.count {
    let end = min(start + chunk, input.count)
    if let batch = try reader.read(Array(input[start..<end])) { rows += batch.values }
    start = end
  }
  if let batch = try reader.finish() { rows += batch.values }
  return rows
}

/// Numbers that are the same in every run: SplitMix64.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
