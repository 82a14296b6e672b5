// CLIENT CACHING, GETREDIR and TRACKINGINFO: which keys are tracked next, and how the connection tracks at all.

import RESP

extension Command {
    /// Has the keys of the next command or transaction tracked (OPTIN), or not tracked (OPTOUT).
    static let clientCaching = Command(
        "caching", arity: 3, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "6.0.0", "Chooses whether the next command's keys are tracked.",
            complexity: "O(1)", syntax: "mode:(YES|NO)")
    ) { call throws(RedisError) in
        guard call.client.tracking.isOn else {
            throw RedisError(
                """
                ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT \
                mode enabled
                """)
        }
        let (mode, word, option) = try call.cachingMode()
        guard call.client.tracking.modes.contains(mode) else {
            throw RedisError(
                "ERR CLIENT CACHING \(word) is only valid when tracking is enabled in \(option) mode.")
        }
        call.client.tracking.modes.insert(.caching)
        call.reply.ok()
    }

    /// Returns the client that invalidation messages go to: 0 for the connection itself, -1 without tracking.
    static let clientGetRedir = Command(
        "getredir", arity: 2, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "6.0.0", "Returns the client that invalidation messages go to.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.client.tracking.toldRedirect)
    }

    /// Describes the connection's client-side caching.
    static let clientTrackingInfo = Command(
        "trackinginfo", arity: 2, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "6.2.0", "Describes the connection's client-side caching.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        let tracking = call.client.tracking
        call.reply.map(3)
        call.reply.bulk("flags")
        call.reply.set(tracking.flags.count)
        for flag in tracking.flags { call.reply.bulk(flag) }
        call.reply.bulk("redirect")
        call.reply.integer(tracking.toldRedirect)
        call.reply.bulk("prefixes")
        call.reply.array(tracking.prefixes.count)
        for prefix in tracking.prefixes.inOrder { call.reply.bulk(prefix) }
    }
}

extension Call {
    /// The mode that CLIENT CACHING's word belongs to, and the words for both.
    fileprivate mutating func cachingMode() throws(RedisError) -> (TrackingState.Modes, String, String) {
        if accept("yes") { return (.optIn, "YES", "OPTIN") }
        guard accept("no") else { throw .syntax }
        return (.optOut, "NO", "OPTOUT")
    }
}

extension TrackingState {
    /// The words of CLIENT TRACKINGINFO.
    fileprivate var flags: [StaticString] {
        let isCaching = modes.contains(.caching)
        let words: [(Bool, StaticString)] = [
            (true, isOn ? "on" : "off"), (modes.contains(.broadcast), "bcast"),
            (modes.contains(.optIn), "optin"), (modes.contains(.optIn) && isCaching, "caching-yes"),
            (modes.contains(.optOut), "optout"), (modes.contains(.optOut) && isCaching, "caching-no"),
            (modes.contains(.noLoop), "noloop"), (modes.contains(.brokenRedirect), "broken_redirect"),
        ]
        return words.filter(\.0).map(\.1)
    }
}
