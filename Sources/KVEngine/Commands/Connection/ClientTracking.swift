// CLIENT TRACKING: tells the connection when keys that it may hold have changed.

import RESP

extension Command {
    /// Turns the connection's client-side caching on, with options, or off.
    ///
    /// Error order: the options as they come, ON or OFF, then whether the options go together with each other and
    /// with those of before. ON adds prefixes, and otherwise starts anew.
    static let clientTracking = Command(
        "tracking", arity: -3, [.noscript, .loading, .stale],
        docs: Docs(
            .connection, since: "6.0.0", "Turns the connection's client-side caching on or off.",
            complexity: "O(1) without prefixes",
            syntax: """
                status:(ON|OFF) [REDIRECT client-id:integer] [PREFIX prefix]... [BCAST] [OPTIN] [OPTOUT] \
                [NOLOOP]
                """)
    ) { call throws(RedisError) in
        let status = try call.bytes()
        let options = try TrackingOptions(&call)
        if status.matchesBeforeNUL("on") {
            try options.check(against: call.client.tracking)
            call.engine.track(
                for: call.client, options.modes, redirect: options.redirect ?? 0, prefixes: options.prefixes)
        } else if status.matchesBeforeNUL("off") {
            call.engine.endTracking(of: call.client)
        } else {
            throw .syntax
        }
        call.reply.ok()
    }
}

/// CLIENT TRACKING's options.
private struct TrackingOptions {
    var modes: TrackingState.Modes = []
    var redirect: UInt64?
    var prefixes: [[UInt8]] = []

    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            if call.remaining > 1, call.accept("redirect") {
                guard redirect == nil else {
                    throw RedisError("ERR A client can only redirect to a single other client")
                }
                redirect = try TrackingOptions.readRedirect(&call)
            } else if call.remaining > 1, call.accept("prefix") {
                prefixes.append([UInt8](try call.bytes()))
            } else {
                modes.insert(try TrackingOptions.readMode(&call))
            }
        }
    }

    /// The ID of a client that is there now, though it may go later.
    private static func readRedirect(_ call: inout Call) throws(RedisError) -> UInt64 {
        let id = UInt64(bitPattern: try call.integer())
        guard call.engine.clients[id] != nil else {
            throw RedisError("ERR The client ID you want redirect to does not exist")
        }
        return id
    }

    private static func readMode(_ call: inout Call) throws(RedisError) -> TrackingState.Modes {
        if call.accept("bcast") { return .broadcast }
        if call.accept("optin") { return .optIn }
        if call.accept("optout") { return .optOut }
        guard call.accept("noloop") else { throw .syntax }
        return .noLoop
    }

    /// Looks whether the options go together, and with what the client has on.
    func check(against old: TrackingState) throws(RedisError) {
        let isBroadcast = modes.contains(.broadcast)
        if !isBroadcast, !prefixes.isEmpty {
            throw RedisError("ERR PREFIX option requires BCAST mode to be enabled")
        }
        if old.isOn, isBroadcast != old.modes.contains(.broadcast) {
            throw .switchingTracking("BCAST mode on/off")
        }
        if isBroadcast, !modes.isDisjoint(with: [.optIn, .optOut]) {
            throw RedisError("ERR OPTIN and OPTOUT are not compatible with BCAST")
        }
        if modes.isSuperset(of: [.optIn, .optOut]) {
            throw RedisError("ERR You can't specify both OPTIN mode and OPTOUT mode")
        }
        if modes.contains(.optIn) && old.modes.contains(.optOut)
            || modes.contains(.optOut) && old.modes.contains(.optIn)
        {
            throw .switchingTracking("OPTIN/OPTOUT mode")
        }
        if isBroadcast, let overlap = PrefixOverlap(of: prefixes, with: old.prefixes.inOrder) {
            throw .overlapping(overlap)
        }
    }
}

extension RedisError {
    /// A mode cannot be changed while tracking is on.
    fileprivate static func switchingTracking(_ mode: String) -> RedisError {
        RedisError(
            """
            ERR You can't switch \(mode) before disabling tracking for this client, and then re-enabling it \
            with a different mode.
            """)
    }

    /// Two prefixes stand for some of the same keys.
    fileprivate static func overlapping(_ overlap: PrefixOverlap) -> RedisError {
        let what = overlap.isOtherOld ? "an existing prefix" : "another provided prefix"
        let other = overlap.other.withByteView { $0.quotation(limit: .max) }
        return overlap.prefix.withByteView { prefix in
            .quoting(
                "ERR Prefix '", prefix, "' overlaps with \(what) '",
                other + Array("'. Prefixes for a single client must not overlap.".utf8), limit: .max)
        }
    }
}
