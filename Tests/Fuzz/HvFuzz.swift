// What libFuzzer calls: any bytes go through the lexer, the parser, the renderers and the formatter, and nothing of
// `SyntaxProperties` may be broken. `scripts/fuzz` builds and runs it; findings belong in `Tests/FailCases`, where
// `FailCaseTests` tries them again.

import HvSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tries one input; a broken property ends the process, which is how libFuzzer is told.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if let violation = SyntaxProperties.violation(Array(UnsafeBufferPointer(start: bytes, count: count))) {
    print(violation)
    abort()
  }
  return 0
}
