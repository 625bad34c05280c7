import HvValues

extension Document {
  /// As one page that needs nothing else: no script, nothing from elsewhere.
  package func html() -> String {
    var page = ""
    var tables = 0
    var isWide = false
    // A table is called as the section that it stands in.
    var caption = title
    for part in parts {
      switch part {
      case .heading(let text, let level):
        caption = text
        page += HTMLPage.heading(text, level: level + 1)
      case .paragraph(let text): page += HTMLPage.paragraph(text)
      case .table(let rows, let isOne):
        tables += 1
        page += Self.table(rows, isOne, caption, tables, &isWide)
      case .chart(let chart): page += "<figure>" + chart.svg() + "</figure>\n"
      case .figure(let value): page += HTMLPage.figure(value)
      }
    }
    return HTMLPage.start(title, isWide: isWide) + page + HTMLPage.end
  }

  private static func table(
    _ rows: [Value], _ isOne: Bool, _ caption: String, _ number: Int, _ isWide: inout Bool
  ) -> String {
    guard let first = rows.first else { return HTMLPage.note(isOne ? Value.nothing : noRows) }
    if isOne { return HTMLPage.value(first, caption: caption, number: number) }
    let table = HTMLTable(rows)
    isWide = isWide || table.isWide
    return HTMLPage.box(caption, "t\(number)") + table.lines(rows) + HTMLPage.tableEnd
  }
}

/// The parts of a page, each ending its line. It is well-formed XML too.
enum HTMLPage {
  /// - Parameter isWide: on paper it lies across.
  static func start(_ title: String, isWide: Bool = false) -> String {
    let title = HTMLText.escaped(title)
    return """
      <!DOCTYPE html>
      <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>
      \(style)\(isWide ? "\n@page{size:landscape}" : "")
      </style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>

      """
  }

  static let end = "</main>\n</body>\n</html>\n"

  static func heading(_ text: String, level: Int) -> String {
    let name = "h\(max(2, min(level, 6)))"
    return "<\(name)>" + HTMLText.escaped(text) + "</\(name)>\n"
  }

  static func paragraph(_ text: String) -> String {
    "<p>" + text.visibleLines.map(HTMLText.escaped).joined(separator: "\n") + "</p>\n"
  }

  static func note(_ text: String) -> String { #"<p class="z">"# + text + "</p>\n" }

  /// A value that stands alone in large type.
  static func figure(_ value: Value) -> String {
    #"<div class="f">"# + HTMLCell(value, isOpen: true).content + "</div>\n"
  }

  static let tableEnd = "</tbody>\n</table>\n</div>\n"

  /// A record with a field a line, its lists of records below as tables of their own; another value in a line.
  static func value(_ value: Value, caption: String, number: Int) -> String {
    guard case .record(let record) = value, !record.values.isEmpty else {
      return HTMLCell(value, isOpen: true).element("div") + "\n"
    }
    var fields = ""
    var lists = ""
    for (place, pair) in record.pairs.enumerated() {
      if case .list(let list) = pair.value, let rows = list.records {
        let id = "t\(number)-\(place)"
        lists += box(pair.key, id, isSeen: true) + HTMLTable(rows, depth: 1).lines(rows) + tableEnd
      } else {
        fields += HTMLCell.line(pair.key, pair.value, depth: 0, isOpen: true)
      }
    }
    return (fields.isEmpty ? "" : box(caption, "t\(number)") + "<tbody>\n" + fields + tableEnd) + lists
  }

  /// Around a table, which scrolls where it is too wide; who has no mouse can step into it.
  static func box(_ caption: String, _ id: String, isSeen: Bool = false) -> String {
    #"<div class="t" role="region" tabindex="0" aria-labelledby="\#(id)">"# + "\n<table>\n"
      + #"<caption id="\#(id)"\#(isSeen ? "" : #" class="v""#)>"# + HTMLText.escaped(caption) + "</caption>\n"
  }
}

// MARK: - Style

extension HTMLPage {
  private static let style = """
    :root{color-scheme:light dark;--ink:#1a1c20;--edge:#1a1c20;--soft:#5c636d;--rule:#d9dce1;--paper:#fff;\
    --shade:#0000001f;--link:#0b57d0}
    @media screen and (prefers-color-scheme:dark){
    :root{--ink:#e3e5e9;--edge:#9aa2ad;--soft:#9aa2ad;--rule:#353a42;--paper:#16181c;--shade:#ffffff2e;--link:#8ab4f8}
    }
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Helvetica Neue",Arial,sans-serif;font-variant-numeric:lining-nums tabular-nums}
    main{width:fit-content;min-width:min(100%,46rem);max-width:100%;margin:0 auto;padding:clamp(1.25rem,4vw,3.5rem)}
    h1,h2,h3,h4,h5,h6,p{max-width:44rem;margin:0 0 1rem;overflow-wrap:anywhere;unicode-bidi:plaintext}
    h1,h2,h3,h4,h5,h6{line-height:1.25;font-weight:600;text-wrap:balance}
    h1{font-size:1.9rem;letter-spacing:-.015em;margin-bottom:1.5rem}
    h2{font-size:1.3rem;letter-spacing:-.01em;margin-top:2.75rem}
    h3{font-size:1.05rem;margin-top:2rem}
    h4,h5,h6{font-size:1rem;margin-top:1.5rem}
    p{white-space:pre-line}
    a{color:var(--link);text-underline-offset:.15em}
    figure{margin:1rem 0 2rem}
    figure svg[width]{display:block;max-width:max(100%,34rem);height:auto}
    .f{margin:0 0 1rem;font-size:1.75rem;font-weight:600;line-height:1.2;letter-spacing:-.015em;white-space:pre-line;\
    overflow-wrap:anywhere}
    .z{color:var(--soft)}
    .u{color:var(--soft);font-size:.8em;font-weight:400;letter-spacing:.02em}
    .t{margin:0 0 1.5rem}
    .t,figure{overflow-x:auto;background:\
    linear-gradient(90deg,var(--paper) 50%,transparent) left/2rem 100% no-repeat local,\
    linear-gradient(270deg,var(--paper) 50%,transparent) right/2rem 100% no-repeat local,\
    linear-gradient(90deg,var(--shade),transparent) left/.5rem 100% no-repeat,\
    linear-gradient(270deg,var(--shade),transparent) right/.5rem 100% no-repeat}
    .t:focus-visible{outline:2px solid var(--link);outline-offset:4px}
    table{border-collapse:collapse;font-size:.9rem;line-height:1.45}
    .t>table{border-block:2px solid var(--edge)}
    caption{text-align:left;font-weight:600;padding-bottom:.4rem}
    .v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    th,td{padding:.4rem .8rem;text-align:left;vertical-align:baseline;white-space:nowrap;unicode-bidi:plaintext}
    th:first-child,td:first-child{padding-left:0}
    th:last-child,td:last-child{padding-right:0}
    th{font-weight:600}
    thead th{vertical-align:bottom;border-bottom:1px solid var(--edge)}
    tbody th{color:var(--soft);font-weight:500}
    tr+tr>*{border-top:1px solid var(--rule)}
    .n{text-align:right}
    .n .u{display:inline-block;min-width:2.7em;text-align:left}
    td i::before{content:attr(data-p);visibility:hidden;font-style:normal}
    .w{white-space:pre-wrap;min-width:min(22rem,75vw);max-width:38rem;overflow-wrap:anywhere}
    td table{font-size:1em}
    td td,td th{padding-block:.2rem}
    ul{margin:0;padding-left:1.2em}
    summary{cursor:pointer;color:var(--soft)}
    details[open]>summary{margin-bottom:.4rem}
    @page{margin:16mm 14mm 18mm;\
    @bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif}}
    @media print{
    :root{color-scheme:light}
    body{font-size:10pt}
    main{width:auto;min-width:0;padding:0}
    h1,h2,h3,h4,h5,h6{break-after:avoid}
    a{color:inherit;text-decoration:none}
    .t,figure{overflow:visible;background:none}
    table{font-size:8pt;line-height:1.35}
    thead{display:table-header-group}
    tr,figure,.t:not(:has(tr:nth-child(16))){break-inside:avoid}
    tr:nth-child(-n+2){break-after:avoid}
    tr:nth-last-child(-n+2){break-before:avoid}
    figure svg[width]{max-width:100%}
    td,th{padding:.25em .6em}
    td:not(.n,.d,.w){white-space:normal}
    .w{min-width:0}
    }
    """
}
