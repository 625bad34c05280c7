/// The codes of all syntax errors; `help E0107` shows the explanation.
package enum SyntaxErrorCode: String, Sendable, CaseIterable {
  // Characters and literals
  case invalidUTF8 = "E0101"
  case controlCharacter = "E0102"
  case unknownCharacter = "E0103"
  case malformedNumber = "E0104"
  case malformedDate = "E0105"
  case malformedTime = "E0106"
  case malformedVariable = "E0107"
  case badEscape = "E0108"
  case unclosedString = "E0109"
  case unclosedInterpolation = "E0110"
  case tripleQuoteLayout = "E0111"
  // Brackets
  case unclosedBracket = "E0112"
  case unclosedBlock = "E0113"
  case strayCloser = "E0114"
  case emptyBlock = "E0115"
  case greaterReadAsComparison = "E0116"
  case takesNoBlock = "E0117"
  case missingBlock = "E0118"
  // Stages and expressions
  case missingStage = "E0119"
  case missingValue = "E0120"
  case unexpected = "E0121"
  case chainedComparison = "E0122"
  case argumentAfterBlock = "E0123"
  case redirection = "E0124"
  case fileNameNotString = "E0125"
  case missingName = "E0126"
  case missingWord = "E0127"
  case badPattern = "E0128"
  case badCount = "E0129"
  // Limits
  case nestedTooDeep = "E0130"
  case textTooLong = "E0131"

  /// One line about what is wrong, in general.
  package var explanation: String {
    switch self {
    case .invalidUTF8: "A program is UTF-8 text; this file has other bytes in it."
    case .controlCharacter: "A control character stands in the program; in a string it is written as an escape, \\u{0}."
    case .unknownCharacter: "A character that means nothing in hv stands outside a string."
    case .malformedNumber: "Numbers are written 42, 2.5 or 1_000, durations 90m, 1h30m, 8h, 7d, 2w, 3mo or 1y."
    case .malformedDate: "Dates are written 2024-01-15, months 2024-01, with two digits for the month and the day."
    case .malformedTime: "Times are written 14:30 or 2:30pm, timestamps 2024-01-15T09:00:00Z."
    case .malformedVariable: "A variable is a $ and a name right after it: $total."
    case .badEscape:
      "The escapes of a string are \\n \\t \\r \\\" \\\\ \\{ \\} and \\u{1F600}; '…' takes every character as it is."
    case .unclosedString: "A string ends on the line where it starts; only \"\"\" goes over several lines."
    case .unclosedInterpolation: "In \"…\" a { starts an expression, which } ends; a plain brace is written \\{."
    case .tripleQuoteLayout:
      "The text of a \"\"\" string starts on the next line, and every line is indented as the closing \"\"\" is."
    case .unclosedBracket: "A (, [ or { has no bracket that closes it."
    case .unclosedBlock: "A block < … > has no > that closes it; a > with a value after it on its line compares."
    case .strayCloser: "A closing bracket stands where no bracket is open."
    case .emptyBlock: "A block holds at least one statement; < it > hands the item on."
    case .greaterReadAsComparison:
      "A > with a value after it on its line compares; to end a block there, continue with | or on a new line."
    case .takesNoBlock:
      "Only each, any, all, fold, tap and do take a block; other commands are given one with do < … >."
    case .missingBlock: "A block < … > is missing after a word that needs one."
    case .missingStage: "A stage is missing: every | stands between two of them."
    case .missingValue: "A value is missing, such as after an operator or a comma."
    case .unexpected: "Something stands where it cannot; the message says what could."
    case .chainedComparison: "Comparisons and ranges do not chain; join two comparisons with and."
    case .argumentAfterBlock: "After a block only named arguments may follow; a new stage starts with |."
    case .redirection: "There is no redirection: > compares. A file is written with | save \"out.csv\"."
    case .fileNameNotString: "File names are strings: open \"x.csv\"."
    case .missingName: "A name is missing, or what stands there cannot be one."
    case .missingWord: "A word is missing, such as then after if, or with after match."
    case .badPattern: "The pattern of an arm is a literal, a range, a name or _."
    case .badCount: "The number in last 7 days is a whole number, 1 or more."
    case .nestedTooDeep: "Brackets, operators or members are nested more than \(Parser.deepestNesting) deep."
    case .textTooLong: "The text is too long to be a program."
    }
  }
}
