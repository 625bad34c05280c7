import HvSyntax
import HvValues

/// The values of an expression for every row of a batch.
enum Vector {
  /// The same for all rows.
  case same(Value)
  /// One a row of the source; those of the selected rows count.
  case column(ContiguousArray<Value>, selection: [Int32]?)
  /// One a row of the batch.
  case each([Value])

  @inline(__always)
  subscript(_ index: Int) -> Value {
    switch self {
    case .same(let value): value
    case .column(let values, nil): values[index]
    case .column(let values, let selection?): values[Int(selection[index])]
    case .each(let values): values[index]
    }
  }

  var isSame: Bool { if case .same = self { true } else { false } }

  func values(_ count: Int) -> [Value] {
    switch self {
    case .same(let value): Array(repeating: value, count: count)
    case .column(let values, nil): Array(values)
    case .column(let values, let selection?): selection.map { values[Int($0)] }
    case .each(let values): values
    }
  }
}

extension Vector {
  /// The rows for which a condition holds, and the others; nil where it is neither true nor false for one of them.
  func split(_ count: Int) -> (yes: [Int32], no: [Int32])? {
    var (yes, no): ([Int32], [Int32]) = ([], [])
    for index in 0..<Int32(truncatingIfNeeded: count) {
      switch self[Int(index)] {
      case .bool(true): yes.append(index)
      case .bool(false), .null: no.append(index)
      default: return nil
      }
    }
    return (yes, no)
  }
}

extension Node {
  /// The values for some rows of a batch, one for each of `places`. The others are left alone: what a condition
  /// excludes takes no time and is no error.
  func vector(_ batch: Batch, at places: [Int32], _ frame: Frame) -> Vector? {
    if places.isEmpty { return .each([]) }
    return vector(places.count == batch.count ? batch : batch.picking(places), frame)
  }

  /// Puts the values for some rows of a batch in their places; false where they cannot be computed at once.
  func fill(_ out: inout [Value], at places: [Int32], of batch: Batch, _ frame: Frame) -> Bool {
    guard let values = vector(batch, at: places, frame) else { return false }
    for (index, place) in places.enumerated() { out[Int(place)] = values[index] }
    return true
  }
}

/// What the operators do with two plain numbers, the common case; nil for any other, which the general way computes.
enum NumberKernel {
  case compare(BinaryOperator)
  case add, subtract, multiply, remainder

  init?(_ op: BinaryOperator) {
    switch op {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: self = .compare(op)
    case .plus: self = .add
    case .minus: self = .subtract
    case .times: self = .multiply
    case .remainder: self = .remainder
    default: return nil
    }
  }

  @inline(__always)
  func apply(_ a: Value, _ b: Value) -> Value? {
    guard case .number(let x) = a, case .number(let y) = b else { return nil }
    switch self {
    case .compare(let op):
      let (isLess, isEqual) = x.compared(with: y)
      switch op {
      case .less: return .bool(isLess)
      case .lessOrEqual: return .bool(isLess || isEqual)
      case .greater: return .bool(!isLess && !isEqual)
      case .greaterOrEqual: return .bool(!isLess)
      case .equal: return .bool(isEqual)
      default: return .bool(!isEqual)
      }
    case .add: return (try? x.adding(y)).map(Value.number)
    case .subtract: return (try? x.subtracting(y)).map(Value.number)
    case .multiply: return (try? x.multiplied(by: y)).map(Value.number)
    case .remainder: return (try? x.remainder(dividingBy: y)).map(Value.number)
    }
  }
}
