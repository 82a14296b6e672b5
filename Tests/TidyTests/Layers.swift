// Which modules each target may import: the arrows of the architecture, which point down only.

enum Layers {
    private static let system: Set = ["Glibc", "Darwin"]

    static let allowed: [String: Set<String>] = [
        "RESP": system,
        "KVLua": system,
        "KVEngine": system.union(["RESP", "KVLua"]),
        "KVSockets": system.union(["RESP", "CKernelEvents", "Dispatch", "Synchronization"]),
        "KVServer": system.union(["RESP", "KVEngine", "KVSockets", "Dispatch", "Synchronization"]),
        "KVGateway": system.union(["RESP", "KVEngine", "KVSockets", "KVServer"]),
        "KVClient": ["RESP", "KVSockets", "Dispatch", "Synchronization"],
        "KVRESTClient": ["KVClient", "KVSockets", "Foundation", "FoundationNetworking"],
        "KVCaching": ["KVClient", "KVSockets", "Foundation"],
        "HermeticKV": [
            "RESP", "KVEngine", "KVSockets", "KVServer", "KVGateway", "KVClient", "Synchronization",
        ],
        "HermeticKVTesting": ["HermeticKV", "Testing"],
        "KVToolSupport": system,
        "KVRunner": system.union(["KVToolSupport", "Dispatch", "Synchronization"]),
        "KVProcessSupport": system.union([
            "KVSockets", "KVToolSupport", "Foundation", "Dispatch", "Synchronization",
        ]),
        "KVConformance": system.union([
            "RESP", "KVEngine", "KVSockets", "KVServer", "KVProcessSupport", "Foundation",
        ]),
        "kv-conformance": system.union([
            "KVConformance", "KVProcessSupport", "KVToolSupport", "Foundation",
        ]),
        "KVCacheTools": [
            "KVClient", "KVRESTClient", "KVSockets", "KVToolSupport", "KVProcessSupport", "Foundation",
        ],
        "bust-kv-cache": ["KVCacheTools", "Foundation"],
        "flush-migration-cache": ["KVCacheTools", "KVProcessSupport"],
        "KVToolCommands": [
            "KVCacheTools", "KVCaching", "KVClient", "KVSockets", "KVToolSupport", "KVProcessSupport",
            "KVRunner", "Dispatch", "Foundation", "Glibc", "Darwin",
        ],
        "kvtool": ["KVToolCommands"],
        "hermetic-kv": system.union([
            "KVServer", "KVGateway", "KVEngine", "KVSockets", "KVRunner", "KVToolSupport",
            "Synchronization",
        ]),
        "kv-bench": system.union([
            "HermeticKV", "KVClient", "KVSockets", "KVProcessSupport", "KVToolSupport", "Dispatch",
            "Foundation",
        ]),
    ]
}
