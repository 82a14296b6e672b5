// The places that a search has found, copied out of their set: the result may be stored over it.

import RESP

/// Places with their distances.
struct GeoMatches {
    private struct Match {
        let member: Range<Int>
        let place: GeoCoordinates
        /// Metres.
        let distance: Double
        let score: Double
    }

    private let bytes = ByteBuffer(capacity: 1024)
    private var matches: [Match] = []
    private let search: GeoSearch

    /// Looks for places.
    ///
    /// - Complexity: O(n log m) for n places in the cells that cover the shape, of m in the set; n log n when they are
    ///   sorted.
    init(_ search: GeoSearch, in set: SortedSetValue) {
        self.search = search
        guard let area = search.area else { return }
        let enough = search.takesAny ? search.limit : 0
        for cell in area.cells where enough == 0 || matches.count < enough {
            find(in: cell, of: set, area, enough)
        }
        sort()
    }

    private mutating func find(in cell: GeoCell, of set: SortedSetValue, _ area: GeoShape, _ enough: Int) {
        let scores = cell.scores
        let bounds = ScoreBounds(
            lower: scores.lower, lowerIsOpen: false, upper: scores.upper, upperIsOpen: true)
        set.walk(in: set.ranks(in: bounds)) { member, score in
            let place = GeoCell(score: score).area.middle
            if let distance = area.distance(of: place) {
                let start = bytes.count
                bytes.append(member)
                matches.append(
                    Match(member: start..<bytes.count, place: place, distance: distance, score: score))
            }
            return enough == 0 || matches.count < enough
        }
    }

    // MARK: Order

    /// Sorts them as was asked, as many as are wanted, and drops the others; with a limit the nearest are wanted.
    private mutating func sort() {
        let wanted = search.limit > 0 ? min(search.limit, matches.count) : matches.count
        if let order = search.order ?? (search.limit > 0 && !search.takesAny ? .ascending : nil) {
            sort(order, first: wanted)
        }
        matches.removeLast(matches.count - wanted)
    }

    private mutating func sort(_ order: GeoSearch.Order, first wanted: Int) {
        if wanted < matches.count {
            matches = PartialSort.sorted(matches, first: wanted) { left, right in
                let comparison = GeoMatches.compare(left.distance, right.distance)
                return order == .ascending ? comparison : -comparison
            }
        } else if order == .ascending {
            matches.sort { $0.distance < $1.distance }
        } else {
            matches.sort { $0.distance > $1.distance }
        }
    }

    private static func compare(_ left: Double, _ right: Double) -> Int {
        left > right ? 1 : left == right ? 0 : -1
    }

    // MARK: Results

    var count: Int { matches.count }

    /// Sends them, each with what was asked for.
    func answer(_ reply: ReplyWriter) {
        reply.array(matches.count)
        for match in matches {
            if search.extras > 0 { reply.array(search.extras + 1) }
            reply.bulk(bytes.view[match.member])
            if search.withDistance { reply.distance(match.distance / search.unit.inMetres) }
            if search.withHash { reply.integer(GeoMatches.integer(match.score)) }
            if search.withCoordinates { reply.coordinates(match.place) }
        }
    }

    /// A score as a whole number; any number may be one, and those too large for 64 bits are all the same to C.
    private static func integer(_ score: Double) -> Int64 {
        score.magnitude < 0x1p63 ? Int64(score) : .min
    }

    /// A sorted set of them, with their own scores or their distances.
    func sortedSet(in engine: Engine) -> SortedSetValue {
        let table = ScoreTable(seed: engine.hashSeed)
        for match in matches {
            let member = bytes.view[match.member]
            let score = search.storesDistances ? match.distance / search.unit.inMetres : match.score
            if table.find(member) == nil { table.insert(.make(member: member, score: score)) }
        }
        return SortedSetValue(taking: table, settings: engine.settings, seed: engine.hashSeed)
    }
}

extension Call {
    /// Does a search, and sends or stores what it finds.
    func answer(_ search: GeoSearch, _ source: SortedSetValue?) throws(RedisError) {
        let matches = source.map { GeoMatches(search, in: $0) }
        guard let destination = search.destination else {
            if let matches { matches.answer(reply) } else { reply.array(0) }
            return
        }
        let count = matches?.count ?? 0
        if let matches, count > 0 {
            store(matches.sortedSet(in: engine), at: destination)
            let event: StaticString = search.form == .searchStore ? "geosearchstore" : "georadiusstore"
            modified(destination, event, .sortedSet, changes: count)
        } else {
            delete(destination)
        }
        reply.integer(count)
    }
}
