// HvEngine: turns a syntax tree into checked, planned pipelines and pulls batches of rows through their stages.
//
// It knows the language, values, and the general commands. It does not know HTTP, SQLite, terminals, or Harvest by
// name: Harvest's commands, kinds and relations come in through `Host`.
//
// Where to start reading: `Check/Resolver.swift` (tree to plan), `Stages/Stage.swift` (what runs),
// `Expressions/Node.swift` (expressions), `Commands/Command.swift` (what a command is).
