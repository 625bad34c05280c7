@testable import HvSyntax

extension SyntaxErrorTests {
  static let cases: [Case] = [
    Case(
      #"where name == "caf\u{e9⟦⟧"#, .unclosedString, #"the string is never closed: `"` is missing"#,
      #"`"` expected here"#, also: ["the string opened here"], help: #"a string of several lines is written in  """"#),
    Case(
      "⟦2024-1-5⟧", .malformedDate, "`2024-1-5` is no date", "write `2024-01-05`",
      help: "a date is written  2024-01-05"),
    Case(
      "⟦2024-13⟧", .malformedDate, "`2024-13` is no month: there is no such month", "there is no such month",
      help: "to subtract, put spaces around the `-`"),
    Case(
      "⟦2024-02-30⟧", .malformedDate, "`2024-02-30` is no date: there is no such day", "there is no such day",
      help: "to subtract, put spaces around the `-`"),
    Case(
      "⟦2023-02-29⟧", .malformedDate, "`2023-02-29` is no date: there is no such day", "there is no such day",
      help: "to subtract, put spaces around the `-`"),
    Case(
      "⟦15-01-2024⟧", .malformedDate, "`15-01-2024` is no date", "not a date",
      help: "a date is written year first:  2024-01-15"),
    Case(
      "⟦1/15/2024⟧", .malformedDate, "`1/15/2024` is no date", "not a date",
      help: "a date is written year first:  2024-01-15"),
    Case(
      "⟦2024-10h⟧", .malformedDate, "`2024-10h` is no month: it ends in something else", "it ends in something else",
      help: "to subtract, put spaces around the `-`"),
    Case(
      "⟦2024-01-15T9:00⟧", .malformedTime, "`2024-01-15T9:00` is no timestamp", "not a timestamp",
      help: "timestamps are written  2024-01-15T09:00:00Z  or  2024-01-15T09:00:00+02:00"),
    Case(
      "⟦2024-01-15T09:00:00⟧", .malformedTime, "`2024-01-15T09:00:00` is no timestamp", "not a timestamp",
      help: "timestamps are written  2024-01-15T09:00:00Z  or  2024-01-15T09:00:00+02:00"),
    Case(
      "⟦30min⟧", .malformedNumber, "`30min` is no duration; write `30m`", "write `30m`",
      help: "the units are y, mo, w, d, h and m, which is minutes:  1h30m"),
    Case(
      "⟦12abc⟧", .malformedNumber, "`12abc` is neither a number nor a duration", "not a number",
      help: "numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"),
    Case(
      "⟦1h30⟧", .malformedNumber, "`1h30` is neither a number nor a duration", "not a number",
      help: "numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"),
    Case(
      "⟦1__⟧", .malformedNumber, "`1__` is neither a number nor a duration", "not a number",
      help: "numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"),
    Case(
      "⟦1.2.3⟧", .malformedNumber, "`1.2.3` is neither a number nor a duration", "not a number",
      help: "numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"),
    Case(
      "⟦1e5⟧", .malformedNumber, "`1e5` is neither a number nor a duration", "not a number",
      help: "numbers are written  42  2.5  1_000,  durations  90m  1h30m  8h  7d  2w  3mo  1y"),
    Case("⟦9am⟧", .malformedTime, "`9am` is no time; write `9:00am`", "write `9:00am`"),
    Case(
      "⟦25:00⟧", .malformedTime, "`25:00` is no time of the day", "not a time",
      help: "times are written  14:30  or  2:30pm"),
    Case(
      "⟦13:00pm⟧", .malformedTime, "`13:00pm` is no time of the day", "not a time",
      help: "times are written  14:30  or  2:30pm"),
    Case(
      "⟦9:5⟧", .malformedTime, "`9:5` is no time of the day", "not a time",
      help: "times are written  14:30  or  2:30pm"),
    Case(
      "⟦9:00:00⟧", .malformedTime, "`9:00:00` is no time of the day", "not a time",
      help: "times are written  14:30  or  2:30pm"),
    Case(
      "⟦$⟧", .malformedVariable, "`$` has no name after it", "a name is expected right after this",
      help: "a variable is written  $total"),
    Case(
      "⟦$⟧1", .malformedVariable, "`$` has no name after it", "a name is expected right after this",
      help: "a variable is written  $total"),
    Case("a ⟦&&⟧ b", .unknownCharacter, "`&&` means nothing in hv; write `and`", "write `and`"),
    Case("a ⟦!⟧ b", .unknownCharacter, "`!` means nothing in hv; write `not`", "write `not`"),
    Case(
      "a ⟦?⟧ b", .unknownCharacter, "`?` means nothing in hv", "not expected here",
      help: #"null is stepped over with  client?.name  and given a default with  notes ?? "none""#),
    Case("⟦“⟧x”", .unknownCharacter, #"`“` means nothing in hv; write `"`"#, #"write `"`"#),
    Case("a ⟦≥⟧ b", .unknownCharacter, "`≥` means nothing in hv; write `>=`", "write `>=`"),
    Case("⟦`⟧x`", .unknownCharacter, #"``` means nothing in hv; write `"`"#, #"write `"`"#),
    Case(
      "⟦~⟧/x", .unknownCharacter, "`~` means nothing in hv", "not expected here",
      help: #"file names are strings:  open "~/x.csv""#),
    Case(
      "where name ⟦~⟧ 'x'", .unknownCharacter, "`~` means nothing in hv", "not expected here",
      help: "a text is compared with a pattern by  =~"),
    Case(
      "a ⟦@⟧ b @ c", .unknownCharacter, "`@` means nothing in hv", "not expected here",
      help: #"text stands in quotes:  "…""#),
    Case(
      #""⟦\q⟧""#, .badEscape, #"`\q` is no escape"#, "not an escape",
      help: #"the escapes are  \n \t \r \" \\ \{ \} \u{1F600}"#),
    Case(
      #""⟦\u{110000}⟧""#, .badEscape, #"`\u{110000}` is no escape"#, "not an escape",
      help: #"the escapes are  \n \t \r \" \\ \{ \} \u{1F600}"#),
    Case(
      #""⟦\u41⟧""#, .badEscape, #"`\u41` is no escape"#, "not an escape",
      help: #"the escapes are  \n \t \r \" \\ \{ \} \u{1F600}"#),
    Case(
      #""hello⟦⟧\#nnext"#, .unclosedString, #"the string is never closed: `"` is missing"#, #"`"` expected here"#,
      also: ["the string opened here"], help: #"a string of several lines is written in  """"#),
    Case(
      "'it⟦⟧\nnext", .unclosedString, "the string is never closed: `'` is missing", "`'` expected here",
      also: ["the string opened here"], help: #"a string of several lines is written in  """"#),
    Case(
      #""hello {name⟦"⟧\#nnext"#, .unclosedInterpolation, "the `{` in the string is never closed: `}` is missing",
      "`}` expected before this", also: ["the expression opened here"], help: #"a plain brace is written  \{"#),
    Case(
      #""hello {name⟦⟧\#nnext"#, .unclosedInterpolation, "the `{` in the string is never closed: `}` is missing",
      "`}` expected here", also: ["the expression opened here"], help: #"a plain brace is written  \{"#),
    Case(
      #""a ⟦{}⟧ b""#, .missingValue, "`{}` in a string holds no expression", "an expression is expected inside",
      help: #"a plain brace is written  \{,  and '…' takes every character as it is"#),
    Case(
      #""a {projects ⟦|⟧ count} b""#, .unexpected, "found `|`, where an operator or `}` is expected",
      "an operator or `}` is expected here", also: ["opened here"],
      help: "a pipeline stands in parentheses:  {(projects | count)}"),
    Case(
      #""a {b ⟦c⟧} d""#, .unexpected, "found `c`, where an operator or `}` is expected",
      "an operator or `}` is expected here", also: ["opened here"]),
    Case(
      #""""⟦⟧text""""#, .tripleQuoteLayout, #"the text of a `"""` string starts on the next line"#,
      "a new line is expected here"),
    Case(
      #""""\#ntext⟦"""⟧"#, .tripleQuoteLayout, #"the closing `"""` stands on a line of its own"#,
      "a new line is expected before this"),
    Case(
      #""""\#n    a\#n⟦  b⟧\#n    """"#, .tripleQuoteLayout,
      #"a line of the `"""` string is indented less than its closing quotes"#,
      #"indent this line as the closing `"""`"#),
    Case(
      "f(a, b⟦⟧", .unclosedBracket, "`(` is never closed: `)` is missing", "`)` expected here", also: ["opened here"]),
    Case("(a | f b⟦]⟧", .strayCloser, "`]` closes nothing: no `[` is open here", "closes nothing"),
    Case(
      "[1, 2⟦⟧\nprojects | ) (", .unclosedBracket, "`[` is never closed: `]` is missing",
      "`,` or `]` is expected here", also: ["opened here"], count: 2),
    Case(
      "[1 ⟦2⟧]", .unexpected, "found `2`, where `,` or `]` is expected", "`,` or `]` is expected here",
      also: ["opened here"]),
    Case(
      "f(a ⟦b⟧)", .unexpected, "found `b`, where `,` or `)` is expected", "`,` or `)` is expected here",
      also: ["opened here"]),
    Case(
      "f(a⟦;⟧ b)", .unexpected, "found `;`, where `,` or `)` is expected", "`,` or `)` is expected here",
      also: ["opened here"]),
    Case(
      "{a: 1, b ⟦2⟧}", .missingWord, "`:` is missing after the key `b`; found `2`", "`:` is expected here",
      help: "for example  { b: 1 }"),
    Case(
      "{a⟦}⟧", .missingWord, "`:` is missing after the key `a`; found `}`", "`:` is expected here",
      help: "for example  { a: 1 }"),
    Case(
      "{⟦+⟧}", .missingName, "a record has names or strings as keys; found `+`", "a key is expected here",
      help: #"for example  { name: "Acme", "unit price": 90 }"#),
    Case(
      "each < tasks⟦⟧", .unclosedBlock, "the block is never closed: `>` is missing", "`>` expected here",
      also: ["the block opened here"]),
    Case(
      "(each < tasks⟦)⟧", .unclosedBlock, "the block is never closed: `>` is missing", "`>` expected before this",
      also: ["the block opened here"]),
    Case(
      "each < a ( ⟦>⟧", .unclosedBracket, "`(` is never closed: `)` is missing", "`)` expected before this",
      also: ["opened here"]),
    Case("projects ⟦)⟧", .strayCloser, "`)` closes nothing: no `(` is open here", "closes nothing"),
    Case("a ⟦]⟧", .strayCloser, "`]` closes nothing: no `[` is open here", "closes nothing"),
    Case("⟦}⟧", .strayCloser, "`}` closes nothing: no `{` is open here", "closes nothing"),
    Case("⟦>⟧", .strayCloser, "`>` closes nothing: no `<` is open here", "closes nothing"),
    Case(
      "each < clients < tasks > ⟦>⟧", .strayCloser, "`>` closes nothing: no `<` is open here", "closes nothing",
      also: ["this `<` was read as *less than* because `clients` stands before it"],
      help: "a block follows a word such as `each`:  clients | each < … >"),
    Case(
      "clients <\n  tasks\n⟦>⟧", .strayCloser, "`>` closes nothing: no `<` is open here", "closes nothing",
      also: ["this `<` was read as *less than* because `clients` stands before it"],
      help: "a block follows a word such as `each`:  clients | each < … >"),
    Case(
      "each ⟦< >⟧", .emptyBlock, "a block needs at least one statement", "empty", help: "< it >  hands the item on"),
    Case(
      "match x with ⟦< >⟧", .emptyBlock, "a `match` needs at least one arm", "empty",
      help: "< it >  hands the item on"),
    Case(
      "each < tasks ⟦>⟧ first 3", .greaterReadAsComparison,
      "this `>` was read as *greater than* because `first` follows it; was `> | first 3` meant?",
      "read as *greater than*", help: "a `>` ends a block where no value follows it on the line"),
    Case(
      "each < where a > 2 | tasks ⟦>⟧ sum(hours) by x", .greaterReadAsComparison,
      "this `>` was read as *greater than* because `sum` follows it; was `> | sum(hours) by x` meant?",
      "read as *greater than*", also: ["this `>` was read as *greater than* because `2` follows it"],
      help: "a `>` ends a block where no value follows it on the line"),
    Case(
      "clients ⟦<⟧ tasks >", .takesNoBlock, "`clients` takes no block; write `clients | each < tasks >`",
      "read as *less than*", also: ["this `>` compares, and has no value after it"],
      help: "a block follows each, any, all, fold, tap or do"),
    Case(
      #"clients "Acme" ⟦<⟧ tasks > | count"#, .takesNoBlock,
      #"`clients` takes no block; write `clients "Acme" | each < tasks >`"#, "read as *less than*",
      also: ["this `>` compares, and has no value after it"], help: "a block follows each, any, all, fold, tap or do"),
    Case(
      "[1, 2] ⟦<⟧ it >", .takesNoBlock, "no block can stand here; write `[1, 2] | each < it >`",
      "read as *less than*", also: ["this `>` compares, and has no value after it"],
      help: "a block follows each, any, all, fold, tap or do"),
    Case(
      "where active ⟦<⟧ tasks >", .takesNoBlock, "`where` takes no block; write `where active | each < tasks >`",
      "read as *less than*", also: ["this `>` compares, and has no value after it"],
      help: "a block follows each, any, all, fold, tap or do"),
    Case(
      "each ⟦tasks⟧", .missingBlock, "`each` needs a block < … > after it; found `tasks`",
      "a block is expected here", help: "write  each < tasks >"),
    Case(
      "each ⟦{⟧ tasks }", .missingBlock, "`each` needs a block < … > after it; found `{`",
      "a block is expected here", help: "a block stands in angle brackets:  each < … >"),
    Case(
      "retry 3 do ⟦tasks⟧", .missingBlock, "`do` needs a block < … > after it; found `tasks`",
      "a block is expected here", help: "write  do < tasks >"),
    Case(
      #"test "x" ⟦projects⟧"#, .missingBlock, #"`test "…"` needs a block < … > after it; found `projects`"#,
      "a block is expected here", help: #"write  test "…" < projects >"#),
    Case(
      "def f() ⟦projects⟧", .missingBlock, "`def f()` needs a block < … > after it; found `projects`",
      "a block is expected here", help: "write  def f() < projects >"),
    Case("if a then < b > else⟦⟧", .missingValue, "a value is missing after `else`", "a value is expected here"),
    Case("⟦|⟧ first", .missingStage, "a stage is missing before `|`", "a command or a value is expected here"),
    Case(
      "projects | ⟦|⟧ first", .missingStage, "a stage is missing after `|`", "a command or a value is expected here"),
    Case("projects ⟦||⟧ clients", .missingStage, "`||` means nothing in hv; write `or`", "write `or`"),
    Case("projects |⟦⟧", .missingStage, "a stage is missing after `|`", "a command or a value is expected here"),
    Case("( ⟦)⟧", .missingStage, "a stage is missing after `(`", "a command or a value is expected here"),
    Case("let x =⟦⟧", .missingStage, "a stage is missing after `=`", "a command or a value is expected here"),
    Case(
      "explain⟦⟧", .missingStage, "`explain` needs a pipeline after it", "a pipeline is expected here",
      help: "for example  explain projects | first 3"),
    Case("a + ⟦*⟧ b", .missingValue, "a value is expected here, and `*` is none", "a value is expected here"),
    Case("a + ⟦)⟧", .strayCloser, "`)` closes nothing: no `(` is open here", "closes nothing"),
    Case("f a, ⟦|⟧ b", .missingValue, "a value is missing after `,`", "a value is expected here"),
    Case("where hours >⟦⟧", .missingValue, "a value is missing after `>`", "a value is expected here"),
    Case("where hours ==\n⟦|⟧ first", .missingValue, "a value is missing after `==`", "a value is expected here"),
    Case(
      "each < hours + ⟦>⟧", .missingValue, "a value is missing after `+`, before `>`",
      "a value is expected here, and this `>` closes the block"),
    Case("a ⟦<>⟧ b", .missingValue, "`<>` means nothing in hv; write `!=`", "write `!=`"),
    Case("a ⟦===⟧ b", .missingValue, "`===` means nothing in hv; write `==`", "write `==`"),
    Case("a ⟦!==⟧ b", .missingValue, "`!==` means nothing in hv; write `!=`", "write `!=`"),
    Case("a ⟦//⟧ b", .missingValue, "`//` means nothing in hv; write `??`", "write `??`"),
    Case("a ⟦++⟧ b", .missingValue, "`++` means nothing in hv; write `+`", "write `+`"),
    Case("clients ⟦|>⟧ first 2", .missingValue, "`|>` means nothing in hv; write `|`", "write `|`"),
    Case(
      "summarize n: count(⟦*⟧)", .missingValue, "a value is expected here, and `*` is none", "a value is expected here",
      help: "`*` multiplies; rows are counted by  | count,  in summarize by  count()"),
    Case(
      "clients[⟦]⟧", .missingValue, "a value is missing after `[`", "a value is expected here",
      help: "items flow one by one already; the lists in a field are spread by  | flatten field"),
    Case(
      "clients | .⟦[⟧]", .missingName, "a field name is missing after `.`; found `[`", "a name is expected here",
      help: "items flow one by one already; the lists in a field are spread by  | flatten field"),
    Case(
      "a ⟦->⟧ b", .missingValue, "`->` means nothing in hv", "not expected here",
      help: "an arm of `match` has  =>,  a stage starts with  |"),
    Case("f x: ⟦|⟧ g", .missingValue, "a value is missing after `:`", "a value is expected here"),
    Case("f(a, ⟦,⟧ b)", .missingValue, "a value is missing after `,`", "a value is expected here"),
    Case(
      "projects active⟦=⟧true", .unexpected,
      "`=` is not expected here; an argument, `|` or the end of the line could follow", "not expected here",
      help: "named arguments are written  active: value"),
    Case(
      "x ⟦=⟧ 3", .unexpected, "`=` is not expected here; an argument, `|` or the end of the line could follow",
      "not expected here", help: "a name is given with  let x = …"),
    Case(
      #"name⟦:⟧ "x""#, .unexpected, "`:` is not expected here; an argument, `|` or the end of the line could follow",
      "not expected here", help: "a record stands in braces:  { name: … }"),
    Case(
      "projects ⟦each⟧ < a >", .unexpected,
      "`each` is not expected here; an argument, `|` or the end of the line could follow", "not expected here",
      help: "`each` starts a stage:  | each < … >,  in an expression  (… | each < … >)"),
    Case(
      "f ⟦,⟧ a", .unexpected, "`,` is not expected here; an argument, `|` or the end of the line could follow",
      "not expected here"),
    Case(
      "f a ⟦then⟧ b", .unexpected,
      "`then` is not expected here; an argument, `|` or the end of the line could follow", "not expected here",
      help: "`then` is a keyword; a field of that name is written  .then"),
    Case(
      "⟦else⟧ b", .missingValue, "a value is expected here, and `else` is none", "a value is expected here",
      help: "`else` belongs to an  if … then …  right before it"),
    Case(
      "1⟦,⟧ 2", .unexpected, "`,` is not expected here; an operator, `|` or the end of the line could follow",
      "not expected here", help: "a list is written  [1, 2]"),
    Case(
      "a.b ⟦c⟧", .unexpected, "`c` is not expected here; an operator, `|` or the end of the line could follow",
      "not expected here"),
    Case(
      "1 ⟦.⟧b", .unexpected, "`.` is not expected here; an operator, `|` or the end of the line could follow",
      "not expected here", help: "a field or index touches what it belongs to:  client.name  items[0]"),
    Case(
      "sum hours by client ⟦desc⟧", .unexpected,
      "`desc` is not expected here; a comma and a key, `|` or the end of the line could follow", "not expected here",
      help: "rows are sorted by  | sort client desc"),
    Case(
      "select name ⟦as⟧ title", .unexpected,
      "`as` is not expected here; an argument, `|` or the end of the line could follow", "not expected here",
      help: "a name stands before what it names:  title: name"),
    Case(
      "sum(hours) ⟦by⟧ user.name", .unexpected,
      "`by` is not expected here; an operator, `|` or the end of the line could follow", "not expected here",
      help: "the arguments of a command follow a blank:  sum hours by user.name"),
    Case(
      "SELECT * FROM ⟦clients⟧", .unexpected,
      "`clients` is not expected here; an operator, `|` or the end of the line could follow", "not expected here",
      help: "a pipeline begins with what is read:  clients | where … | select …"),
    Case(
      "sum hours by client ⟦limit⟧: 3", .unexpected,
      "`limit` is not expected here; a comma and a key, `|` or the end of the line could follow",
      "not expected here", help: "named arguments stand before `by`"),
    Case(
      "a == ⟦each⟧ < b >", .missingValue, "a value is expected here, and `each` is none", "a value is expected here",
      help: "`each` starts a stage:  | each < … >,  in an expression  (… | each < … >)"),
    Case(
      "a.upper⟦(⟧)", .unexpected, "only a name can be called", "this `(` touches what is no name",
      help: "a function takes the value as its argument:  upper(a)"),
    Case(
      "2⟦(⟧3)", .unexpected, "only a name can be called", "this `(` touches what is no name",
      help: "functions are called by name:  round(hours)"),
    Case(
      #"help ⟦"⟧x""#, .unexpected, "the string is not expected here; a new line or `;` ends the statement",
      "not expected here"),
    Case(
      "let x = 3 ⟦y⟧", .unexpected, "`y` is not expected here; an operator, `|` or the end of the line could follow",
      "not expected here"),
    Case(
      "use a ⟦b⟧", .unexpected, "`b` is not expected here; a new line or `;` ends the statement", "not expected here"),
    Case(
      "where a == b ⟦==⟧ c", .chainedComparison, "comparisons do not chain: `==` and then `==`", "second comparison",
      also: ["first comparison"], help: "two are joined with `and`:  a == b and b == c"),
    Case(
      "where a > b ⟦>⟧ c", .chainedComparison, "comparisons do not chain: `>` and then `>`", "second comparison",
      also: ["first comparison"], help: "two are joined with `and`:  a > b and b > c"),
    Case(
      "each < where a > b ⟦>⟧ c >", .chainedComparison, "comparisons do not chain: `>` and then `>`",
      "second comparison, because `c` follows this `>`",
      also: ["first comparison, because `b` follows this `>`", "this `>` closes the block: no value follows it"],
      help: "two are joined with `and`:  a > b and b > c"),
    Case("1..2⟦..⟧3", .chainedComparison, "ranges do not chain", "second `..`", also: ["first `..`"]),
    Case(
      "each < a > | each < where b > 1 ⟦>⟧ first 3 >", .chainedComparison,
      "comparisons do not chain: `>` and then `>`", "second comparison, because `first` follows this `>`",
      also: [
        "first comparison, because `1` follows this `>`", "this `>` closes the block: no value follows it",
        "this `>` closes the block: no value follows it",
      ],
      help: "two are joined with `and`:  a > b and b > c"),
    Case(
      "each <\n  tasks\n> ⟦first⟧ 3", .argumentAfterBlock,
      "after a block only named arguments may follow; found `first`", "`|` or a named argument is expected here",
      help: "a new stage starts with a `|`:  | first 3"),
    Case(
      "each < a > 3⟦,⟧ parallel: 4", .unexpected,
      "`,` is not expected here; an operator, `|` or the end of the line could follow", "not expected here",
      also: ["this `>` was read as *greater than* because `3` follows it"], help: "a list is written  [1, 2]"),
    Case(
      "retry do <\n  a\n> ⟦3⟧", .argumentAfterBlock, "after a block only named arguments may follow; found `3`",
      "`|` or a named argument is expected here", help: "a new stage starts with a `|`:  | 3"),
    Case(
      "projects ⟦>⟧ out.csv", .redirection, #"`>` compares; to write a file use `| save "out.csv"`"#,
      "read as *greater than*"),
    Case(
      "projects ⟦>⟧ data/out.csv", .redirection, #"`>` compares; to write a file use `| save "data/out.csv"`"#,
      "read as *greater than*"),
    Case(
      #"projects ⟦>⟧ "out.csv""#, .redirection, #"`>` compares; to write a file use `| save "out.csv"`"#,
      "read as *greater than*"),
    Case(
      "projects ⟦>⟧ /tmp/x.csv", .redirection, #"`>` compares; to write a file use `| save "/tmp/x.csv"`"#,
      "read as *greater than*"),
    Case(
      "projects ⟦>⟧> out.csv", .redirection, #"`>` compares; to write a file use `| save "out.csv"`"#,
      "read as *greater than*"),
    Case(
      "projects | where active ⟦>⟧ out.csv", .redirection, #"`>` compares; to write a file use `| save "out.csv"`"#,
      "read as *greater than*"),
    Case("open ⟦x.csv⟧", .fileNameNotString, #"file names are strings; write `open "x.csv"`"#, #"write `"…"`"#),
    Case(
      "open ⟦data/2024-01.csv⟧", .fileNameNotString, #"file names are strings; write `open "data/2024-01.csv"`"#,
      #"write `"…"`"#),
    Case("open ⟦./x.csv⟧", .fileNameNotString, #"file names are strings; write `open "./x.csv"`"#, #"write `"…"`"#),
    Case(
      "save ⟦/tmp/x.csv⟧", .fileNameNotString, #"file names are strings; write `save "/tmp/x.csv"`"#, #"write `"…"`"#),
    Case("save ⟦~/x.csv⟧", .fileNameNotString, #"file names are strings; write `save "~/x.csv"`"#, #"write `"…"`"#),
    Case("use ⟦./x.hv⟧", .fileNameNotString, #"file names are strings; write `use "./x.hv"`"#, #"write `"…"`"#),
    Case("use ⟦x.hv⟧", .fileNameNotString, #"file names are strings; write `use "x.hv"`"#, #"write `"…"`"#),
    Case(
      "let ⟦=⟧ 5", .missingName, "a name is missing after `let`; found `=`", "a name is expected here",
      help: "for example  let total = (time_entries | sum hours)"),
    Case(
      "let ⟦$x⟧ = 5", .missingName, "a name is missing after `let`; found `$x`", "a name is expected here",
      help: "here the name has no `$`:  x"),
    Case(
      "def ⟦each⟧() < it >", .missingName, "`each` is a keyword and cannot be a name",
      "another name is expected here"),
    Case(
      "def f ⟦<⟧ it >", .missingWord, "`(` is missing after `def f`; found `<`", "`(` is expected here",
      help: "for example  def f() < … >"),
    Case(
      "def ⟦5⟧() < it >", .missingName, "a name is missing after `def`; found `5`", "a name is expected here",
      help: "for example  def recent(days: number) < time_entries | first $days >"),
    Case(
      "each as ⟦<⟧ it >", .missingName, "a name is missing after `each as`; found `<`", "a name is expected here",
      help: "for example  each as p < … $p.name … >"),
    Case(
      "param⟦⟧", .missingName, "a name is missing after `param`; found the end", "a name is expected here",
      help: "for example  param period: range = last month"),
    Case(
      "param x: ⟦5⟧", .missingName, "a name is missing after `:`; found `5`", "a name is expected here",
      help: "for example  param days: number"),
    Case(
      "a.⟦⟧", .missingName, "a field name is missing after `.`; found the end", "a name is expected here",
      help: "the name touches the dot:  client.name  or  .name"),
    Case(
      "a.⟦5⟧", .missingName, "a field name is missing after `.`; found `5`", "a name is expected here",
      help: "a number below one is written  0.5,  an item of a list  items[5]"),
    Case(
      ".⟦[⟧0]", .missingName, "a field name is missing after `.`; found `[`", "a name is expected here",
      help: "an item of a list is written  it[0]"),
    Case(
      ".⟦5⟧", .missingName, "a field name is missing after `.`; found `5`", "a name is expected here",
      help: "a number below one is written  0.5,  an item of a list  items[5]"),
    Case(
      "⟦?.⟧a", .missingValue, "a value is expected here, and `?.` is none", "a value is expected here",
      help: "a field of the item is written  it?.name"),
    Case(
      "if a ⟦b⟧", .missingWord, "`then` is missing after `if …`; found `b`", "`then` is expected here",
      help: #"for example  if hours > 8 then "long" else "short""#),
    Case(
      "match x < 1 ⟦=>⟧ 2 >", .missingWord, "`with` is missing after `match …`; found `=>`",
      "`with` is expected here", help: #"for example  match status with < "open" => 1; _ => 0 >"#),
    Case(
      "match x with < 1 ⟦>⟧", .missingWord, "`=>` is missing after the pattern; found `>`", "`=>` is expected here",
      help: #"for example  "open" => 1"#),
    Case(
      "match x with < ⟦y + 1⟧ => 2 >", .badPattern,
      "`y + 1` is no pattern: a literal, a range, a name or `_` is expected", "not a pattern",
      also: ["this `>` closes the block: no value follows it"], help: "a condition follows `if`:  _ if it > 5 => …"),
    Case(
      "match x with < 1 => 2 ⟦|⟧ count >", .unexpected,
      "`|` is not expected here; a new line or `;` ends an arm, `>` the last one", "not expected here",
      also: ["this `>` closes the block: no value follows it"],
      help: "a pipeline stands in parentheses:  => (it | count)"),
    Case(
      "match x with < ⟦$y⟧ => 2 >", .badPattern, "`$y` is no pattern: a literal, a range, a name or `_` is expected",
      "not a pattern", also: ["this `>` closes the block: no value follows it"],
      help: "a condition follows `if`:  _ if it > 5 => …"),
    Case(
      "test ⟦projects⟧", .missingWord, "a title is missing after `test`; found `projects`",
      "a title is expected here", help: #"for example  test "a title" < … >"#),
    Case(
      "let x ⟦5⟧", .missingWord, "`=` is missing after `let x`; found `5`", "`=` is expected here",
      help: "for example  let x = 5"),
    Case(
      "last ⟦0⟧ days", .badCount, "`0` is no number of days: a whole number, 1 or more, is expected", "not a count"),
    Case(
      "last ⟦99999999999999999999⟧ days", .badCount,
      "`99999999999999999999` is no number of days: a whole number, 1 or more, is expected", "not a count"),
    Case(
      "last ⟦1.5⟧ weeks", .badCount, "`1.5` is no number of weeks: a whole number, 1 or more, is expected",
      "not a count"),
    Case(
      "a⟦-⟧ b", .unexpected, "this `-` has a blank on one side only", "a blank is expected before it, too",
      help: "`a - b` subtracts, `a -b` is two arguments"),
    Case(
      "f a⟦-⟧ b", .unexpected, "this `-` has a blank on one side only", "a blank is expected before it, too",
      help: "`a - b` subtracts, `a -b` is two arguments"),
    Case(
      "a⟦...⟧b", .unexpected, "`...` is not expected here; an argument, `|` or the end of the line could follow",
      "not expected here"),
    Case(
      "each < a | b ⟦)⟧ > | c", .strayCloser, "`)` closes nothing: no `(` is open here", "closes nothing",
      also: ["this `>` closes the block: no value follows it"]),
    Case(
      "a ⟦then⟧ b", .unexpected, "`then` is not expected here; an argument, `|` or the end of the line could follow",
      "not expected here", help: "`then` is a keyword; a field of that name is written  .then"),
    Case(
      "f a ⟦else⟧ b", .unexpected,
      "`else` is not expected here; an argument, `|` or the end of the line could follow", "not expected here",
      help: "`else` belongs to an  if … then …  right before it"),
    Case(
      "each ⟦(⟧tasks)", .missingBlock, "`each` needs a block < … > after it; found `(`", "a block is expected here",
      help: "a block stands in angle brackets:  each < … >"),
    Case(
      #""{f(a⟦}⟧" b"#, .unclosedBracket, "`(` is never closed: `)` is missing", "`)` expected before this",
      also: ["opened here"]),
    Case(
      "each < f [a > ⟦|⟧ c", .missingValue, "a value is missing after `>`", "a value is expected here",
      also: ["this `>` compares: it stands inside `[`"]),
    Case(
      "foo(1 ⟦2⟧\nbar", .unclosedBracket, "`(` is never closed: `)` is missing", "`,` or `)` is expected here",
      also: ["opened here"]),
    Case(
      #"each < "a {b⟦"⟧ >"#, .unclosedInterpolation, "the `{` in the string is never closed: `}` is missing",
      "`}` expected before this", also: ["the expression opened here"], help: #"a plain brace is written  \{"#),
  ]
}
