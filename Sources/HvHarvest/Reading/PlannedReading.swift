import HarvestCatalog
import HarvestClient
package import HvEngine
import HvSyntax
import HvValues
import struct HarvestCatalog.Parameter

/// What a stage asks the API for, as `explain` tells it.
enum PlannedReading: Reading {
  /// The rows of a list of the account.
  case list(ListRead, PlannedQuery)
  /// How many rows there are, from one of them.
  case total(ListRead, PlannedQuery)
  /// The last rows.
  case end(ListRead, PlannedQuery)
  /// The rows that belong to records.
  case relation(RelationSource, isCount: Bool)
  /// The records that a field points to.
  case reference(ReferenceRead)
  /// One record or value.
  case one(Endpoint, PlannedQuery?, id: RowExpression?, kind: String)
  /// One of Harvest's reports, in as many parts as its period needs.
  case report(ReportCommand, PlannedQuery)
  /// A write, for each record that comes in; a field of it may depend on how the account tracks time.
  case write(Endpoint, PlannedBody, isForMany: Bool, needsTimerMode: Bool)
  /// These requests, as far as they are known.
  case requests(@Sendable (Frame) -> [ExplainedRequest])

  func explained(_ demand: ExplainedDemand, _ needed: FieldUse, isRepeated: Bool, _ frame: Frame) -> ExplainedReading {
    switch self {
    case .list(let list, let query): return list.explained(query, frame, demand)
    case .total(let list, let query):
      return list.explained(query, frame, .rows(1), why: "the number of rows, from one row's answer")
    case .end(let list, let query):
      var reading = list.explained(query, frame, .all)
      for i in reading.requests.indices {
        reading.requests[i].most = 2
        reading.requests[i].each = nil
        reading.requests[i].notes.append("then the last page, where there is more than one")
      }
      return reading
    case .relation(let source, let isCount):
      return source.explained(frame, demand, isRepeated: isRepeated, isCount: isCount)
    case .reference(let reference): return reference.explained(frame)
    case .one(let endpoint, let query, let id, let kind):
      if id != nil, needed.isIDAlone { return idAlone(endpoint, id, kind, frame) }
      return explained(endpoint, query, id, kind, frame)
    case .report(let report, let query): return report.explained(query, frame, demand)
    case .write(let endpoint, let body, let isForMany, let needsTimerMode):
      var request = ExplainedRequest(endpoint)
      if isForMany { (request.fewest, request.most, request.each) = (0, nil, "a record") }
      var reading = ExplainedReading([request])
      if needsTimerMode, let company = Catalog.endpoint("retrieveCompany") {
        var mode = ExplainedRequest(company)
        mode.fewest = 0
        mode.notes = ["to see how the account tracks time; not again in this session"]
        reading.requests.insert(mode, at: 0)
      }
      // What has no id of its own is read first, for the journal.
      if endpoint.method == .patch, endpoint.pathParameters.isEmpty, let now = Endpoint.reading(endpoint.path) {
        reading.requests.insert(ExplainedRequest(now), at: 0)
      }
      reading.names = body.names(frame)
      return reading
    case .requests(let make): return ExplainedReading(make(frame))
    }
  }

  func lists(_ frame: Frame) -> (list: String, reads: [String])? {
    guard case .list(let list, let query) = self else { return nil }
    return (list.endpoint.path, query.explained(frame).alternatives.map { list.name($0, .init()) })
  }

  /// To go on from a record takes no more than its id.
  private func idAlone(_ endpoint: Endpoint, _ id: RowExpression?, _ kind: String, _ frame: Frame) -> ExplainedReading {
    if case .string? = id?.known(frame) { return explained(endpoint, nil, id, kind, frame) }
    var request = ExplainedRequest(endpoint, id: id, frame)
    request.fewest = 0
    request.notes = ["only when nothing is found for it: is there such \(kind.withArticle)?"]
    return ExplainedReading([request])
  }

  private func explained(
    _ endpoint: Endpoint, _ query: PlannedQuery?, _ id: RowExpression?, _ kind: String, _ frame: Frame
  ) -> ExplainedReading {
    if case .string(let name)? = id?.known(frame) {
      // The list that knows the names has the record as well.
      var reading = ExplainedReading([])
      reading.names = [NameLookup(kind: kind, name: name, range: id?.range ?? SourceRange(0, 0))]
      return reading
    }
    let known = query?.explained(frame)
    var request = ExplainedRequest(endpoint, id: id, frame)
    request.query = known?.alternatives.first ?? []
    var reading = ExplainedReading([request])
    reading.names = known?.names ?? []
    return reading
  }
}

extension ExplainedRequest {
  /// One request to an endpoint.
  ///
  /// - Parameter id: the id in its path, where it has one and that is known.
  init(_ endpoint: Endpoint, id: RowExpression? = nil, _ frame: Frame? = nil) {
    let prefix = endpoint.origin == .identity ? "" : "/v2"
    var path = endpoint.path
    if let frame, case .number(let n)? = id?.known(frame), let id = n.integer { path = endpoint.path([id]) }
    self.init(endpoint.method.rawValue, prefix + path, bucket: endpoint.bucket.name.rawValue)
  }
}

extension ListRead {
  /// - Parameter fixed: parameters that something else sets.
  func explained(
    _ query: PlannedQuery, _ frame: Frame, _ demand: ExplainedDemand, fixed: [(name: String, value: String)] = [],
    why: String? = nil
  ) -> ExplainedReading {
    let known = query.explained(frame)
    let requests = known.alternatives.map { parameters in
      var asked = fixed + parameters
      let isPaged = endpoint.paging != .none
      if isPaged, !asked.contains(where: { $0.name == "per_page" }) { asked.append(("per_page", "\(demand.pageSize)")) }
      var request = ExplainedRequest(
        "GET", "/v2" + endpoint.path, query: asked, most: demand.isOnePage || !isPaged ? 1 : nil,
        each: demand.isOnePage || !isPaged ? nil : "a page of \(demand.pageSize) rows",
        bucket: endpoint.bucket.name.rawValue)
      if case .guess = demand, isPaged, demand.pageSize < Demand.onePage {
        request.each = nil
        request.notes.append("then whole pages, until enough rows fit")
      }
      if let why { request.notes.append(why) }
      return request
    }
    var reading = ExplainedReading(requests)
    if requests.isEmpty { reading.notes.append("no request: the conditions exclude each other") }
    reading.pushed = query.conditions.filter(\.isExact).map(\.predicate.range)
    reading.names = known.names
    return reading
  }
}

extension RelationSource {
  func explained(_ frame: Frame, _ demand: ExplainedDemand, isRepeated: Bool, isCount: Bool) -> ExplainedReading {
    let given: [(name: String, value: String)] =
      switch relation.how {
      case .filtered(_, let parameter): [(parameter, "{id}")]
      case .selected(_, let selections): selections.map { ($0.parameter, "{\($0.field)}") }
      default: []
      }
    var each = list.explained(query, frame, isCount ? .rows(1) : demand, fixed: given)
    let name = relation.from.words
    for i in each.requests.indices {
      each.requests[i].each = name.withArticle + (each.requests[i].most == nil ? " and page" : "")
      each.requests[i].fewest = each.requests[i].most ?? 1
    }
    if case .scanned = relation.how {
      for i in each.requests.indices { each.requests[i].each = "a page, and sorted by \(name) here" }
      return each
    }
    guard isRepeated, let scan else { return each }
    var together = scan.list.explained(query, frame, .all)
    guard !together.requests.isEmpty else { return each }
    for i in together.requests.indices {
      together.requests[i].notes.append(
        "for all at once, joined here by \(scan.fields.map(\.description).joined(separator: " and "))")
    }
    together.instead = each.requests
    together.notes.append("whichever takes fewer requests; a few records are asked for one by one")
    return together
  }
}

extension ReferenceRead {
  func explained(_ frame: Frame) -> ExplainedReading {
    let kind = relation.to.split(separator: "_").joined(separator: " ")
    let single = ExplainedRequest(
      "GET", "/v2" + get.path, fewest: 0, most: nil, each: "a different \(kind)", bucket: get.bucket.name.rawValue)
    guard let list else { return ExplainedReading([single]) }
    var reading = list.explained(PlannedQuery(), frame, .all)
    for i in reading.requests.indices {
      reading.requests[i].fewest = 0
      reading.requests[i].notes.append("until all of them are found")
    }
    reading.instead = [single]
    reading.notes.append("whichever takes fewer requests; a few records are asked for one by one")
    return reading
  }
}

extension PlannedQuery {
  /// The parameters as far as they are known without a request; what is not stands in braces.
  func explained(_ frame: Frame) -> (alternatives: [[(name: String, value: String)]], names: [NameLookup]) {
    var settings = QuerySettings()
    var names: [NameLookup] = []
    if let period {
      if let value = period.known(frame), let days = Self.days(of: value) {
        if let from = days.from { settings.set("from", .day(from)) }
        if let to = days.to { settings.set("to", .day(to)) }
      } else {
        settings.set("from", .text("{…}"))
        settings.set("to", .text("{…}"))
      }
    }
    for item in items {
      let value = item.value.known(frame)
      switch (item.parameter.type, value) {
      case (.date, .day(let day)?): settings.set(item.parameter.name, .day(day))
      case (.datetime, .day(let day)?): settings.set(item.parameter.name, .text("\(day)T00:00:00Z"))
      case (_, .string(let name)?) where item.parameter.reference != nil:
        let kind = item.parameter.reference ?? ""
        names.append(NameLookup(kind: kind, name: name, range: item.value.range))
        settings.set(item.parameter.name, .text("{\(name)}"))
      case (_, let value?): settings.set(item.parameter.name, .text(value.text))
      case (_, nil): settings.set(item.parameter.name, .text("{…}"))
      }
    }
    for condition in conditions { condition.explain(&settings, &names, frame) }
    return (settings.alternatives.map { $0.map { (name: $0.0, value: $0.1) } }, names)
  }
}

extension PushedCondition {
  fileprivate func explain(_ settings: inout QuerySettings, _ names: inout [NameLookup], _ frame: Frame) {
    var values: [Value] = []
    for operand in predicate.operands {
      switch operand {
      case .value(let expression): if let value = expression.known(frame) { values.append(value) }
      case .name(let lookup): names.append(lookup)
      }
    }
    if values.count == predicate.operands.count, (try? restrict(&settings, values)) == true { return }
    switch form {
    case .equal(let parameter):
      let texts = predicate.operands.map { operand in
        switch operand {
        case .name(let lookup): "{\(lookup.name)}"
        case .value(let expression): expression.known(frame)?.text ?? "{…}"
        }
      }
      settings.require(parameter.name, oneOf: texts)
    case .days(let lower, let upper):
      for parameter in [lower, upper].compactMap({ $0 }) { settings.set(parameter.name, .text("{…}")) }
    case .since(let parameter): settings.set(parameter.name, .text("{…}"))
    }
  }
}

extension HarvestHost {
  package func explainedLookup(of name: NameLookup) -> ExplainedRequest? {
    guard !names.knows(name.kind), let resource = ResourceCommand.collection(of: name.kind),
      let list = Catalog.list(of: resource)
    else { return nil }
    var request = ExplainedRequest(
      "GET", "/v2" + list.path, query: list.paging == .none ? [] : [("per_page", "\(Demand.onePage)")],
      most: nil, each: "a page of \(Demand.onePage) rows", bucket: list.bucket.name.rawValue)
    request.notes = ["to find names; not again in this session"]
    return request
  }
}
