// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike: Swift 6 concurrency checks, each unsafe use spelled out, no warning left.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Arrows point down only: a target names what it imports, and nothing else.
let package = Package(
    name: "HermeticKV",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "HermeticKV", targets: ["HermeticKV"]),
        .library(name: "HermeticKVTesting", targets: ["HermeticKVTesting"]),
        .library(name: "KVClient", targets: ["KVClient"]),
        .library(name: "KVRESTClient", targets: ["KVRESTClient"]),
        .library(name: "KVCaching", targets: ["KVCaching"]),
        .executable(name: "hermetic-kv", targets: ["hermetic-kv"]),
        .executable(name: "bust-kv-cache", targets: ["bust-kv-cache"]),
        .executable(name: "flush-migration-cache", targets: ["flush-migration-cache"]),
        .executable(name: "kvtool", targets: ["kvtool"]),
        .executable(name: "kv-bench", targets: ["kv-bench"]),
        .executable(name: "kv-conformance", targets: ["kv-conformance"]),
    ],
    targets: [
        .target(name: "RESP", swiftSettings: strict),
        .target(name: "KVLua", swiftSettings: strict),
        .target(name: "KVEngine", dependencies: ["RESP", "KVLua"], swiftSettings: strict),
        .systemLibrary(name: "CKernelEvents"),
        .target(
            name: "KVSockets",
            dependencies: ["RESP", .target(name: "CKernelEvents", condition: .when(platforms: [.linux]))],
            swiftSettings: strict),
        .target(name: "KVServer", dependencies: ["RESP", "KVEngine", "KVSockets"], swiftSettings: strict),
        .target(
            name: "KVGateway", dependencies: ["RESP", "KVEngine", "KVSockets", "KVServer"],
            resources: [.embedInCode("Page/page.html"), .embedInCode("Page/sign-in.html")],
            swiftSettings: strict),
        .target(name: "KVClient", dependencies: ["RESP", "KVSockets"], swiftSettings: strict),
        .target(name: "KVRESTClient", dependencies: ["KVClient", "KVSockets"], swiftSettings: strict),
        .target(name: "KVCaching", dependencies: ["KVClient", "KVSockets"], swiftSettings: strict),
        .target(
            name: "HermeticKV",
            dependencies: ["RESP", "KVEngine", "KVSockets", "KVServer", "KVGateway", "KVClient"],
            swiftSettings: strict),
        .target(name: "HermeticKVTesting", dependencies: ["HermeticKV"], swiftSettings: strict),
        .target(name: "KVToolSupport", swiftSettings: strict),
        .target(
            name: "KVProcessSupport", dependencies: ["KVSockets", "KVToolSupport"], swiftSettings: strict),
        .target(name: "KVRunner", dependencies: ["KVToolSupport"], swiftSettings: strict),
        .executableTarget(
            name: "hermetic-kv",
            dependencies: ["KVServer", "KVGateway", "KVEngine", "KVSockets", "KVRunner", "KVToolSupport"],
            swiftSettings: strict),
        .target(
            name: "KVCacheTools",
            dependencies: ["KVClient", "KVRESTClient", "KVSockets", "KVToolSupport", "KVProcessSupport"],
            swiftSettings: strict),
        .executableTarget(name: "bust-kv-cache", dependencies: ["KVCacheTools"], swiftSettings: strict),
        .target(
            name: "KVToolCommands",
            dependencies: [
                "KVCacheTools", "KVCaching", "KVClient", "KVToolSupport", "KVProcessSupport", "KVRunner",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "kvtool", dependencies: ["KVToolCommands"], swiftSettings: strict),
        .executableTarget(
            name: "flush-migration-cache", dependencies: ["KVCacheTools", "KVProcessSupport"],
            swiftSettings: strict),
        .executableTarget(
            name: "kv-bench",
            dependencies: ["HermeticKV", "KVClient", "KVSockets", "KVProcessSupport", "KVToolSupport"],
            swiftSettings: strict),
        .target(
            name: "KVConformance",
            dependencies: ["RESP", "KVEngine", "KVSockets", "KVServer", "KVProcessSupport"],
            swiftSettings: strict),
        .executableTarget(
            name: "kv-conformance", dependencies: ["KVConformance", "KVProcessSupport", "KVToolSupport"],
            swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["KVProcessSupport", "KVSockets", "RESP"],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "RESPTests", dependencies: ["RESP"], swiftSettings: strict),
        .testTarget(
            name: "KVLuaTests", dependencies: ["KVLua"], exclude: ["Recorded"], swiftSettings: strict),
        .testTarget(name: "KVEngineTests", dependencies: ["KVEngine", "RESP"], swiftSettings: strict),
        .testTarget(
            name: "KVSocketsTests", dependencies: ["KVSockets", "RESP", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "KVServerTests",
            dependencies: ["KVServer", "KVEngine", "KVSockets", "RESP", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "KVGatewayTests",
            dependencies: ["KVGateway", "KVServer", "KVEngine", "KVSockets", "RESP", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "KVConformanceTests",
            dependencies: ["KVConformance", "KVEngine", "KVProcessSupport", "RESP"],
            swiftSettings: strict),
        .testTarget(
            name: "HermeticKVTests",
            dependencies: ["HermeticKV", "HermeticKVTesting", "KVClient", "KVSockets", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "KVClientTests",
            dependencies: [
                "KVClient", "KVRESTClient", "HermeticKV", "HermeticKVTesting", "KVSockets", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "KVCachingTests",
            dependencies: [
                "KVCaching", "KVClient", "KVRESTClient", "KVSockets", "HermeticKV", "HermeticKVTesting",
                "KVConformance", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(name: "KVToolSupportTests", dependencies: ["KVToolSupport"], swiftSettings: strict),
        .testTarget(
            name: "KVCacheToolsTests",
            dependencies: [
                "KVCacheTools", "KVClient", "KVConformance", "KVProcessSupport", "KVSockets", "KVToolSupport",
                "HermeticKV",
                "HermeticKVTesting", "TestSupport", "bust-kv-cache", "flush-migration-cache",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "KVToolCommandsTests",
            dependencies: [
                "KVConformance", "KVToolCommands", "KVCacheTools", "KVClient", "KVProcessSupport",
                "KVToolSupport",
                "HermeticKV", "HermeticKVTesting", "TestSupport", "kvtool",
            ],
            swiftSettings: strict),
        .testTarget(name: "KVRunnerTests", dependencies: ["KVRunner"], swiftSettings: strict),
        .testTarget(
            name: "KVProcessSupportTests",
            dependencies: ["KVProcessSupport", "KVSockets", "KVToolSupport"],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)
