/// Makes one line of what is known at a moment.
///
///     time_entries  page 12 of 100 · 24,000 of 200,000 rows · 88 requests left · about 12 s to go
///     waiting 9 s for the rate limit (100 requests in 15 s) · 24,000 of 200,000 rows
package enum ProgressLine {
  /// A part of the line that is shown as a whole or not at all.
  private struct Piece {
    let text: String
    /// What stands for it in a line that is too long otherwise.
    let short: String
    /// What divides it from the piece before it.
    var divider: String

    init(_ text: String, short: String? = nil, divider: String = " · ") {
      self.text = text
      self.short = short ?? text
      self.divider = divider
    }
  }

  /// The line, in at most `width` cells: what does not fit is said shorter, and then left out from the right. Empty when
  /// there is nothing to say, or no room for it.
  package static func text(_ snapshot: ProgressSnapshot, width: Int) -> String {
    let pieces = pieces(of: snapshot)
    let whole = joined(pieces, \.text)
    // Every character takes one cell: names are made so, and the rest is written here.
    if whole.count <= width { return whole }
    return (0...pieces.count).reversed().lazy.map { joined(pieces.prefix($0), \.short) }.first { $0.count <= width }
      ?? ""
  }

  private static func joined(_ pieces: some Sequence<Piece>, _ form: (Piece) -> String) -> String {
    pieces.reduce("") { $0 + ($0.isEmpty ? "" : $1.divider) + form($1) }
  }

  private static func pieces(of snapshot: ProgressSnapshot) -> [Piece] {
    if let writing = snapshot.writing, writing.done < writing.total {
      var pieces = [
        Piece("writing"),
        Piece("\(grouped(writing.done)) of \(grouped(writing.total))", divider: " "),
      ]
      if let wait = snapshot.wait {
        pieces.append(Piece("waiting \(rounded(wait.remaining)) for the rate limit"))
      }
      if let time = snapshot.timeToGo {
        pieces.append(Piece("about \(rounded(time)) to go", short: "\(rounded(time)) to go"))
      }
      return pieces
    }
    if let wait = snapshot.wait { return waiting(wait, snapshot) }
    guard let list = snapshot.list else {
      let pieces = totals(snapshot)
      // Connected, and nothing has come.
      return pieces.isEmpty && snapshot.allowance != nil ? [Piece("waiting for the first answer")] : pieces
    }
    var pieces = list.isWhole ? totals(snapshot) : reading(list, snapshot)
    if !pieces.isEmpty { pieces[0].divider = "  " }
    return [Piece(shown(list.name))] + pieces
  }

  /// How far a list is read that goes on.
  private static func reading(_ list: ProgressSnapshot.List, _ snapshot: ProgressSnapshot) -> [Piece] {
    var pieces = [page(of: list), rows(of: list)]
    guard list.totalRows != nil else { return pieces + requests(snapshot) }
    if let allowance = snapshot.allowance {
      pieces.append(Piece("\(counted(max(0, allowance.remaining), "request")) left"))
    }
    if let time = snapshot.timeToGo {
      pieces.append(Piece("about \(rounded(time)) to go", short: "\(rounded(time)) to go"))
    }
    return pieces
  }

  /// What has been done where it is not known what is to come.
  private static func totals(_ snapshot: ProgressSnapshot) -> [Piece] {
    (snapshot.rows > 0 ? [Piece(counted(snapshot.rows, "row"))] : []) + requests(snapshot)
  }

  private static func requests(_ snapshot: ProgressSnapshot) -> [Piece] {
    guard snapshot.requests > 0 else { return [] }
    let made = Piece(counted(snapshot.requests, "request"))
    return [made] + (snapshot.allowance.map { [Piece("\(grouped(max(0, $0.remaining))) left")] } ?? [])
  }

  private static func waiting(_ wait: ProgressSnapshot.Wait, _ snapshot: ProgressSnapshot) -> [Piece] {
    var pieces: [Piece]
    let time = rounded(wait.remaining)
    switch wait.reason {
    case .limit(let words):
      pieces = [Piece("waiting \(time) for the rate limit"), Piece("(\(words))", divider: " ")]
    case .retry: pieces = [Piece("waiting \(time) to try again after a failure")]
    }
    if let list = snapshot.list, !list.isWhole {
      pieces.append(rows(of: list))
    } else if snapshot.rows > 0 {
      pieces.append(Piece(counted(snapshot.rows, "row")))
    }
    return pieces
  }

  private static func page(of list: ProgressSnapshot.List) -> Piece {
    let page = "page \(grouped(list.page))"
    guard let all = list.pageCount.map(grouped) else { return Piece(page) }
    return Piece("\(page) of \(all)", short: "\(page)/\(all)")
  }

  private static func rows(of list: ProgressSnapshot.List) -> Piece {
    guard let total = list.totalRows else { return Piece(counted(list.rows, "row")) }
    let (rows, all) = (grouped(list.rows), counted(total, "row"))
    return Piece("\(rows) of \(all)", short: "\(rows)/\(all)")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// With a comma between thousands: the line is for people.
  private static func grouped(_ count: Int) -> String {
    var text = ""
    let digits = String(count)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// Rounded up to what a person counts in: `12 s`, `3 min`, `2 h`.
  private static func rounded(_ time: Duration) -> String {
    let milliseconds = time.wholeMilliseconds
    let seconds = max(1, milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0))
    if seconds < 120 { return "\(seconds) s" }
    let minutes = (seconds - 1) / 60 + 1
    if minutes < 120 { return "\(minutes) min" }
    return "\(grouped(Int((minutes - 1) / 60 + 1))) h"
  }

  /// A name may come from a program's text, and nothing in it may move the cursor.
  private static func shown(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? $0 : "?" }))
  }
}
