// What a report has found, as it grows: sums by pattern, the largest keys, and keys that should end and do not.

import KVClient
import KVToolSupport

/// The keys with the highest figures.
struct Largest: Sendable {
    private let size: Int
    private let figure: @Sendable (KeyFacts) -> Int?
    private(set) var keys: [KeyFacts] = []

    init(_ size: Int, by figure: @escaping @Sendable (KeyFacts) -> Int?) {
        self.size = size
        self.figure = figure
    }

    mutating func add(_ key: KeyFacts) {
        guard size > 0, figure(key) != nil else { return }
        if keys.count == size, let least = keys.last, !isBefore(key, least) { return }
        // The few that there are are in order; equal ones by name, so that a report does not depend on the order of a scan.
        let place = keys.firstIndex { isBefore(key, $0) } ?? keys.count
        keys.insert(key, at: place)
        if keys.count > size { keys.removeLast() }
    }

    private func isBefore(_ left: KeyFacts, _ right: KeyFacts) -> Bool {
        let (first, second) = (figure(left) ?? 0, figure(right) ?? 0)
        return first != second ? first > second : left.key < right.key
    }
}

/// What a report has found.
struct ReportFindings: Sendable {
    /// What keys begin with that must end by themselves: counters of rate limits and locks, which code that sets the time to
    /// live in a second step leaves behind when it crashes in between.
    static let mortalPrefixes = ["ratelimit:", "lock:"]
    /// How many of such keys are kept, to be shown and mended.
    static let mostImmortals = 100_000

    var total = KeySums()
    var tree = PatternTree()
    var byMemory: Largest
    var byElements: Largest
    private(set) var immortals: [KVString] = []
    private(set) var immortalCount = 0
    /// How many of them have an end now.
    var fixed = 0

    init(top: Int) {
        byMemory = Largest(top) { $0.memory }
        byElements = Largest(top) { $0.elements }
    }

    mutating func add(_ key: KeyFacts) {
        total.add(key)
        tree.add(key)
        byMemory.add(key)
        byElements.add(key)
        guard key.lifetime == nil, ReportFindings.isMortal(key.key) else { return }
        immortalCount += 1
        if immortals.count < ReportFindings.mostImmortals { immortals.append(key.key) }
    }

    static func isMortal(_ key: KVString) -> Bool {
        mortalPrefixes.contains { key.bytes.starts(with: $0.utf8) }
    }
}
