// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

// The sandbox makes a whole account at each start: without this the tests would spend most of their time on it. No
// product that others build upon has it in it.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "hv",
  platforms: [.macOS("26.0")],
  products: [
    .library(name: "Hv", targets: ["Hv"]),
    .executable(name: "hv", targets: ["HvCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
  ],
  targets: [
    // Floor 0
    .target(name: "HvSyntax", swiftSettings: settings),
    .target(name: "HvValues", swiftSettings: settings),
    .target(name: "CLibedit", linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CStdlib"),
    .target(name: "CAllocator"),
    .target(name: "CScan"),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CZlib"),
    // Floor 1
    .target(name: "HvCodecs", dependencies: ["CScan", "CZlib", "HvValues"], swiftSettings: settings),
    .target(name: "HarvestCatalog", swiftSettings: settings),
    // Floor 2
    .target(name: "HvEngine", dependencies: ["HvSyntax", "HvValues", "HvCodecs"], swiftSettings: settings),
    .target(
      name: "HarvestClient",
      dependencies: [
        "HvValues", "HvCodecs",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
      ], swiftSettings: settings),
    // Floor 3
    .target(
      name: "HvJournal", dependencies: ["CSQLite", "HarvestClient", "HvCodecs", "HvValues"], swiftSettings: settings),
    .target(
      name: "HarvestSandbox",
      dependencies: [
        "HvValues", "HarvestCatalog",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings + fast),
    // Floor 4
    .target(
      name: "HvHarvest",
      dependencies: ["CStdlib", "HvEngine", "HarvestClient", "HarvestCatalog", "HvValues", "HvCodecs", "HvSyntax"],
      swiftSettings: settings),
    // Floor 5
    .target(
      name: "Hv",
      dependencies: ["HvHarvest", "HvJournal", "HvEngine", "HarvestClient", "HvValues", "HvCodecs", "HvSyntax"],
      swiftSettings: settings),
    .target(name: "HvTerminal", dependencies: ["CLibedit", "HvValues"], swiftSettings: settings),
    // Floor 6
    .executableTarget(
      name: "HvCLI",
      dependencies: [
        "Hv", "HvTerminal", "HvHarvest", "HvJournal", "HarvestSandbox", "HarvestClient", "HvEngine", "HvCodecs",
        "HvSyntax", "HvValues", "CAllocator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    // Tests, a target each
    .testTarget(name: "HvSyntaxTests", dependencies: ["HvSyntax"], swiftSettings: settings),
    .testTarget(name: "HvValuesTests", dependencies: ["HvValues"], swiftSettings: settings),
    .testTarget(name: "HvCodecsTests", dependencies: ["HvCodecs", "HvValues"], swiftSettings: settings),
    .testTarget(name: "HarvestCatalogTests", dependencies: ["HarvestCatalog"], swiftSettings: settings),
    .testTarget(
      name: "HvEngineTests", dependencies: ["HvEngine", "HvCodecs", "HvSyntax", "HvValues"], swiftSettings: settings),
    .testTarget(
      name: "HarvestClientTests", dependencies: ["HarvestClient", "HvCodecs", "HvValues"], swiftSettings: settings),
    .testTarget(
      name: "HarvestSandboxTests", dependencies: ["HarvestSandbox", "HarvestCatalog", "HvValues"],
      swiftSettings: settings),
    .testTarget(
      name: "HvJournalTests", dependencies: ["CSQLite", "HvJournal", "HarvestClient", "HvCodecs", "HvValues"],
      swiftSettings: settings),
    .testTarget(name: "HvTerminalTests", dependencies: ["HvTerminal"], swiftSettings: settings),
    .testTarget(
      name: "HvHarvestTests",
      dependencies: ["HvHarvest", "HarvestClient", "HvEngine", "HvCodecs", "HvSyntax", "HvValues"],
      swiftSettings: settings),
    .testTarget(
      name: "HvCLITests",
      dependencies: [
        "HvCLI", "HvHarvest", "HarvestSandbox", "HarvestClient", "HarvestCatalog", "HvEngine", "HvCodecs", "HvSyntax",
        "HvValues", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
  ]
)
