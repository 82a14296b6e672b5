// The blocked clients of a server: who waits for which key, who gives up when, and which keys are ready. A client
// that waits costs nothing but its place here; nobody looks at it before its key or its deadline comes.

import RESP

/// Who waits for what.
struct BlockedClients {
    private var lines: [WatchedKey: WaitingLine] = [:]
    /// Those with a deadline, by deadline and then as they came.
    private var byDeadline: ArraySlice<BlockedClient> = []
    /// Those who wait for replicas, in the order in which they came.
    private(set) var awaitingReplicas: [BlockedClient] = []
    private var lastTicket: UInt64 = 0
    private(set) var count = 0
    private var countOfLists = 0
    private var countOfSortedSets = 0
    private var countOfStreams = 0
    private var countOfGroupReaders = 0

    /// The keys that are to be looked at, in the order in which they became ready, from `nextReady` on.
    private var ready: [WatchedKey] = []
    private var nextReady = 0
    private var readyKeys: Set<WatchedKey> = []

    /// Whether a key is waited for.
    var awaitKeys: Bool { !lines.isEmpty }

    /// Whether anybody waits to read for a group, whose stream may go.
    var awaitGroups: Bool { countOfGroupReaders > 0 }

    /// The number of clients that will give up one day.
    var countWithDeadline: Int { byDeadline.count }

    /// The earliest deadline; `.max` when nobody has one.
    var earliestDeadline: Int64 { byDeadline.first?.deadline ?? .max }

    /// The client that gives up first.
    var firstToGiveUp: BlockedClient? { byDeadline.first }

    // MARK: Coming and going

    mutating func add(_ waiting: BlockedClient) {
        lastTicket += 1
        waiting.ticket = lastTicket
        noteCount(of: waiting.awaited, 1)
        for key in waiting.keys { lines[key, default: WaitingLine()].append(waiting) }
        if waiting.awaited.kind == nil { awaitingReplicas.append(waiting) }
        if waiting.deadline != .max { byDeadline.insert(waiting, at: place(of: waiting)) }
    }

    mutating func remove(_ waiting: BlockedClient) {
        noteCount(of: waiting.awaited, -1)
        for key in waiting.keys {
            lines[key]?.remove(waiting)
            if lines[key]?.isEmpty == true { lines[key] = nil }
        }
        if waiting.awaited.kind == nil { awaitingReplicas.removeAll { $0 === waiting } }
        if waiting.deadline != .max { byDeadline.remove(at: place(of: waiting)) }
    }

    private mutating func noteCount(of awaited: Awaited, _ change: Int) {
        count += change
        switch awaited {
        case .element, .elements, .move: countOfLists += change
        case .member, .members: countOfSortedSets += change
        case .entries(let wait):
            countOfStreams += change
            if wait.reader != nil { countOfGroupReaders += change }
        case .replicas, .migration: break
        }
    }

    private func place(of waiting: BlockedClient) -> Int {
        let position = (waiting.deadline, waiting.ticket)
        var (low, high) = (byDeadline.startIndex, byDeadline.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            let other = byDeadline[middle]
            if (other.deadline, other.ticket) < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Ready keys

    /// Whether keys wait to be looked at.
    var hasReadyKeys: Bool { !readyKeys.isEmpty }

    /// Whether anybody waits for values of a type, at whatever key.
    func awaits(_ kind: ValueKind) -> Bool {
        switch kind {
        case .list: countOfLists > 0
        case .sortedSet: countOfSortedSets > 0
        case .stream: countOfStreams > 0
        default: false
        }
    }

    /// Notes that a key has something now, if anybody waits for the key.
    mutating func noteReady(_ key: WatchedKey) {
        guard lines[key] != nil, readyKeys.insert(key).inserted else { return }
        ready.append(key)
    }

    /// The next key to be looked at; from here on it may become ready anew.
    mutating func takeReady() -> WatchedKey? {
        guard nextReady < ready.count else {
            (ready, nextReady) = ([], 0)
            return nil
        }
        let key = ready[nextReady]
        nextReady += 1
        readyKeys.remove(key)
        return key
    }

    /// The first who waits for a value of a type at a key.
    func first(at key: WatchedKey, of kind: ValueKind) -> BlockedClient? { lines[key]?.first(of: kind) }

    /// All who wait for a value of a type at a key, in the order in which they came.
    func all(at key: WatchedKey, of kind: ValueKind) -> [BlockedClient] { lines[key]?.all(of: kind) ?? [] }

    /// The keys of a database that are waited for, those first that have been so for longest.
    func awaitedKeys(of database: Int) -> [WatchedKey] {
        let found = lines.filter { $0.key.database == database }
        return found.sorted { $0.value.firstTicket < $1.value.firstTicket }.map(\.key)
    }
}
