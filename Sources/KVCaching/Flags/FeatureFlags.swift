// Feature flags: a hash with a field for each.

import KVClient
import KVSockets

/// Feature flags, for all programs that share a store.
///
/// ```swift
/// let flags = FeatureFlags(context)
/// if await flags.isOn("new-checkout-flow", for: .init("42")) { … }
/// ```
///
/// All flags are read at once and kept for a moment, so that a request that asks for ten reads the store at most once. Each
/// change is announced to who listens, and noted in a log.
public final class FeatureFlags: Sendable {
    let context: CachingContext
    /// Where the flags are: `flags:` and the name.
    public let key: KVString
    /// Where changes are announced.
    public let channel: KVString
    /// Where the last changes are noted, the newest first.
    public let logKey: KVString
    /// For how long what was read is used.
    public let cachedFor: Duration
    private let cached = Locked<Cached?>(nil)

    private struct Cached {
        var flags: [String: FeatureFlag]
        var readAt: Duration
    }

    /// Flags.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - name: which flags.
    ///   - cachedFor: for how long what was read is used.
    public init(_ context: CachingContext, _ name: String = "global", cachedFor: Duration = .seconds(5)) {
        self.context = context
        key = KVString("flags:" + name)
        channel = KVString("flags:" + name + ":changed")
        logKey = KVString("flags:" + name + ":log")
        self.cachedFor = cachedFor
    }

    // MARK: Asking

    /// Whether a feature is on. A flag that is not there, or cannot be read, is as `fallback` says.
    public func isOn(
        _ name: String, for actor: FeatureFlag.Actor? = nil, default fallback: Bool = false
    ) async -> Bool {
        do {
            guard let flag = try await current()[name] else { return fallback }
            let now = flag.isScheduled ? try await context.store.send(.time).wholeMilliseconds : 0
            return flag.isOn(name, for: actor, at: now)
        } catch {
            context.log(.warning, "[Flags] \(name) is not known: \(error)")
            return fallback
        }
    }

    /// All flags, as they are stored now.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func all() async throws -> [String: FeatureFlag] {
        var flags: [String: FeatureFlag] = [:]
        for pair in try await context.store.send("HGETALL", key).decodePairs() {
            let name = try pair.key.decodeString().description
            if let flag = FeatureFlag(text: try pair.value.decodeString().description) {
                flags[name] = flag
            } else {
                context.log(.warning, "[Flags] \(name) holds what is no flag")
            }
        }
        return flags
    }

    private func current() async throws -> [String: FeatureFlag] {
        let now = context.time.elapsed()
        if let cached = cached.withLock({ $0 }), now - cached.readAt < cachedFor { return cached.flags }
        let flags = try await all()
        cached.withLock { $0 = Cached(flags: flags, readAt: now) }
        return flags
    }

    /// Has the flags read again at the next question.
    public func forget() { cached.withLock { $0 = nil } }

    /// Forgets what was read whenever another program changes a flag, until it is cancelled.
    ///
    /// - Throws: `KVError` when the connection is lost; it is to be called again then.
    public func followChanges() async throws {
        let subscription = try await context.store.subscribe(to: [channel], patterns: [])
        forget()
        for try await _ in subscription { forget() }
    }

    // MARK: Changing

    /// Turns a feature on or off for everybody.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func set(_ name: String, _ isEnabled: Bool, by author: String = "") async throws {
        try await set(name, isEnabled ? .on : .off, by: author)
    }

    /// Sets for whom a feature is on.
    ///
    /// - Parameters:
    ///   - name: which feature.
    ///   - flag: for whom.
    ///   - author: who does it, for the log.
    /// - Throws: `KVError`; `CancellationError`.
    public func set(_ name: String, _ flag: FeatureFlag, by author: String = "") async throws {
        try await change(name, [["HSET", key, name, flag.text]], "\(flag.text)", author)
    }

    /// Removes a flag; whether there was one.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func remove(_ name: String, by author: String = "") async throws -> Bool {
        try await change(name, [["HDEL", key, name]], "removed", author).decodeBool()
    }

    /// The last changes, the newest first: when, who, which flag and to what, with tabs in between.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func changes(_ count: Int = 100) async throws -> [String] {
        try await context.store.send(.elements(of: logKey, through: max(count, 1) - 1)).map(\.description)
    }

    @discardableResult
    private func change(
        _ name: String, _ requests: [KVRequest], _ what: String, _ author: String
    ) async throws -> Reply {
        let now = try await context.store.send(.time).wholeMilliseconds
        let replies = try await context.store.transaction(
            requests + [
                ["LPUSH", logKey, "\(now)\t\(author)\t\(name)\t\(what)"], ["LTRIM", logKey, 0, 999],
                ["PUBLISH", channel, name],
            ])
        forget()
        for reply in replies { try reply.decodeNothing() }
        return replies[0]
    }

    // MARK: All at once

    /// All flags as JSON, for a file.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func exported() async throws -> String {
        String(decoding: try CacheCoding<[String: FeatureFlag]>.json.encode(try await all()), as: UTF8.self)
    }

    /// Replaces all flags by those of such JSON, in one step.
    ///
    /// - Throws: what is wrong with the JSON, and then nothing is changed; `KVError`; `CancellationError`.
    public func replaceAll(with json: String, by author: String = "") async throws {
        let flags = try CacheCoding<[String: FeatureFlag]>.json.decode(Array(json.utf8))
        let fields: [any CommandWord] = flags.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.text] }
        let filling: [KVRequest] = fields.isEmpty ? [] : [KVRequest(["HSET", key] + fields)]
        try await change("*", [["DEL", key]] + filling, "replaced by \(flags.count)", author)
    }
}
