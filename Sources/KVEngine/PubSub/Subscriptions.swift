// What one client listens to. Its order is the order in which it subscribed: it unsubscribes in that order too,
// so that the same calls give the same bytes.

/// What can be listened to.
enum SubscriptionKind: Int, CaseIterable {
    case channel, pattern
    /// A channel of a cluster's shard: a world of its own, in which there are no patterns.
    case shardChannel
}

/// The channels and patterns that a client is subscribed to.
struct Subscriptions {
    /// Names in the order in which they were added.
    struct Names {
        private var places: [[UInt8]: Int] = [:]
        private var lastPlace = 0

        var count: Int { places.count }
        var inOrder: [[UInt8]] { places.sorted { $0.value < $1.value }.map(\.key) }

        /// Adds a name; false if it was there.
        mutating func insert(_ name: [UInt8]) -> Bool {
            guard places[name] == nil else { return false }
            lastPlace += 1
            places[name] = lastPlace
            return true
        }

        /// Removes a name; whether it was there.
        mutating func remove(_ name: [UInt8]) -> Bool { places.removeValue(forKey: name) != nil }
    }

    private var channels = Names()
    private var patterns = Names()
    private var shardChannels = Names()

    subscript(kind: SubscriptionKind) -> Names {
        get {
            switch kind {
            case .channel: channels
            case .pattern: patterns
            case .shardChannel: shardChannels
            }
        }
        _modify {
            switch kind {
            case .channel: yield &channels
            case .pattern: yield &patterns
            case .shardChannel: yield &shardChannels
            }
        }
    }

    /// The number that a subscription is confirmed with: channels and patterns together, or shard channels.
    func confirmedCount(_ kind: SubscriptionKind) -> Int {
        kind == .shardChannel ? shardChannels.count : channels.count + patterns.count
    }

    var isEmpty: Bool { channels.count + patterns.count + shardChannels.count == 0 }
}
