// HarvestCatalog: what the Harvest API v2 offers, as values.
//
// It lists every endpoint with its parameters, body and refusals, every object with its fields, and every way that
// leads from one record to others. Commands, checks, completion, help, push-down and the sandbox's routes are derived
// from it, so a fact is written once and here.
//
// It may not know how anything is carried out: no request, no language, no value of a record.
//
// Start with `Catalog`, which answers questions; then `Model/` for the words that facts are stated in; then one family
// in `Schemas/` and `Endpoints/`. Adding an endpoint is one `Endpoint` value, and one line in the golden table of the
// tests, which is written from the facts and not from here.
