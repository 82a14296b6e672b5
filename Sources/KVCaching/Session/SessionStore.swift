// Sessions: one key each, which lives on as long as it is used, but not for ever; and for each user a list of his.

import KVClient

/// Sessions of users, for all programs that share a store.
///
/// ```swift
/// let sessions = SessionStore(context)
/// let session = try await sessions.create(for: "42")
/// response.setCookie = sessions.cookie.header(for: session.id, lifetime: sessions.lifetime)
/// ```
public struct SessionStore: Sendable {
    let context: CachingContext
    /// How long a session lives unused.
    public var lifetime: Duration
    /// How long a session lives at most, however much it is used.
    public var absoluteLifetime: Duration
    /// How often, at most, its last use is written down.
    public var touchInterval = Duration.seconds(60)
    /// The cookie that it is kept by.
    public var cookie = SessionCookie()
    private let coding = CacheCoding<StoredSession>.json

    /// Sessions; a week unused and thirty days altogether when not said otherwise.
    public init(
        _ context: CachingContext, lifetime: Duration = .seconds(604_800),
        absoluteLifetime: Duration = .seconds(30 * 86_400)
    ) {
        self.context = context
        self.lifetime = lifetime
        self.absoluteLifetime = absoluteLifetime
    }

    /// The key of a session.
    public static func key(of id: String) -> KVString { KVString("session:" + id) }

    /// The key of the list of a user's sessions.
    public static func indexKey(of userID: String) -> KVString { KVString("user-sessions:" + userID) }

    /// Begins a session.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func create(for userID: String, values: [String: String] = [:]) async throws -> Session {
        let now = try await now()
        return try await store(
            Session(id: context.token(), userID: userID, createdAt: now, lastActivity: now, values: values),
            now)
    }

    /// A session, which then lives for its full time again; nil when there is none (any more).
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func get(_ id: String) async throws -> Session? {
        let key = SessionStore.key(of: id)
        // Reading and prolonging are one command: there is no moment in between in which it can go.
        let replies = try await context.store.replies(to: [
            ["GETEX", key, "PX", lifetime.lifetimeMilliseconds], ["TIME"],
        ])
        let stored = try replies[0].decodeOptional { reply throws(KVError) in try reply.decodeString() }
        let now = try SessionStore.milliseconds(replies[1])
        guard let stored, var session = decode(id, stored) else { return nil }
        let end = session.createdAt + absoluteLifetime.lifetimeMilliseconds
        if end <= now {
            try await destroy(id)
            return nil
        }
        if end - now < lifetime.lifetimeMilliseconds {
            try await context.store.send("PEXPIRE", key, end - now)
        }
        if now - session.lastActivity >= touchInterval.wholeMilliseconds {
            session.lastActivity = now
            try await touch(session, for: stored, now)
        }
        return session
    }

    /// Changes what the application keeps in a session; nil when there is none: it does not come back by this.
    ///
    /// - Throws: `KVError`; with the code `conflict` when it kept changing; `CancellationError`.
    public func update(
        _ id: String, _ change: @Sendable (inout [String: String]) -> Void
    ) async throws -> Session? {
        let key = SessionStore.key(of: id)
        for _ in 1...max(context.settings.attempts, 1) {
            guard let stored = try await context.store.send(.get(key)), var session = decode(id, stored)
            else {
                return nil
            }
            change(&session.values)
            let new = KVString(try coding.encode(StoredSession(session)))
            if try await context.exchange(key, stored, for: new) { return session }
        }
        throw KVError(.conflict, "the session kept changing")
    }

    /// Gives a session another id, as is to be done at login, so that nobody has fixed the id before; nil when there is
    /// none.
    ///
    /// - Parameters:
    ///   - id: the id until now.
    ///   - userID: whose it is from now on; the same as before when nil.
    /// - Throws: `KVError`; `CancellationError`.
    public func regenerate(_ id: String, for userID: String? = nil) async throws -> Session? {
        let taken = try await context.store.send(.take(SessionStore.key(of: id)))
        guard let taken, let old = decode(id, taken) else { return nil }
        try await context.store.send(
            .removeScored([KVString(id)], from: SessionStore.indexKey(of: old.userID)))
        let now = try await now()
        return try await store(
            Session(
                id: context.token(), userID: userID ?? old.userID, createdAt: old.createdAt,
                lastActivity: now,
                values: old.values), now)
    }

    /// Ends a session; whether there was one.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func destroy(_ id: String) async throws -> Bool {
        guard let stored = try await context.store.send(.take(SessionStore.key(of: id))) else { return false }
        if let session = decode(id, stored) {
            let index = SessionStore.indexKey(of: session.userID)
            try await context.store.send(.removeScored([KVString(id)], from: index))
        }
        return true
    }

    func now() async throws -> Int64 { try await context.store.send(.time).wholeMilliseconds }

    private static func milliseconds(_ time: Reply) throws -> Int64 {
        let parts = try time.decodeElements { part throws(KVError) in try part.decodeInteger() }
        guard parts.count == 2 else { throw KVError(.unexpectedReply, "the reply is no time") }
        return (.seconds(parts[0]) + .microseconds(parts[1]) as Duration).wholeMilliseconds
    }

    func decode(_ id: String, _ stored: KVString) -> Session? {
        do {
            let session = try coding.decode(stored.bytes).session(id)
            guard Session.times ~= session.createdAt, Session.times ~= session.lastActivity else {
                throw CacheCodingError(description: "it has an impossible time")
            }
            return session
        } catch {
            context.log(.warning, "[Session] a session cannot be read: \(error)")
            return nil
        }
    }

    private func store(_ session: Session, _ now: Int64) async throws -> Session {
        let rest = session.createdAt + absoluteLifetime.lifetimeMilliseconds - now
        let life = max(min(lifetime.lifetimeMilliseconds, rest), 1)
        let bytes = try coding.encode(StoredSession(session))
        try await sendAll([
            ["SET", SessionStore.key(of: session.id), bytes, "PX", life]
        ])
        try await index(session, now)
        return session
    }

    /// Somebody who changed it meanwhile has written down the use with it.
    private func touch(_ session: Session, for stored: KVString, _ now: Int64) async throws {
        let new = KVString(try coding.encode(StoredSession(session)))
        if try await context.exchange(SessionStore.key(of: session.id), stored, for: new) {
            try await index(session, now)
        }
    }

    /// Enters a session into its user's list, by when it ends if it is used no more.
    private func index(_ session: Session, _ now: Int64) async throws {
        let index = SessionStore.indexKey(of: session.userID)
        try await sendAll([
            ["ZADD", index, now + lifetime.lifetimeMilliseconds, session.id],
            ["PEXPIRE", index, max(lifetime, absoluteLifetime).lifetimeMilliseconds],
        ])
    }

    func sendAll(_ requests: [KVRequest]) async throws {
        for reply in try await context.store.transaction(requests) { try reply.decodeNothing() }
    }
}
