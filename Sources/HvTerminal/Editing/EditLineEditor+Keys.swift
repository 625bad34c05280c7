import CLibedit

// The functions of hv that keys are bound to. Each works on libedit's own text and tells it what to draw.
extension EditLineEditor {
  func bindKeys() {
    func add(_ name: String, _ help: String, _ keys: [String], vi: [String] = [], _ function: @escaping hv_key_function)
    {
      let name = ("hv-" + name).keptWide()
      hv_add_function(el, name, help.keptWide(), function)
      for key in keys { key.withWide { hv_bind(el, $0, name, 0) } }
      for key in keys.filter({ $0.unicodeScalars.count == 1 || $0.first == "^" && $0.count == 2 }) + vi {
        key.withWide { hv_bind(el, $0, name, 1) }
      }
    }
    func bind(_ code: Code, _ function: String) {
      String(code.scalar).withWide { key in
        function.withWide { function in for map: Int32 in [0, 1] { hv_bind(el, key, function, map) } }
      }
    }
    func code(_ code: Code) -> String { String(code.scalar) }

    bind(.wordLeft, "ed-prev-word")
    bind(.wordRight, "em-next-word")
    bind(.finish, "ed-newline")
    bind(.nothing, "ed-ignore")
    bind(.page, "ed-ignore")
    bind(.backTab, "ed-ignore")
    // As Alt-X: libedit's own commands.
    ":".withWide { key in "ed-ignore".withWide { hv_bind(el, key, $0, 1) } }
    add("enter", "End the entry where it is complete", ["\n", "\r"]) { el, _ in on(el) { $0.enter() } }
    add("line-break", "Begin a new line", [code(.lineBreak)]) { el, _ in on(el) { $0.lineBreak() } }
    add("up", "A row up, or the entry before", [code(.up), "^P"]) { el, _ in on(el) { $0.vertical(-1) } }
    add("down", "A row down, or the entry after", [code(.down), "^N"]) { el, _ in on(el) { $0.vertical(1) } }
    add("older", "The entry before, as vi has it", [], vi: ["k"]) { el, _ in on(el) { $0.viVertical(-1) } }
    add("newer", "The entry after, as vi has it", [], vi: ["j"]) { el, _ in on(el) { $0.viVertical(1) } }
    add("left", "A character back", [code(.left), "^B"]) { el, _ in on(el) { $0.left() } }
    add("delete", "Delete the character at the cursor", [code(.delete)]) { el, _ in on(el) { $0.deleteNext() } }
    add("backspace", "Delete the character before", ["^H", "^?"]) { el, _ in on(el) { $0.deleteBefore() } }
    add("right", "A character on, or take the hint", [code(.right), "^F"]) { el, _ in on(el) { $0.right() } }
    add("home", "To the start of the row", [code(.home), "^A"]) { el, _ in on(el) { $0.horizontal(toEnd: false) } }
    add("end", "To the end of the row", [code(.end), "^E"]) { el, _ in on(el) { $0.horizontal(toEnd: true) } }
    add("paste", "Insert what was pasted", [code(.paste)]) { el, _ in on(el) { $0.insertPaste() } }
    add("complete", "Complete the word", ["^I"]) { el, _ in on(el) { $0.complete() } }
    add("search", "Search the history", ["^R"]) { el, _ in on(el) { $0.beginSearch() } }
    add("searched", "Show what was found", [code(.searched)]) { el, _ in on(el) { $0.showSearch() } }
    add("edit", "Edit the entry in $EDITOR", ["^X^E"], vi: ["v"]) { el, _ in on(el) { $0.editElsewhere() } }
    add("interrupt", "Give the entry up", ["^C"]) { el, _ in on(el) { $0.giveUp() } }
    add("end-of-input", "Delete a character, or leave", ["^D"]) { el, _ in on(el) { $0.endOfInput() } }
    add("stop", "Stop the program", ["^Z"]) { el, _ in on(el) { $0.stop() } }
  }

  /// Lets libedit do what a code stands for, when it has drawn what has changed.
  private func then(_ code: Code) -> hv_outcome {
    pending.insert(code.scalar, at: 0)
    return HV_REFRESH
  }

  // MARK: ending

  private func enter() -> hv_outcome {
    // What a terminal pastes without a word comes as keys, and none of them shall run anything.
    if isMoreWaiting { return lineBreak() }
    let text = text
    if case .incomplete(let indentation) = assistant.completeness(of: text) {
      move(to: line.text.count)
      insert("\n" + indentation)
      return HV_REFRESH
    }
    // Rows of nothing at the end are no part of it.
    let (all, _) = line
    move(to: all.count)
    if let last = all.lastIndex(where: { !($0 == " " || $0 == "\n" || $0 == "\t") }) { delete(all.count - last - 1) }
    return then(.finish)
  }

  private func lineBreak() -> hv_outcome {
    insert("\n")
    return HV_REFRESH
  }

  private func giveUp() -> hv_outcome {
    interrupt()
    move(to: line.text.count)
    return then(.finish)
  }

  private func endOfInput() -> hv_outcome {
    if line.text.isEmpty {
      draw("\r\n")
      return HV_EOF
    }
    return then(.delete)
  }

  private func stop() -> hv_outcome {
    let (text, cursor) = line
    draw(Self.belowRows(layout(text), cursor) + Screen.pastesOff)
    hv_flush(el)
    hv_prepare_terminal(el, 0)
    hv_stop()
    hv_prepare_terminal(el, 1)
    _ = hv_was_continued()
    draw(Screen.pastesOn)
    return HV_REDISPLAY
  }

  // MARK: moving

  /// Puts the entry before or after in the place of this one; behind the last one stands what was typed.
  private func recall(_ step: Int) -> hv_outcome {
    if recalled == nil { loadHistory() }
    let place = recalled?.place ?? entries.count
    let next = place + step
    guard (0...entries.count).contains(next) else { return HV_NORMAL }
    let draft = recalled?.draft ?? text
    recalled = next == entries.count ? nil : (next, draft)
    replace(with: next == entries.count ? draft : entries[next])
    return HV_REFRESH
  }

  /// The same for vi's commands, which find the cursor at the start.
  private func viVertical(_ step: Int) -> hv_outcome {
    let before = recalled?.place
    let outcome = vertical(step)
    if recalled?.place != before { move(to: 0) }
    return outcome
  }

  /// To the row above or below; from the first and last row to the entry before or after.
  private func vertical(_ step: Int) -> hv_outcome {
    let (text, cursor) = line
    let start = (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1
    let column = cursor - start
    if step < 0 {
      guard start > 0 else { return recall(-1) }
      let before = (text[..<(start - 1)].lastIndex(of: "\n") ?? -1) + 1
      move(to: min(before + column, start - 1))
    } else {
      guard let end = text[cursor...].firstIndex(of: "\n") else { return recall(1) }
      let next = text[(end + 1)...].firstIndex(of: "\n") ?? text.count
      move(to: min(end + 1 + column, next))
    }
    return HV_CURSOR
  }

  private func horizontal(toEnd: Bool) -> hv_outcome {
    let (text, cursor) = line
    if toEnd {
      move(to: text[cursor...].firstIndex(of: "\n") ?? text.count)
    } else {
      move(to: (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1)
    }
    return HV_CURSOR
  }

  /// How many characters of libedit's the one before or behind a place has: what is seen as one is one.
  private func length(before cursor: Int, in text: [Unicode.Scalar]) -> Int {
    Array(text[..<cursor]).string.last.map { $0.unicodeScalars.count } ?? 0
  }

  private func length(behind cursor: Int, in text: [Unicode.Scalar]) -> Int {
    Array(text[cursor...]).string.first.map { $0.unicodeScalars.count } ?? 0
  }

  private func left() -> hv_outcome {
    let (text, cursor) = line
    move(to: cursor - length(before: cursor, in: text))
    return HV_CURSOR
  }

  private func deleteBefore() -> hv_outcome {
    let (text, cursor) = line
    delete(length(before: cursor, in: text))
    return HV_REFRESH
  }

  private func deleteNext() -> hv_outcome {
    let (text, cursor) = line
    let count = length(behind: cursor, in: text)
    move(to: cursor + count)
    delete(count)
    return HV_REFRESH
  }

  private func right() -> hv_outcome {
    let (text, cursor) = line
    if cursor < text.count {
      move(to: cursor + length(behind: cursor, in: text))
      return HV_CURSOR
    }
    guard let hint = assistant.hint(for: self.text), settings.palette != nil else { return HV_NORMAL }
    insert(hint)
    return HV_REFRESH
  }

  // MARK: text from elsewhere

  private func insertPaste() -> hv_outcome {
    let text = paste
    paste = ""
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" || $0 == "\r" }
    insert(lines.joined(separator: "\n"))
    return HV_REFRESH
  }

  private func editElsewhere() -> hv_outcome {
    hv_flush(el)
    draw("\r\n")
    hv_flush(el)
    hv_prepare_terminal(el, 0)
    let edited = assistant.edit(text)
    hv_prepare_terminal(el, 1)
    // The other editor switches it off when it goes.
    draw(Screen.pastesOn)
    if let edited { replace(with: edited) }
    return HV_REDISPLAY
  }

  // MARK: completing

  private func complete() -> hv_outcome {
    let (_, cursor) = line
    let found = assistant.completions(of: text, cursor: cursor)
    guard let first = found.candidates.first, found.range.upperBound == cursor else { return HV_REFRESH_BEEP }
    let common = found.candidates.dropFirst().reduce(Array(first.text.unicodeScalars)) { common, candidate in
      Array(zip(common, candidate.text.unicodeScalars).prefix { $0 == $1 }.map(\.0))
    }
    if found.candidates.count == 1 || common.count > found.range.count {
      delete(found.range.count)
      insert(common.string)
      return HV_REFRESH
    }
    let (text, _) = line
    let rows = layout(text).rows
    let menu = CompletionMenu(found.candidates, columns: screen.columns, rows: max(3, screen.rows - rows - 2)) {
      $0.cells
    }
    draw(Self.belowRows(layout(text), cursor))
    for row in menu.rows(settings.palette == nil ? nil : Palette.faint, Palette.end) { draw(row + "\r\n") }
    hv_flush(el)
    return HV_REDISPLAY
  }

  /// Moves from the cursor to the row behind the entry.
  static func belowRows(_ layout: TextLayout, _ cursor: Int) -> String {
    String(repeating: "\n", count: layout.rows - 1 - layout.places[cursor].row) + "\r\n\u{1B}[J"
  }
}

/// Runs a function of the editor that libedit belongs to.
private func on(_ el: OpaquePointer?, _ body: (EditLineEditor) -> hv_outcome) -> UInt8 {
  UInt8(truncatingIfNeeded: (el.flatMap { EditLineEditor.of($0) }.map(body) ?? HV_ERROR).rawValue)
}
