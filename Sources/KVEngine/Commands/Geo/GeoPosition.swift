// GEOPOS, GEOHASH and GEODIST: where single places are. A place is the middle of the cell that its score names.
//
// Source: https://redis.io/commands/geopos/, https://redis.io/commands/geohash/, https://redis.io/commands/geodist/

import RESP

extension Command {
    static let geopos = Command(
        "geopos", arity: -2, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "3.2.0", "Returns the longitudes and latitudes of places.",
            complexity: "O(N) for N places", syntax: "key member...")
    ) { call throws(RedisError) in
        try forEachPlace(&call) { place, reply in
            if let place { reply.coordinates(place) } else { reply.nullArray() }
        }
    }

    static let geohash = Command(
        "geohash", arity: -2, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "3.2.0", "Returns the geohashes of places, as others write them.",
            complexity: "O(log(N)) for each place, in a sorted set of N", syntax: "key member...")
    ) { call throws(RedisError) in
        try forEachPlace(&call) { place, reply in
            if let place { reply.bulk(geohashText(of: place)) } else { reply.null() }
        }
    }

    /// Error order: the unit, then the type of the key.
    static let geodist = Command(
        "geodist", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "3.2.0", "Returns the distance between two places.",
            complexity: "O(log(N)) in a sorted set of N",
            syntax: "key member1 member2 [unit:(M|KM|FT|MI)]")
    ) { call throws(RedisError) in
        let (key, first, second) = (try call.key(), try call.bytes(), try call.bytes())
        guard call.remaining <= 1 else { throw .syntax }
        let unit = call.remaining > 0 ? try call.geoUnit() : .metres
        guard let set = try call.read(key, as: SortedSetValue.self), let from = set.place(of: first),
            let to = set.place(of: second)
        else { return call.reply.null() }
        call.reply.distance(from.distance(to: to) / unit.inMetres)
    }

    /// Answers for each member that is left, with its place or nil.
    private static func forEachPlace(
        _ call: inout Call, _ answer: (GeoCoordinates?, ReplyWriter) -> Void
    ) throws(RedisError) {
        let set = try call.read(try call.key(), as: SortedSetValue.self)
        call.reply.array(call.remaining)
        while call.remaining > 0 {
            let member = try call.bytes()
            answer(set?.place(of: member), call.reply)
        }
    }

    private static let alphabet = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)

    /// Eleven characters of five bits each: ten tell all of 52 bits but the last two, and the last is always the same.
    private static func geohashText(of place: GeoCoordinates) -> [UInt8] {
        // Others' geohashes go from pole to pole.
        let bits = GeoCell(of: place, latitudes: -90...90).bits
        let characters = (1...10).map { alphabet[Int(bits >> UInt64(52 - 5 * $0) & 0x1F)] }
        return characters + [alphabet[0]]
    }
}

extension SortedSetValue {
    /// Where a member is; nil when it is not there.
    func place(of member: ByteView) -> GeoCoordinates? {
        score(of: member).map { GeoCell(score: $0).area.middle }
    }
}
