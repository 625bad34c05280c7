// The journal: what hv was asked to write, on disk before it is sent, and what became of it.
//
// It is a `WriteLedger` over one SQLite file, which several processes may use at once. It knows requests and records,
// not the language. Start at `Journal`; `Database` is the little of SQLite that it needs.
