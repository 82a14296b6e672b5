// Client-side caching: clients that keep copies of values hear when those may be stale. A server on which nobody
// tracks pays nothing: reads ask one bit (`Followers.trackers`) after they have run, changes another
// (`State.isObserved`), and the end of a batch a third (`State.hasBroadcasts`).

import RESP

/// Who tracks what.
struct Tracking {
    var table = TrackingTable()
    var prefixes = TrackedPrefixes()
    /// The clients with tracking on.
    var clientCount = 0

    /// Whether changes of keys matter to anybody, or to the table.
    var isAffectedByChanges: Bool { !table.isEmpty || !prefixes.isEmpty }
}

extension Engine {
    /// Turns tracking on for a client, or changes how it tracks. Prefixes add to those it has.
    func track(for client: Client, _ modes: TrackingState.Modes, redirect: UInt64, prefixes: [[UInt8]]) {
        if !client.tracking.isOn { tracking.clientCount += 1 }
        client.tracking.modes.formIntersection(.caching)
        client.tracking.modes.formUnion(modes.union(.on))
        client.tracking.redirect = redirect
        if modes.contains(.broadcast) {
            for prefix in prefixes.isEmpty ? [[]] : prefixes { broadcast(to: client, under: prefix) }
        }
        refreshFollowing()
        refreshObservation()
    }

    private func broadcast(to client: Client, under prefix: [UInt8]) {
        if client.tracking.prefixes.insert(prefix).inserted { tracking.prefixes.add(client, to: prefix) }
    }

    /// Turns tracking off for a client. What it has read stays in the table until it changes.
    func endTracking(of client: Client) {
        guard client.tracking.isOn else { return }
        tracking.clientCount -= 1
        for prefix in client.tracking.prefixes { tracking.prefixes.remove(client, from: prefix) }
        client.tracking.prefixes = []
        client.tracking.modes = []
        if client.tracking.ownInvalidations.isEmpty { refreshFollowing() }
        refreshObservation()
    }

    /// Sets the bits that commands ask after they have run; that of the replicas is theirs (`refreshPropagation`).
    func refreshFollowing() {
        var followers = state.value.followers.intersection(.replicas)
        if !monitors.isEmpty { followers.insert(.monitors) }
        if let journal {
            followers.insert(.journal)
            if journal.includesDirect { followers.insert(.journalOfDirectCalls) }
        }
        if tracking.clientCount > 0 { followers.insert(.trackers) }
        state.value.followers = followers
    }

    // MARK: The table

    /// Notes that a client may hold a key.
    func noteRead(of key: ByteView, by client: Client) {
        let isFirst = tracking.table.isEmpty
        tracking.table.insert(key, client.id)
        if isFirst { refreshObservation() }
    }

    /// Forgets keys at random, as if they had changed, until no more are tracked than `tracking-table-max-keys`.
    func limitTrackedKeys() {
        let limit = settings.trackingTableMaxKeys
        guard limit > 0, tracking.clientCount > 0 else { return }
        while tracking.table.count > limit, let key = tracking.table.randomKey(using: &random.value) {
            key.withByteView { invalidateTracked($0, isChange: false) }
        }
    }
}
