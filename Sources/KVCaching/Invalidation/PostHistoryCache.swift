// The history of posts, cached by profile, and the helpers that drop it when it changes.

import KVClient

/// The cached history of posts.
///
/// ```swift
/// let history = PostHistoryCache<[Post]>(context, coding: .json, isEmpty: \.isEmpty) { try await db.profileKey(of: $0) }
/// let posts = try await history.fetch(profileKey) { try await ayrshare.history(profileKey) }
/// await history.invalidateWorkspaceCache(workspaceID, after: .approved)
/// ```
///
/// The helpers never throw, so that a request whose data are written cannot fail for its cache. To be called after the data
/// are committed.
public struct PostHistoryCache<Posts: Sendable>: Sendable {
    private let cache: CacheAside<Posts>
    private let profileKey: @Sendable (String) async throws -> String?
    private let onFailure: @Sendable (String) async -> Void

    /// A cache of histories.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - coding: how a history is stored.
    ///   - lifetime: for how long; two minutes.
    ///   - emptyLifetime: for how long an empty one is: there may be none yet, or the service may have answered none for
    ///     once. Not at all when nil.
    ///   - isEmpty: whether a history is empty.
    ///   - onFailure: is given the profile of what could not be dropped, for another try later.
    ///   - profileKey: the profile of a workspace (`ayr_profile_key`), from the database; nil when it has none.
    public init(
        _ context: CachingContext, coding: CacheCoding<Posts>, lifetime: Duration = .seconds(120),
        emptyLifetime: Duration? = .seconds(10), isEmpty: @escaping @Sendable (Posts) -> Bool,
        onFailure: @escaping @Sendable (String) async -> Void = { _ in },
        profileKey: @escaping @Sendable (String) async throws -> String?
    ) {
        var options = CacheOptions(lifetime: lifetime)
        options.absentLifetime = emptyLifetime
        cache = CacheAside(context, prefix: "ayrshare:history:", coding: coding, options: options) { posts in
            isEmpty(posts) ? emptyLifetime : lifetime
        }
        self.profileKey = profileKey
        self.onFailure = onFailure
    }

    /// What the cache has done; failed invalidations count among its failures.
    public var statistics: CacheStatistics { cache.statistics }

    /// The history of a profile: cached, or else loaded and cached.
    ///
    /// - Throws: what `load` throws, and then nothing is cached; `CancellationError`.
    public func fetch(
        _ profileKey: String, load: @escaping @Sendable () async throws -> Posts?
    ) async throws -> Posts? {
        try await cache.fetch(profileKey, load: load)
    }

    /// Drops the history of a profile, and keeps one that is just being loaded from being cached.
    @discardableResult
    public func invalidatePostHistoryCache(_ profileKey: String) async -> InvalidationResult {
        if profileKey.isEmpty { return .nothingCached }
        let shown = PostHistoryCache.shown(profileKey)
        do {
            do {
                try await cache.invalidate(profileKey)
            } catch let error as KVError where !error.isLasting {
                try await cache.invalidate(profileKey)
            }
            cache.context.log(.info, "[Cache] Invalidated post history cache for profile: \(shown)")
            return .invalidated
        } catch {
            cache.count { $0.failures += 1 }
            cache.context.log(
                .warning, "[Cache] Failed to invalidate post history cache for profile: \(shown): \(error)")
            await onFailure(profileKey)
            return .failed("\(error)")
        }
    }

    /// Drops the history of a workspace's profile.
    ///
    /// - Parameters:
    ///   - workspaceID: the workspace whose posts have changed.
    ///   - event: what happened, for the log.
    @discardableResult
    public func invalidateWorkspaceCache(
        _ workspaceID: String, after event: PostEvent
    ) async -> InvalidationResult {
        do {
            guard let key = try await profileKey(workspaceID), !key.isEmpty else {
                cache.context.log(.debug, "[Cache] \(event.rawValue): no profile, nothing to invalidate")
                return .nothingCached
            }
            return await invalidatePostHistoryCache(key)
        } catch {
            cache.count { $0.failures += 1 }
            cache.context.log(
                .warning, "[Cache] \(event.rawValue): the workspace's profile is not known: \(error)")
            return .failed("\(error)")
        }
    }

    /// Drops the histories of all profiles, as once before the first deployment; how many there were.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func invalidateAll() async throws -> Int {
        var (cursor, removed): (KVString, Int) = ("0", 0)
        repeat {
            let page = try await cache.context.store.send(
                KVCommand<KVPage<KVString>>.scan(from: cursor, matching: "ayrshare:history:*", count: 1000))
            removed += try await cache.leases.invalidate(page.elements)
            cursor = page.cursor
        } while cursor != "0"
        return removed
    }

    /// A profile's key gives access to it: a log shows its beginning, and of a short one nothing.
    static func shown(_ profileKey: String) -> String {
        profileKey.count > 8 ? profileKey.prefix(8) + "..." : "***"
    }
}
