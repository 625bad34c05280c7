import Foundation
import Testing

/// The package in scripts/examples/embed, which knows only the product Hv.
@Suite("Embedding")
struct EmbeddingTests {
  private static let folder = Hv.root.appendingPathComponent("scripts/examples/embed")

  /// Builds its program against the modules of this build, as the compiler of another package sees them, and runs it.
  @Test("A program of its own runs pipelines, with its transport, clock, limits and command, and cancels")
  func example() throws {
    let result = try Hv.sh(
      """
      set -e
      build=$1/.build/debug
      for map in "$build"/*.build/module.modulemap "$1"/Sources/*/module.modulemap \\
        "$1"/.build/checkouts/*/Sources/*/include/module.modulemap
      do printf -- '-Xcc "-fmodule-map-file=%s"\n' "$map"; done > maps
      printf -- '-I "%s/Modules"\n' "$build" >> maps
      swiftc -swift-version 6 -parse-as-library @maps -module-name Embed -c -o Embed.o "$2"/Sources/Embed/*.swift
      grep -v 'HvCLI\\.build' "$build/hv.product/Objects.LinkFileList" > objects
      swiftc -use-ld=lld Embed.o @objects -ledit -lz -lsqlite3 -lstdc++ -o embed
      ./embed
      """, arguments: [Hv.root.path, Self.folder.path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        WEBSITE!
        first entry: {"id":7,"spent_date":"2026-10-02","hours":1.25,"notes":"a"}
        requests so far: 2
        budgets: 0.3
        E0221 `update` writes, and hv runs with --read-only
        E0508 files cannot be read here
        E0202 `project` has no field `activ`
        without anything: 3.50
        E0403 no account is given here
        E0224 there is no clock here that tells what day it is
        E0310 the limit of 100 rows is reached, which the embedding program sets
        cancelled

        """)
  }

  @Test("The package builds and runs by itself", .enabled(if: Hv.isFull))
  func package() throws {
    let result = try Hv.sh(
      "swift run --package-path \"$1\" --scratch-path \"$2/.build/embed\" Embed",
      arguments: [Self.folder.path, Hv.root.path])
    #expect(result.status == 0 && result.output.hasSuffix("cancelled\n"), "\(result.errors)")
  }
}
