// HvCodecs: bytes to values and values to bytes. No files, no HTTP, no Harvest, no language, no Foundation: callers
// hand in bytes and take bytes away.
//
// Four folders:
// - `JSON`     one scanner over bytes. Start at `JSONPage` (many rows, decoded as far as they are read), then
//              `RowParser` (one pass that checks and projects), `KeyTree` (what rows look like), `JSONCursor` (the grammar).
// - `Reading`  files fed in chunks: `RowReader` and its three forms.
// - `Writing`  `RowWriter` and the machine formats. These are byte-stable: no locale, no colour, `\n` ends a line.
// - `Table`    what a person reads in a terminal: `TableWriter`, `RecordView`, cell widths, visible control characters.
