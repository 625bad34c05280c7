// HvHarvest: Harvest as the language sees it. Commands, kinds, relations and the name index, all derived from the
// catalog; requests go through `HarvestClient`.
//
// It may not know terminals. Start at `HarvestHost`, which answers what the engine asks; then `Commands/ResourceCommand`
// (`projects`) and `Commands/RelationCommand` (`projects 5 | tasks`).
