// swift-tools-version: 6.2
// The Swift code of the README, written out as tests by `.ci/check-readme`.

import PackageDescription

let package = Package(
    name: "Readme",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "HermeticKV", path: "../..")],
    targets: [
        .testTarget(
            name: "ReadmeTests",
            dependencies: [
                .product(name: "KVClient", package: "HermeticKV"),
                .product(name: "HermeticKV", package: "HermeticKV"),
                .product(name: "HermeticKVTesting", package: "HermeticKV"),
            ])
    ]
)
