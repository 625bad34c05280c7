import HvSyntax

/// What `help E0207` says about a code.
enum ErrorCodes {
  static func explanation(_ code: String) -> String? {
    SyntaxErrorCode(rawValue: code)?.explanation ?? table[code]
  }

  private static let table: [String: String] = [
    "E0201": "The first word of a stage is a `def`, a relation of the item's kind, a command or a field; this is none.",
    "E0202": "A bare word in an expression is a field of the item. The record has no such field, or nothing flows in.",
    "E0203": "This statement belongs to the language, and this version of hv does not run it yet.",
    "E0204": "An argument is missing, or there is one too many. `help COMMAND` shows what it takes.",
    "E0205": "A named argument is not known to the command, or is given twice. `help COMMAND` shows its names.",
    "E0206": "An argument is of another type than the command needs.",
    "E0207":
      "`where`, `if`, `and`, `or` and `not` take true or false and nothing else; a number or text is compared first.",
    "E0208": "An operator stands between two types that do not go together.",
    "E0209": "A variable is used that no `let`, parameter or `as` binds before.",
    "E0210": "There is no function of this name. `help` lists the functions.",
    "E0212": "Some commands start a pipeline, the others work on what flows in; this one stands in the wrong place.",
    "E0213": "The last statement of a block is what it emits, so it has to be a pipeline.",
    "E0214": "The text after `=~` is no regular expression.",
    "E0215": "Two columns of a record would have one name.",
    "E0217": "A number has more than 18 digits or 12 decimals, or a date lies outside the calendar.",
    "E0218": "The key of a record is a name or a string without { }.",
    "E0219": "`use`, `param`, `test`, `report` and the like stand at the top level of a program.",
    "E0220": "A definition calls itself, directly or through others.",
    "E0224": "A calendar word such as `today` needs a clock, and the program that embeds hv gives it none.",
    "E0223": "The command line forbids something that the program wants to allow with `set`.",
    "E0221": "The program writes, and hv runs with --read-only. Nothing of it was run.",
    "E0222":
      "A script was called with a parameter that it does not have, without one that it needs, or with a value that does not do. `hv FILE --help` shows what it takes.",
    "E0225": "Two parameters, or two tests, have one name.",
    "E0301": "A field of something that is null was asked for.  a?.b  gives null instead of this error.",
    "E0302": "A value turned out to be of another type than the operation works on, or the result does not fit.",
    "E0303": "Blocks or definitions ran inside each other too deep.",
    "E0304": "A condition gave something else than true, false or null.",
    "E0305": "No record of this kind has the name, the code or the id.",
    "E0306": "Several records have this name. \"Client/Name\" or the id tells them apart; hv never guesses.",
    "E0307": "No arm of `match` fits the value.",
    "E0308": "The program ended itself with `error`.",
    "E0310": "The program that embeds hv allows a run only so many requests, rows, bytes or seconds.",
    "E0311": "A command of the program that embeds hv failed; the message is its own.",
    "E0309": "What `assert` wants does not hold.",
    "E0401": "The server refused the request or could not be reached; its own message is shown.",
    "E0402": "Harvest has no such record, or the token's user may not see it.",
    "E0403": "A request was needed, and no credentials are set. `hv login` keeps some.",
    "E0404": "A token or account id holds characters that cannot be sent in a header.",
    "E0405":
      "A write to more than one record needs consent: --yes sends it, --dry-run shows it. It was not sent.",
    "E0406": "A write reached the gate while hv runs with --read-only; it was not sent.",
    "E0407": "The user whose token it is may not read this. Among many it is left out, and the result is partial.",
    "E0408":
      "A figure would be made of a part of the rows only, because the others could not be read. `partial: true` allows it.",
    "E0500": "Something unforeseen happened; the message is that of the system.",
    "E0501": "A file cannot be opened or read.",
    "E0502": "The ending of a file name tells its format; this one tells none.",
    "E0503": "A file is not what its format says.",
    "E0504": "The result cannot be written.",
    "E0505": "--today needs a day.",
    "E0506": "hv was started without a program.",
    "E0507": "The base URL is not one that requests can be sent to.",
    "E0509": "The program is too long.",
    "E0410":
      "The journal could not store what is about to be sent, so it was not sent; or what became of a write could not be stored.",
    "E0411":
      "Some of the records were not written: they are locked, or changed since the plan was made.",
    "E0412": "The person who was asked for consent said no.",
    "E0413":
      "The server accepted a change and kept another value in a field than it was sent: it rounds, or drops the field.",
    "E0414":
      "Of the writes of a batch not all were done; `journal N` shows each, `resume N` goes on.",
    "E0415":
      "What was to be applied is no plan, one of another account, or one that was applied already.",
    "E0416": "The person who was asked for consent wanted the program to end.",
    "E0417": "The journal of this account has no such batch, or nothing in it is left to do.",
    "E0418":
      "Some changes cannot be taken back: somebody changed the field since, or the API has no way back.",
    "E0419":
      "Whether a write happened cannot be told from what the server has now; it was not repeated.",
    "E0420": "A write whose answer did not come was looked up, and found to have happened.",
    "E0421":
      "The sheet could not be edited, or was given up with mistakes in it; nothing was written.",
    "E0508": "A file cannot be written.",
    "E0510":
      "No account is kept under this name. `hv doctor` lists those that are; `hv login --account NAME` adds it.",
    "E0511":
      "The file with the tokens is open to other users, so it is not trusted until that is mended.",
    "E0512":
      "The file in which accounts are kept cannot be read or written, or holds something else.",
    "E0513": "The token of an account is in the keyring, and the keyring does not give it.",
    "E0514": "A token is only sent to the server that it was kept for, and another one was named.",
    "E0515": "The token does not lead to one account: it reaches none, several, or not the one that was asked for.",
    "E0516": "`hv login` got no token to keep.",
    "E0517":
      "The rows of a `sort` take more memory than --sort-memory gives, and the file they are to wait in cannot be made, written or read. It is made in TMPDIR, else in /var/tmp or /tmp.",
  ]
}
