import HvValues

/// One field of an object in one line.
extension JSONWriter {
  mutating func null(_ name: StaticString) {
    key(name)
    null()
  }

  mutating func field(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  mutating func field(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  mutating func field(_ name: StaticString, _ number: Int64?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  mutating func field(_ name: StaticString, _ number: Exact?) {
    key(name)
    if let number { decimal(number.significand, scale: number.scale) } else { null() }
  }

  /// Hundredths of an hour.
  mutating func field(_ name: StaticString, hundredths: Int32) {
    key(name)
    decimal(Int64(hundredths), scale: 2)
  }

  mutating func field(_ name: StaticString, _ day: Day?) {
    key(name)
    if let day { value(day) } else { null() }
  }

  mutating func field(_ name: StaticString, _ instant: Instant?) {
    key(name)
    if let instant { value(instant) } else { null() }
  }

  /// A nested object.
  mutating func object(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
    key(name)
    open()
    write(&self)
    close()
  }

  mutating func list(_ name: StaticString, _ texts: [String]) {
    key(name)
    openList()
    for text in texts { value(text) }
    closeList()
  }

  mutating func list(_ name: StaticString, _ numbers: [Int64]) {
    key(name)
    openList()
    for number in numbers { value(number) }
    closeList()
  }
}
