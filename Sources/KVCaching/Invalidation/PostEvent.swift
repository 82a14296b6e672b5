// The moments at which a post's history changes, and with it what is cached of it.

/// Why the history of a workspace's posts is no longer what is cached of it.
public enum PostEvent: String, Hashable, Sendable, CaseIterable {
    /// A post was created and waits for approval (post.js).
    case createdPendingApproval
    /// A post was changed and waits for approval (post.js).
    case updatedPendingApproval
    /// A post was created for a later time (post.js).
    case scheduledCreated
    /// A post for a later time was changed (post.js).
    case scheduledUpdated
    /// A post was published at once (post.js).
    case immediatePublished
    /// A post was approved (approve.js).
    case approved
    /// A post was rejected (approve.js).
    case rejected
    /// Changes of a post were asked for (approve.js).
    case changesRequested
    /// A post was published at its time (scheduler.js).
    case scheduledPublished
}

/// What came of an invalidation. It is never an error: the data have changed, whatever became of the cache.
public enum InvalidationResult: Hashable, Sendable {
    /// What was cached, if anything, is gone.
    case invalidated
    /// There is nothing that could be cached: no such workspace, or none with a profile.
    case nothingCached
    /// The store did not do it; what is cached goes when its time has come.
    case failed(String)

    /// Whether nothing old is served from now on.
    public var isInvalidated: Bool { self == .invalidated }
}
