import HvSyntax
import HvValues

/// `extend name: expression`
struct Extend: Command {
  let signature = Signature(
    "extend", "Adds fields to every record, or replaces them.",
    [.init("name: expression", "the field and its value", required: false, variadic: true)], anyName: true,
    gives: "as many as come in",
    examples: [
      .init("time_entries this month | extend minutes: hours * 60 | first 3", "one more field"),
      .init("projects | extend label: \"{client.name}: {name}\" | select label", "text from two fields"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let columns = NamedColumns(site) else { return nil }
    guard !columns.names.isEmpty else {
      site.error("E0204", "`extend` needs a field", at: site.wordRange, "missing", help: ["usage:  \(signature.usage)"])
      return nil
    }
    var type = Type.any
    if case .record(let record) = input.item {
      let kept = record.fields.filter { !columns.names.contains($0.name) }
      type = .record(
        RecordType(
          kind: record.kindWithout(columns.names), isReference: record.isReference,
          fields: kept + zip(columns.names, columns.expressions).map { $1.field(named: $0) }, isOpen: record.isOpen))
    } else if !input.item.isAny {
      site.error(
        "E0206", "`extend` works on records, here flows \(input.item.phrase)", at: site.wordRange, input.item.name)
      return nil
    }
    let names = columns.names
    var stage = PlannedStage(
      "extend", at: site.range, Flow(type, many: input.many), reads: columns.reads, passesRows: true
    ) { upstream, frame, _ in
      ColumnsStage(upstream ?? BatchStage([Batch]()), columns, frame) { batch, made in
        Batch(ViewRows(batch, added: zip(names, made).map { ($0, $1) }))
      }
    }
    stage.role = .fields(FieldMap(made: columns.paths, hidden: [], passesOthers: true))
    stage.expressions = columns.expressions
    return stage
  }
}

/// `drop field, …`
struct Drop: Command {
  let signature = Signature(
    "drop", "Leaves fields out.", [.init("field", "field", variadic: true)], gives: "as many as come in",
    examples: [.init("clients | drop address, statement_key", "everything but two fields")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let names = site.fieldNames(site.positional) else { return nil }
    var type = input.item
    if case .record(let record) = input.item {
      type = .record(
        RecordType(
          kind: record.kindWithout(names), isReference: record.isReference,
          fields: record.fields.filter { !names.contains($0.name) },
          isOpen: record.isOpen))
    }
    let dropped = Set(names)
    var stage = PlannedStage("drop", at: site.range, Flow(type, many: input.many), passesRows: true) { upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      return ClosureStage { demand in try await source.next(demand).map { Batch(ViewRows($0, dropped: dropped)) } }
    }
    stage.role = .fields(FieldMap(made: [:], hidden: dropped, passesOthers: true))
    return stage
  }
}

/// `rename new: old`
struct Rename: Command {
  let signature = Signature(
    "rename", "Gives fields other names: the new name, then the field.",
    [.init("new: field", "the new name and the field", required: false, variadic: true)], anyName: true,
    gives: "as many as come in", examples: [.init("tasks | rename task: name | select task", "`name` is called `task`")]
  )

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    if let e = site.positional.first {
      site.error(
        "E0204", "`rename` needs a new name here", at: e.range, "only the field",
        help: ["write  new_name: \(site.resolver.text(e.range) ?? "field")"])
      return nil
    }
    guard !site.named.isEmpty, let old = site.fieldNames(site.named.map(\.value)) else {
      if site.named.isEmpty {
        site.error(
          "E0204", "`rename` needs a field", at: site.wordRange, "missing", help: ["usage:  \(signature.usage)"])
      }
      return nil
    }
    let new = site.named.map(\.name.text)
    var type = input.item
    if case .record(let record) = input.item {
      for (name, argument) in zip(new, site.named) where !old.contains(name) && record.field(name) != nil {
        site.error(
          "E0215", "there is a field `\(name)` already", at: argument.name.range, "taken",
          help: ["drop it first:  | drop \(name)"])
        return nil
      }
      let names = Dictionary(zip(old, new), uniquingKeysWith: { first, _ in first })
      type = .record(
        RecordType(
          kind: record.kindWithout(old + new), isReference: record.isReference,
          fields: record.fields.map { $0.named(names[$0.name] ?? $0.name) }, isOpen: record.isOpen))
    }
    let renamed = Dictionary(zip(new, old), uniquingKeysWith: { first, _ in first })
    let reads = FieldUse(Set(old.map { FieldPath([$0]) }))
    var stage = PlannedStage(
      "rename", at: site.range, Flow(type, many: input.many), reads: reads.union(.everything), passesRows: true
    ) {
      upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      return ClosureStage { demand in try await source.next(demand).map { Batch(ViewRows($0, renamed: renamed)) } }
    }
    stage.role = .fields(
      FieldMap(made: renamed.mapValues { FieldPath([$0]) }, hidden: Set(old), passesOthers: true))
    return stage
  }
}

extension RecordType {
  /// The kind that is left when these fields were changed: a record with another id is no longer the one from Harvest.
  fileprivate func kindWithout(_ changed: [String]) -> String? { changed.contains("id") ? nil : kind }
}

extension CallSite {
  /// Arguments that must be plain fields of the incoming rows. Nil after reporting.
  func fieldNames(_ expressions: [Expression]) -> [String]? {
    var names: [String] = []
    for e in expressions {
      let expression = row(e)
      guard let path = expression.path, path.names.count == 1 else {
        if !resolver.hasErrors {
          error("E0206", "`\(word)` needs a field, this is an expression", at: e.range, "not a field")
        }
        return nil
      }
      names.append(path.names[0])
    }
    return names
  }
}

/// `get field`
struct Get: Command {
  let signature = Signature(
    "get", "Emits one field of every item as a bare value.", [.init("field", "field, or a place in a list")],
    gives: "as many as come in",
    examples: [
      .init("clients | get name", "the names"),
      .init("time_entries this week | get project.name | unique", "through a reference"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let e = site.positional.first else { return nil }
    if case .number = e.kind {
      guard let count = site.count(or: 0) else { return nil }
      return PlannedStage("get", at: site.range, Flow(input.item, many: false), passesRows: true) {
        upstream, frame, _ in
        let source = upstream ?? BatchStage([Batch]())
        return DeferredStage {
          let place = try await count.value(frame)
          var passed = 0
          while let batch = try await source.next(place - passed == Int.max ? .max : place - passed + 1) {
            if place < passed + batch.count { return [batch.value(place - passed)] }
            passed += batch.count
          }
          return []
        }
      }
    }
    let expression = site.row(e)
    var stage = PlannedStage("get", at: site.range, Flow(expression.type, many: input.many), reads: expression.reads) {
      upstream, frame, _ in
      MapStage(upstream ?? BatchStage([Batch]()), expression, frame)
    }
    // One value a row, none of them with a field that came in.
    stage.role = .fields(FieldMap(made: [:], hidden: [], passesOthers: false))
    stage.expressions = [expression]
    stage.rowMap = RowMap(expression)
    return stage
  }
}

/// `flatten`, `flatten field`
struct Flatten: Command {
  let signature = Signature(
    "flatten", "Emits the elements of lists; with a field, one record an element of that field's list.",
    [.init("field", "field", required: false)],
    examples: [
      .init("users | flatten roles | select first_name, roles", "one row a role"),
      .init("users | get roles | flatten | unique", "the elements of all lists"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    guard !site.positional.isEmpty else {
      let item: Type = if case .list(let inner) = input.item { inner } else { input.item }
      return PlannedStage("flatten", at: site.range, Flow(item, many: true), reads: .everything) { upstream, _, _ in
        let source = upstream ?? BatchStage([Batch]())
        return ClosureStage { demand in
          while let batch = try await source.next(demand == .max ? .max : Demand.onePage) {
            var out: [Value] = []
            for value in batch.values {
              if case .list(let list) = value { out += list.elements } else { out.append(value) }
            }
            if !out.isEmpty { return Batch(out) }
          }
          return nil
        }
      }
    }
    guard let name = site.fieldNames(site.positional)?.first else { return nil }
    var type = input.item
    if case .record(let record) = input.item {
      type = .record(
        RecordType(
          kind: record.kind, isReference: record.isReference,
          fields: record.fields.map { field in
            if field.name == name, case .list(let inner) = field.type { return .init(name, inner) }
            return field
          }, isOpen: record.isOpen))
    }
    return PlannedStage("flatten", at: site.range, Flow(type, many: true), reads: .everything) { upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      return ClosureStage { demand in
        while let batch = try await source.next(demand == .max ? .max : Demand.onePage) {
          var out: [Value] = []
          for value in batch.values {
            guard case .record(let record) = value, case .list(let list)? = record[name] else {
              out.append(value)
              continue
            }
            for element in list.elements {
              out.append(
                .record(
                  Record(
                    pairs: record.pairs.map { ($0.key, $0.key == name ? element : $0.value) }, origin: record.origin)))
            }
          }
          if !out.isEmpty { return Batch(out) }
        }
        return nil
      }
    }
  }
}
