import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage

/// A list of the account as a source of rows: it takes conditions over, knows its length, and can be read from its end.
struct ListSource: PlannedSource {
  let word: String
  let range: SourceRange
  let item: Type
  let list: ListRead
  var query: PlannedQuery

  func pushing(_ predicate: Predicate, isOrderFree: Bool) -> PushDown? {
    query.taking(predicate, list.endpoint, isOrderFree: isOrderFree).map { taken in
      var other = self
      other.query = taken.query
      return PushDown(other, isExact: taken.isExact)
    }
  }

  func planned() -> PlannedStage {
    let (list, query, range) = (list, query, range)
    var stage = PlannedStage(word, at: range, Flow(item, many: true)) { _, frame, needed in
      DelayedStage { _ in
        let evaluated = try await locating(range) { try await query.evaluate(frame, host: list.host) }
        return list.stage(evaluated, needed, frame, at: range)
      }
    }
    stage.role = .source(self)
    stage.reading = PlannedReading.list(list, query)
    return stage
  }

  func counting(_ count: PlannedStage) -> PlannedStage? {
    guard list.endpoint.paging != .none else { return nil }
    let (list, query, range) = (list, query, range)
    var stage = PlannedStage(count.word, at: count.range, count.flow) { _, frame, _ in
      DeferredStage {
        let evaluated = try await locating(range) { try await query.evaluate(frame, host: list.host) }
        return [Value(try await list.count(evaluated, frame, at: range))]
      }
    }
    stage.reading = PlannedReading.total(list, query)
    return stage
  }

  func last(_ count: Int) -> PlannedStage? {
    guard list.endpoint.paging == .page, count > 0 else { return nil }
    let (list, query, range) = (list, query, range)
    var stage = PlannedStage(word, at: range, Flow(item, many: true)) { _, frame, needed in
      DelayedStage { _ in
        let evaluated = try await locating(range) { try await query.evaluate(frame, host: list.host) }
        return try await list.last(count, evaluated, needed, frame, at: range)
      }
    }
    stage.reading = PlannedReading.end(list, query)
    return stage
  }
}

extension PlannedQuery {
  /// The query with a condition as well; nil where the endpoint has no parameter for it.
  func taking(_ predicate: Predicate, _ endpoint: Endpoint, fixed: Set<String> = [], isOrderFree: Bool) -> (
    query: PlannedQuery, isExact: Bool
  )? {
    guard
      let condition = PushedCondition(
        predicate, endpoint, fixed: fixed, allowsAlternatives: isOrderFree && isLong(endpoint))
    else { return nil }
    var other = self
    other.conditions.append(condition)
    return (other, condition.isExact)
  }

  /// A list that is probably many pages long, so that a request for each of a few values reads less than all of it.
  private func isLong(_ endpoint: Endpoint) -> Bool {
    let hasStart =
      period != nil || items.contains { $0.parameter.name == "from" }
      || conditions.contains { if case .days(lower: .some, upper: _) = $0.form { true } else { false } }
    let hasChoice = conditions.contains { $0.predicate.operands.count > 1 }
    return endpoint.isDated && !hasStart && !hasChoice
  }
}
