/// Where the characters of an entry stand on the screen: behind the prompt, wrapped at the right edge, each line of the
/// entry on a row of its own.
///
/// libedit gives each character at least one cell, a terminal shows what combines with the character before it in that
/// one's cells. So a character has a column by libedit's count, by which rows are wrapped, and one where it is seen.
package struct TextLayout {
  package struct Place: Hashable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The cells of a character: as libedit counts, and as a terminal shows it.
  package typealias Cells = (counted: Int, shown: Int)

  /// Where each character begins by libedit's count, and behind the last one where the next would.
  package private(set) var places: [Place]
  /// The columns in which they are seen.
  package private(set) var shown: [Int]
  /// How many rows there are, the one behind the last character included.
  package var rows: Int { (places.last?.row ?? 0) + 1 }

  /// - Parameters:
  ///   - prompt: the cells that the prompt takes in the first row.
  ///   - columns: the width of the screen.
  package init(
    _ text: some Sequence<Unicode.Scalar>, prompt: Int, columns: Int, cells: (Unicode.Scalar) -> Cells
  ) {
    let columns = max(2, columns)
    var place = Place(row: prompt / columns, column: prompt % columns)
    var seen = place.column
    var shown: [Int] = []
    var places: [Place] = []
    func stand() {
      places.append(place)
      shown.append(seen)
    }
    func advance(_ counted: Int, _ shown: Int) {
      place.column += counted
      seen += shown
      if place.column >= columns { breakRow() }
    }
    func breakRow() {
      place = Place(row: place.row + 1, column: 0)
      seen = 0
    }
    for scalar in text {
      switch scalar {
      case "\n":
        stand()
        breakRow()
      case "\t":
        stand()
        repeat { advance(1, 1) } while place.column % 8 != 0
      default:
        let width = cells(scalar)
        let counted = max(1, min(width.counted, columns))
        // What does not fit any more stands on the next row, as a whole.
        if place.column + counted > columns { breakRow() }
        stand()
        advance(counted, width.shown)
      }
    }
    stand()
    (self.places, self.shown) = (places, shown)
  }
}
