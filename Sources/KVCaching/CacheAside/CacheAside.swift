// Cache-aside: look in the cache, and load what is not there.

import KVClient
import KVSockets

/// Values that are looked for in a store first, and loaded from where they come from if they are not there.
///
/// ```swift
/// let users = CacheAside<User>(context, prefix: "user:", coding: .json)
/// let user = try await users.fetch("42") { try await database.user(42) }
/// ```
///
/// A store that fails does not fail a read: the value is loaded. Of callers in this process that miss the same key at the
/// same time, one loads. What is loaded while the key is invalidated is handed out and not stored.
public final class CacheAside<Value: Sendable>: Sendable {
    /// What it stands on.
    public let context: CachingContext
    /// How long values live.
    public let options: CacheOptions
    let prefix: String
    let coding: CacheCoding<Value>
    let leases: Leases
    private let lifetimeOf: @Sendable (Value) -> Duration?
    private let flights = SingleFlight<Value?>()
    private let counters = Locked(CacheStatistics())

    /// A cache.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - prefix: what keys begin with.
    ///   - coding: how values are stored.
    ///   - options: how long they live.
    ///   - lifetimeOf: how long a certain value lives, where it is shorter than all; nil keeps it out of the cache.
    public init(
        _ context: CachingContext, prefix: String, coding: CacheCoding<Value>,
        options: CacheOptions = CacheOptions(), lifetimeOf: (@Sendable (Value) -> Duration?)? = nil
    ) {
        self.context = context
        self.prefix = prefix
        self.coding = coding
        self.options = options
        self.lifetimeOf = lifetimeOf ?? { [lifetime = options.lifetime] _ in lifetime }
        leases = Leases(context: context)
    }

    /// What the cache has done.
    public var statistics: CacheStatistics { counters.withLock { $0 } }

    /// The key of a value.
    public func key(of id: String) -> KVString { KVString(prefix + id) }

    /// The value of an id: from the store, or else loaded and stored. Nil when there is none.
    ///
    /// - Parameters:
    ///   - id: whose value.
    ///   - tags: what it is to be invalidated by besides.
    ///   - version: of which state of the data it has to be at least, such as the row's version or the time of its last
    ///     change, where the caller knows that: an older value is as if it were not there. What is loaded is stored as of it.
    ///   - load: gets the value from where it comes from.
    /// - Throws: what `load` throws, and then nothing is stored; `CancellationError`.
    public func fetch(
        _ id: String, tags: [String] = [], version: Int64 = 0,
        load: @escaping @Sendable () async throws -> Value?
    ) async throws -> Value? {
        let landings = flights.landings
        let wanted = Wanted(id: id, version: version)
        switch try await look(wanted) {
        case .fresh(let value): return value
        case .stale(let value):
            flights.start("\(id) stale") { try await self.refill(wanted, await self.lease(id, tags), load) }
            return value
        case .early: return try await refill(wanted, await lease(id, tags), load)
        case .missing:
            // Only who misses after the same invalidation shares: a flight of before it brings what was before it.
            let lease = await lease(id, tags)
            return try await flights.run("\(id) \(lease ?? -1) \(version)") {
                if self.flights.landings != landings, let entry = await self.relook(wanted) {
                    return entry.value
                }
                return try await self.refillAmongOthers(wanted, lease, load)
            }
        case .unknown:
            count { $0.loads += 1 }
            return try await load()
        }
    }

    /// Waits for values that are being made anew behind callers that have gone on with stale ones.
    public func untilRefreshed() async { await flights.untilIdle() }

    /// Deletes values, and keeps what is being loaded from being stored.
    ///
    /// - Returns: how many there were.
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func invalidate(_ ids: String...) async throws -> Int { try await invalidate(ids) }

    /// Deletes values, and keeps what is being loaded from being stored.
    ///
    /// - Parameters:
    ///   - ids: whose values.
    ///   - reason: why, for those it is announced to.
    /// - Returns: how many there were.
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func invalidate(_ ids: [String], because reason: String = "") async throws -> Int {
        try await leases.invalidate(ids.map(key), reason: reason)
    }

    // MARK: Looking

    private enum Look {
        case fresh(Value?)
        case stale(Value?)
        /// Its end is near, and chance has it that this caller makes it anew.
        case early
        case missing
        /// The store did not say.
        case unknown
    }

    /// Which value, and how old it may be.
    struct Wanted: Sendable {
        let id: String
        let version: Int64
    }

    private func look(_ wanted: Wanted) async throws -> Look {
        let id = wanted.id
        do {
            let (entry, remaining) = try await read(key(of: id))
            guard let entry, entry.version >= wanted.version else {
                count { $0.misses += 1 }
                return .missing
            }
            let value = try entry.payload.map(coding.decode)
            return note(entry, value, remaining)
        } catch let error as CancellationError {
            throw error
        } catch let error as KVError {
            noteFailure("reading", id, error)
            return .unknown
        } catch {
            // Bytes that are no value: as if they were not there.
            noteFailure("decoding", id, error)
            return .missing
        }
    }

    /// What is stored, and how long it lives if that matters: asking would count among the server's hits.
    private func read(_ key: KVString) async throws -> (CacheEntry?, Int64?) {
        guard options.staleFor > .zero || options.beta > 0 else {
            return (try await context.store.send(.get(key)).map(CacheEntry.init), nil)
        }
        let replies = try await context.store.replies(to: [["GET", key], ["PTTL", key]])
        let stored = try replies[0].decodeOptional { reply throws(KVError) in try reply.decodeString() }
        return (stored.map(CacheEntry.init), Int64(try replies[1].decodeInteger()))
    }

    private func note(_ entry: CacheEntry, _ value: Value?, _ remaining: Int64?) -> Look {
        guard let remaining, remaining >= 0 else {
            count { $0.hits += 1 }
            return .fresh(value)
        }
        let fresh = Double(remaining - entry.staleMilliseconds)
        if fresh <= 0 {
            count {
                $0.hits += 1
                $0.staleHits += 1
            }
            return .stale(value)
        }
        // The nearer the end and the dearer the value, the likelier: so that one of many comes before all of them.
        let advance = Double(entry.costMilliseconds) * options.beta * -Logarithm.natural(1 - context.chance())
        if options.beta > 0, advance >= fresh { return .early }
        count { $0.hits += 1 }
        return .fresh(value)
    }

    // MARK: Filling

    struct Found { let value: Value? }

    /// Since the look another flight has landed, perhaps with this.
    func relook(_ wanted: Wanted) async -> Found? {
        guard let stored = try? await context.store.send(.get(key(of: wanted.id))) else { return nil }
        let entry = CacheEntry(stored)
        if entry.version < wanted.version { return nil }
        guard let payload = entry.payload else { return Found(value: nil) }
        return (try? coding.decode(payload)).map { Found(value: $0) }
    }

    /// Taken before the data are read: what changes later makes it void.
    private func lease(_ id: String, _ tags: [String]) async -> Int64? {
        do {
            return try await leases.take(for: key(of: id), tags: try await tagging(id, tags))
        } catch {
            noteFailure("reading", id, error)
            return nil
        }
    }

    func refill(
        _ wanted: Wanted, _ lease: Int64?, _ load: @Sendable () async throws -> Value?
    ) async throws -> Value? {
        count { $0.loads += 1 }
        let start = context.time.elapsed()
        let value = try await load()
        let cost = context.time.elapsed() - start
        if let lease { await fill(wanted, value, cost, lease) }
        return value
    }

    private func fill(_ wanted: Wanted, _ value: Value?, _ cost: Duration, _ lease: Int64) async {
        let id = wanted.id
        let lifetime =
            value.map { lifetimeOf($0).map { min($0, options.lifetime) } } ?? options.absentLifetime
        guard let lifetime else { return }
        do {
            let stale = value == nil ? Duration.zero : options.staleFor
            let entry = CacheEntry(
                payload: try value.map(coding.encode), staleMilliseconds: stale.wholeMilliseconds,
                costMilliseconds: cost.wholeMilliseconds, version: wanted.version)
            let life = context.spread(lifetime, by: options.jitter) + stale
            let isFilled = try await leases.fill(key(of: id), with: entry.bytes, for: life, holding: lease)
            if !isFilled { count { $0.refusedFills += 1 } }
        } catch {
            noteFailure("storing", id, error)
        }
    }

    func count(_ change: (inout CacheStatistics) -> Void) { counters.withLock { change(&$0) } }

    func noteFailure(_ doing: String, _ id: String, _ error: any Error) {
        count { $0.failures += 1 }
        context.log(.warning, "[Cache] \(doing) \(key(of: id)) failed: \(error)")
    }
}
