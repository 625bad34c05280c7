import HvValues

extension RowParser {
  /// A string, as its declared type where it fits that, else as it is.
  mutating func string(_ kind: ScalarKind, currency: Int) throws(ScanFault) -> Value {
    let start = cursor.at &+ 1
    let escaped = try cursor.skipString()
    let range = start..<cursor.at &- 1
    if escaped { return .string(cursor.unescaped(range)) }
    switch kind {
    case .any: break
    case .day: if let day = Day(utf8: cursor.buffer(range)) { return .day(day) }
    case .instant: if let instant = Instant(utf8: cursor.buffer(range)) { return .instant(instant) }
    case .time: if let time = ClockTime(utf8: cursor.buffer(range)) { return .time(time) }
    case .number, .money:
      // Harvest sends some decimals as strings.
      if case .number(let exact)? = Value(number: cursor.buffer(range)) { return number(exact, kind, currency) }
    }
    return .string(memory.strings.text(range, in: cursor))
  }

  /// A number; its text is kept where `Exact` would print it differently or cannot hold it.
  @inline(__always)
  mutating func number(_ kind: ScalarKind, currency: Int) throws(ScanFault) -> Value {
    let start = cursor.at
    var here = start
    let negative = cursor.byte(here) == Byte.minus
    if negative { here &+= 1 }
    let first = here
    var digits: Int64 = 0
    // Eighteen digits always fit; more wrap, and are then read again below.
    while true {
      let digit = cursor.byte(here) &- Byte.zero
      if digit > 9 { break }
      digits = digits &* 10 &+ Int64(digit)
      here &+= 1
    }
    let whole = here &- first
    var scale = 0
    if cursor.byte(here) == Byte.point {
      let point = here
      here &+= 1
      while true {
        let digit = cursor.byte(here) &- Byte.zero
        if digit > 9 { break }
        digits = digits &* 10 &+ Int64(digit)
        here &+= 1
      }
      scale = here &- point &- 1
      if scale == 0 { throw cursor.fault(.number, at: here) }
    }
    let hasLeadingZero = whole > 1 && cursor.byte(first) == Byte.zero
    if whole == 0 || hasLeadingZero || whole &+ scale > 18 || cursor.byte(here) | 0x20 == 0x65
      || (negative && digits == 0)
    {
      try cursor.skipNumber()
      return unusualNumber(start..<cursor.at, kind, currency)
    }
    cursor.at = here
    let exact = Exact(significand: negative ? 0 &- digits : digits, scale: UInt8(truncatingIfNeeded: scale))
    return number(exact, kind, currency)
  }

  @inline(never)
  private mutating func unusualNumber(_ range: Range<Int>, _ kind: ScalarKind, _ currency: Int) -> Value {
    let value = Value(number: cursor.buffer(range)) ?? .null
    if case .number(let exact) = value { return number(exact, kind, currency) }
    return value
  }

  @inline(__always)
  private mutating func number(_ exact: Exact, _ kind: ScalarKind, _ currency: Int) -> Value {
    kind == .money ? .money(Money(exact, self.currency(currency))) : .number(exact)
  }

  mutating func word() throws(ScanFault) -> Value {
    let first = cursor.byte
    try cursor.skipWord()
    return first == 0x74 ? .bool(true) : first == 0x66 ? .bool(false) : .null
  }
}

// MARK: - Currency

extension RowParser {
  /// The currency at a path of the row that is read; unknown where the row names none.
  mutating func currency(_ index: Int) -> Currency {
    guard index >= 0 else { return index == -1 ? .unknown : tree.fixedCurrencies[-2 - index] }
    while currencies.count <= index {
      currencies.append(.unknown)
      currencyRows.append(-1)
    }
    if currencyRows[index] != rowStart {
      currencyRows[index] = rowStart
      currencies[index] = currency(at: tree.currencies[index].keys[...], from: rowStart)
    }
    return currencies[index]
  }

  /// The currency at a path of the value at a place; unknown where there is none.
  func currency(at keys: ArraySlice<[UInt8]>, from start: Int) -> Currency {
    cursor.text(at: keys, from: start).flatMap { Currency(cursor.plain($0)) } ?? .unknown
  }
}

extension JSONCursor {
  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { bytes(range).assumingMemoryBound(to: UInt8.self) }

  /// The range of the string at a path of the value at `start`. Of a key that comes twice the first one counts here.
  fileprivate func text(at keys: ArraySlice<[UInt8]>, from start: Int) -> Range<Int>? {
    var cursor = self
    cursor.at = start
    do throws(ScanFault) {
      for key in keys { guard try cursor.enter(key) else { return nil } }
      let open = cursor.at
      guard cursor.byte == Byte.quote, try !cursor.skipString() else { return nil }
      return open + 1..<cursor.at - 1
    } catch {
      return nil
    }
  }

  /// Moves from an object to the value of one of its keys.
  private mutating func enter(_ key: [UInt8]) throws(ScanFault) -> Bool {
    guard byte == Byte.openBrace else { return false }
    repeat {
      at += 1
      skipSpace()
      guard byte == Byte.quote else { return false }
      let start = at + 1
      try skipString()
      let isFound = bytes(start..<at - 1).elementsEqual(key)
      try skipColon()
      skipSpace()
      if isFound { return true }
      try skipValue(depth: 0)
      skipSpace()
    } while byte == Byte.comma
    return false
  }
}
