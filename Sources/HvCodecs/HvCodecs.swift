// HvCodecs: bytes to values and values to bytes. No files, no HTTP, no Harvest, no language, no Foundation: callers
// hand in bytes and take bytes away.
//
// Eight folders:
// - `JSON`     one scanner over bytes. Start at `JSONPage` (many rows, decoded as far as they are read), then
//              `RowParser` (one pass that checks and projects), `KeyTree` (what rows look like), `JSONCursor` (the grammar).
// - `Reading`  files fed in chunks: `RowReader` and its three forms, two of them a `CuttingReader`, so that several pieces
//              of a file are parsed at the same time; `CSVPage` (rows of CSV, decoded column by column); gzip.
// - `Packing`  rows that are kept for long, in little room: `RowStore`.
// - `Spilling` values and rows that wait in a file: `SpillWriter`, `SpillReader`.
// - `Writing`  `RowWriter` and its formats, listed in `RowFormat`. Those for machines are byte-stable: no locale, no
//              colour, `\n` ends a line.
// - `Charts`   `Chart`, as text for a terminal and as SVG.
// - `Documents` what a report composes: `Document`, as text, Markdown and HTML.
// - `Table`    what a person reads in a terminal: `TableWriter`, `RecordView`, cell widths, visible control characters.
