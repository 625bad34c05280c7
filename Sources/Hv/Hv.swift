@_exported public import struct HvSyntax.Diagnostic
@_exported public import HvValues

// Hv: the language with Harvest in it, as a library. It knows no terminal and no process: text comes in, rows and
// diagnostics go out.
//
// A program of yours starts at `Interpreter`; hv's own command line and shell at `Shell`.
