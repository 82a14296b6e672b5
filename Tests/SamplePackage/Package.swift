// swift-tools-version: 6.2
// A small application and its tests, to be copied: replace the path by the address of HermeticKV's repository.

import PackageDescription

let package = Package(
    name: "VisitCounter",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "HermeticKV", path: "../..")],
    targets: [
        .target(name: "VisitCounter", dependencies: [.product(name: "KVClient", package: "HermeticKV")]),
        .testTarget(
            name: "VisitCounterTests",
            dependencies: [
                "VisitCounter",
                .product(name: "HermeticKV", package: "HermeticKV"),
                .product(name: "HermeticKVTesting", package: "HermeticKV"),
            ]),
    ]
)
