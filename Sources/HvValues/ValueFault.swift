/// Why an operation on values has no result.
public struct ValueFault: Error, Hashable, Sendable {
  /// What stood in the way, with the types or values that the message names.
  public enum Code: Hashable, Sendable {
    /// More digits before the point, or a later date or time of day, than there are.
    case overflow
    /// The divisor of `/` or `%` is zero.
    case divisionByZero
    /// An operand is null.
    case nullOperand
    /// The types of the operands, in their order, do not go together.
    case types(String, String)
    /// The codes of two currencies; `?` where one is unknown.
    case currencies(String, String)
    /// A date was to move by this duration, which is not one of whole days.
    case partOfDay(String)
    /// A duration with months was to be split, or to count as hours.
    case months(String)
  }

  /// What was tried.
  public enum Operation: String, Hashable, Sendable {
    /// The operators `+`, `-`, `*`, `/` and `%`, `-` before one value, comparisons, `in`, and the command `sort`.
    case add, subtract, multiply, divide, remainder, negate, compare, contain, sort
  }

  /// What stood in the way.
  public let code: Code
  /// What was tried, for the verb of the message.
  public let operation: Operation

  /// Makes the fault of an operation that could not be done.
  public init(_ code: Code, _ operation: Operation) {
    self.code = code
    self.operation = operation
  }

  /// The fault of a calculation with numbers.
  public init(exact fault: ExactFault, _ operation: Operation) {
    self.init(fault == .overflow ? .overflow : .divisionByZero, operation)
  }

  /// One sentence without a full stop; it names types, not fields: the caller knows those.
  public var message: String {
    switch code {
    case .overflow:
      "the result is out of range: numbers hold 18 digits, dates the years 1 to 9999, times of day 24 hours"
    case .divisionByZero: "division by zero"
    case .nullOperand:
      switch operation {
      case .subtract: "cannot subtract with null"
      case .remainder: "cannot take the remainder of null"
      default: "cannot \(operation.rawValue) null"
      }
    case .types(let a, let b): Self.message(operation, a, b)
    case .currencies("?", "?"):
      "\(Self.verb(operation)) amounts of which nobody tells the currency; number(…) makes plain numbers of them"
    case .currencies(let a, let b): "\(Self.verb(operation)) \(a) and \(b): money of two currencies does not mix"
    case .partOfDay(let span): "a date moves by whole days, not by \(span)"
    case .months(let span): "months differ in length, so that \(span) cannot be split or counted in hours"
    }
  }

  private static func message(_ operation: Operation, _ a: String, _ b: String) -> String {
    let (first, second) = (noun(a), noun(b))
    return switch operation {
    case .sort where a == b, .compare where a == b: "\(first) has no order"
    case .add, .sort: "\(verb(operation)) \(first) and \(second)"
    case .subtract: "cannot subtract \(second) from \(first)"
    case .multiply, .divide: "\(verb(operation)) \(first) by \(second)"
    case .remainder: "cannot take the remainder of \(first) by \(second)"
    case .negate: "cannot negate \(first)"
    case .compare: "cannot compare \(first) with \(second)"
    case .contain: "cannot look for \(first) in \(second)"
    }
  }

  private static func verb(_ operation: Operation) -> String { "cannot \(operation.rawValue)" }

  private static func noun(_ type: String) -> String {
    switch type {
    case "money", "null": type
    case _ where type.first.map { "aeiou".contains($0) } ?? false: "an \(type)"
    default: "a \(type)"
    }
  }
}
