package import HvValues

/// Figures to be drawn: in a terminal by `text`, in a page by `svg`.
package final class Chart: OpaqueValue {
  package enum Kind: String, CaseIterable, Sendable {
    /// A bar for each label.
    case bar
    /// A line over the labels, which are evenly spaced.
    case line
    /// One line of small bars.
    case spark
    /// A field of cells, a row for each label and a column for each series; the greater the figure the darker.
    case heat
  }

  /// One row of figures, a value for each label; nil where there is none.
  package struct Series: Sendable {
    package let name: String
    package let values: [Exact?]

    package init(_ name: String, _ values: [Exact?]) {
      self.name = name
      self.values = values
    }
  }

  package let kind: Kind
  package let title: String?
  /// What the figures belong to: names, or days in order. They may hold anything; whoever shows them makes them safe.
  package let labels: [String]
  package let series: [Series]
  /// What stands behind the figures: a currency.
  package let unit: String?
  /// Drawn with ASCII characters only.
  package let isPlain: Bool

  package init(
    _ kind: Kind, title: String? = nil, labels: [String], series: [Series], unit: String? = nil, isPlain: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.labels = labels
    self.series = series
    self.unit = unit
    self.isPlain = isPlain
  }

  package var typeName: String { "chart" }
  package var text: String { text(width: 80, color: false, plain: isPlain) }
}
