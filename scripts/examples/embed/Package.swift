// swift-tools-version: 6.2
import PackageDescription

// hv inside another program. It knows the product Hv and nothing else of hv.
let package = Package(
  name: "embed",
  platforms: [.macOS("26.0")],
  dependencies: [.package(name: "hv", path: "../../..")],
  targets: [.executableTarget(name: "Embed", dependencies: [.product(name: "Hv", package: "hv")])]
)
