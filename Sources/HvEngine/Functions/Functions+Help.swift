/// What each function does, for help and the reference.
extension Functions {
  /// A sentence, and an expression to try.
  static let help: [String: (summary: String, example: String)] = [
    "upper": ("The text in capital letters.", "upper(\"acme\")"),
    "lower": ("The text in small letters.", "lower(\"ACME\")"),
    "trim": ("The text without white space at its ends.", "trim(\"  a b \")"),
    "split": ("The texts between the separators; an empty separator gives the characters.", "split(\"a,b\", \",\")"),
    "join": ("The values of a list as one text, with the separator between them.", "join([\"a\", \"b\"], \", \")"),
    "replace": ("The text with every occurrence of one text replaced by another.", "replace(\"a-b\", \"-\", \"+\")"),
    "starts_with": ("Whether the text begins so.", "starts_with(\"Website\", \"Web\")"),
    "ends_with": ("Whether the text ends so.", "ends_with(\"Website\", \"site\")"),
    "contains": ("Whether a text holds another one, or a list a value.", "contains([1, 2], 2)"),
    "matches": (
      "Whether a regular expression fits somewhere in the text; `=~` is the same.", "matches(\"AB-12\", \"[0-9]+\")"
    ),
    "length": ("How many characters a text has, or values a list.", "length(\"für\")"),
    "round": (
      "The number rounded to so many decimals, halves away from zero; to a whole number unless said.", "round(2.345, 2)"
    ),
    "floor": ("The number rounded down to so many decimals.", "floor(2.38, 1)"),
    "ceil": ("The number rounded up to so many decimals.", "ceil(1.1 / 0.25) * 0.25"),
    "abs": ("The number without its sign.", "abs(3 - 5)"),
    "year": ("The year of a date or timestamp.", "year(2026-01-31)"),
    "month": ("The month, 1 to 12.", "month(2026-01-31)"),
    "quarter": ("The quarter of the calendar year, 1 to 4.", "quarter(2026-05-01)"),
    "week": (
      "The week by ISO 8601, 1 to 53: weeks start on Monday, and the first one has a Thursday.", "week(2026-01-01)"
    ),
    "weekday": ("The day of the week, 1 for Monday to 7 for Sunday.", "weekday(2026-01-31)"),
    "date": ("The day of a timestamp, or that a text writes as 2026-01-31.", "date(\"2026-01-31\")"),
    "count": ("How many values a list has.", "count([1, 2])"),
    "sum": ("The exact sum of a list; null values do not count.", "sum([0.1, 0.2])"),
    "avg": ("The mean of a list; null values do not count.", "avg([1, 2])"),
    "min": ("The smallest value of a list.", "min([2, 1])"),
    "max": ("The greatest value of a list.", "max([2, 1])"),
    "money": ("The number as an amount in a currency.", "money(12.50, \"EUR\") * 2"),
    "string": ("The value as text.", "string(1.50)"),
    "number": ("The number that a text writes, the amount of money, or the hours of a duration.", "number(1h30m)"),
  ]
}
