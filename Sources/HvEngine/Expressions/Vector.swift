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

  func values(_ count: Int) -> [Value] {
    switch self {
    case .same(let value): Array(repeating: value, count: count)
    case .column(let values, nil): Array(values)
    case .column(let values, let selection?): selection.map { values[Int($0)] }
    case .each(let values): values
    }
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
