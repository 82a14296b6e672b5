// CONFIG's parameters that change what this server does, each with its place in `Settings` or in the engine.

import RESP

extension ConfigurationParameter {
    /// Encodings, limits, memory, security and what the sockets are bound to.
    static let effective: [ConfigurationParameter] = encodings + serialization + limits + memory + server

    private static let encodings: [ConfigurationParameter] = [
        .integer(
            "hash-max-listpack-entries", alias: "hash-max-ziplist-entries", .int64(),
            \.hashMaxListpackEntries),
        .memory("hash-max-listpack-value", alias: "hash-max-ziplist-value", \.hashMaxListpackValue),
        .integer("set-max-intset-entries", .int64(), \.setMaxIntsetEntries),
        .integer(
            "zset-max-listpack-entries", alias: "zset-max-ziplist-entries", .int64(),
            \.zsetMaxListpackEntries),
        .memory("zset-max-listpack-value", alias: "zset-max-ziplist-value", \.zsetMaxListpackValue),
        .integer(
            "list-max-listpack-size", alias: "list-max-ziplist-size",
            .int32(from: Int64(Int32.min)), \.listMaxListpackSize),
        .memory("stream-node-max-bytes", \.streamNodeMaxBytes),
        .integer("stream-node-max-entries", .int64(), \.streamNodeMaxEntries),
        .memory("hll-sparse-max-bytes", \.hllSparseMaxBytes),
    ]

    private static let serialization: [ConfigurationParameter] = [
        .flag("rdbcompression", \.rdbCompression),
        ConfigurationParameter(
            "sanitize-dump-payload", .word(["no", "yes", "clients"]),
            .custom(
                read: { Array($0.settings.sanitizeDumpPayload.rawValue.utf8) },
                write: { $0.settings.sanitizeDumpPayload = PayloadSanitizing.allCases[Int($1.number)] })),
    ]

    private static let limits: [ConfigurationParameter] = [
        .told("databases") { String($0.settings.databases) },
        .integer("maxclients", 1...Int64(UInt32.max), \.maxClients),
        .memory("proto-max-bulk-len", from: 1 << 20, \.protoMaxBulkLength),
        .memory("client-query-buffer-limit", from: 1 << 20, \.clientQueryBufferLimit),
        ConfigurationParameter(
            "client-output-buffer-limit", .outputBufferLimits,
            .custom(
                read: { Array($0.settings.clientOutputBufferLimits.text.utf8) },
                write: { engine, value in
                    let limits = engine.settings.clientOutputBufferLimits
                    engine.settings.clientOutputBufferLimits =
                        value.text.withByteView { try? limits.changed(by: $0) } ?? limits
                })),
        .integer("timeout", .int32(), \.timeout),
        .integer("busy-reply-threshold", alias: "lua-time-limit", .int64(), \.busyReplyThreshold),
        .integer("tracking-table-max-keys", .int64(), \.trackingTableMaxKeys),
        .integer("tcp-keepalive", .int32(), \.tcpKeepalive),
        ConfigurationParameter(
            "hz", .integer(.int32()),
            .custom(
                read: { Array(String($0.settings.hz).utf8) },
                write: { $0.settings.hz = min(max(Int($1.number), 1), 500) })),
    ]

    private static let memory: [ConfigurationParameter] = [
        ConfigurationParameter(
            "maxmemory", .memory(0...UInt64.max),
            .custom(
                read: { $0.settings.kept["maxmemory"] ?? Array("0".utf8) },
                write: { engine, value in
                    engine.settings.kept["maxmemory"] = value.text
                    engine.settings.maxMemory = Int(value.number)
                })),
        ConfigurationParameter(
            "maxmemory-policy", .word(EvictionPolicy.allCases.map(\.rawValue)),
            .custom(
                read: { Array($0.settings.maxMemoryPolicy.rawValue.utf8) },
                write: { $0.settings.maxMemoryPolicy = EvictionPolicy.allCases[Int($1.number)] })),
        .integer("maxmemory-samples", .int32(from: 1), \.maxMemorySamples),
        ConfigurationParameter("maxmemory-clients", .memoryOrPercentage, .kept("0")),
        .integer("lfu-log-factor", .int32(), \.lfuLogFactor),
        .integer("lfu-decay-time", .int32(), \.lfuDecayTime),
    ]

    private static let server: [ConfigurationParameter] = [
        ConfigurationParameter(
            "requirepass", .bytes,
            .custom(
                read: { $0.settings.requirePassword },
                write: { engine, value in
                    // The same again is no change, whatever the default user's password has become.
                    guard engine.settings.requirePassword != value.text else { return }
                    engine.settings.requirePassword = value.text
                    engine.access.setDefaultPassword(value.text)
                })),
        ConfigurationParameter(
            "acl-pubsub-default", .word(["allchannels", "resetchannels"]),
            .custom(
                read: { Array(($0.settings.allowsAllChannels ? "allchannels" : "resetchannels").utf8) },
                write: { $0.settings.allowsAllChannels = $1.number == 0 })),
        .integer("acllog-max-len", .int64(), \.aclLogMaxLength),
        .flag("protected-mode", \.protectedMode),
        .integer("min-replicas-to-write", alias: "min-slaves-to-write", .int32(), \.minReplicasToWrite),
        .integer("min-replicas-max-lag", alias: "min-slaves-max-lag", .int32(), \.minReplicasMaxLag),
        ConfigurationParameter(
            "notify-keyspace-events", .notificationClasses,
            .custom(
                read: { Array($0.settings.notificationClasses.text.utf8) },
                write: {
                    let classes = UInt16(truncatingIfNeeded: $1.number)
                    $0.settings.notificationClasses = NotificationClasses(rawValue: classes)
                })),
        .integer("slowlog-log-slower-than", .int64(from: -1), \.slowlogLogSlowerThan),
        .integer("slowlog-max-len", .int64(), \.slowlogMaxLength),
        .integer("latency-monitor-threshold", .int64(), \.latencyMonitorThreshold),
        .flag("latency-tracking", \.latencyTracking),
        ConfigurationParameter(
            "port", .integer(.port),
            .applied(
                read: { Array(String($0.environment.port).utf8) },
                apply: { engine, value throws(ConfigurationRefusal) in
                    guard engine.listen(atPort: Int(value.number)) else {
                        throw ConfigurationRefusal("Unable to listen on this port. Check server logs.")
                    }
                })),
        ConfigurationParameter(
            "bind", access: .unchanging, .addresses,
            .custom(
                read: { Array($0.environment.bindAddresses.joined(separator: " ").utf8) },
                write: { _, _ in })),
        .told("unixsocket") { $0.environment.unixSocket },
        .told("dir", access: .protected) { $0.environment.dataFolder },
        .told("dbfilename", access: .protected) { $0.environment.dataFileName },
        .told("enable-debug-command") { _ in "yes" },
        ConfigurationParameter("save", .savePoints, .kept("")),
        ConfigurationParameter("oom-score-adj-values", .scoreAdjustments, .kept("0 200 800")),
        ConfigurationParameter(
            "latency-tracking-info-percentiles", .percentiles, .kept("50 99 99.9")),
    ]
}
