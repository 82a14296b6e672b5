// GEOSEARCH, GEOSEARCHSTORE and the older GEORADIUS and GEORADIUSBYMEMBER with their forms that only read: the places in
// a circle or a box.
//
// Source: https://redis.io/commands/geosearch/, https://redis.io/commands/georadius/

import RESP

extension Command {
    static let geosearch = Command(
        "geosearch", arity: -7, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "6.2.0", "Finds the places in a circle or a box.",
            complexity: searchComplexity, history: ["7.0.0": unitsInCapitals],
            syntax: """
                key \
                from:(FROMMEMBER member|FROMLONLAT longitude_latitude:(longitude:double latitude:double)) \
                by:(circle:(BYRADIUS radius:double unit:(M|KM|FT|MI))|\
                box:(BYBOX width:double height:double unit:(M|KM|FT|MI))) \
                [order:(ASC|DESC)] [count:(COUNT count:integer [ANY])] [WITHCOORD] [WITHDIST] [WITHHASH]
                """)
    ) { call throws(RedisError) in
        let source = try call.geoSource(try call.key())
        var search = GeoSearch(form: .search)
        try search.readOptions(&call, source)
        try call.answer(search, source)
    }

    static let geosearchstore = Command(
        "geosearchstore", arity: -8, [.write, .denyOOM],
        keys: [.at(1, [.ow, .update]), .at(2, [.ro, .access])],
        docs: Docs(
            .geo, since: "6.2.0", "Finds the places in a circle or a box and stores them.",
            complexity: searchComplexity, history: ["7.0.0": unitsInCapitals],
            syntax: """
                destination:key source:key#1 \
                from:(FROMMEMBER member|FROMLONLAT longitude_latitude:(longitude:double latitude:double)) \
                by:(circle:(BYRADIUS radius:double unit:(M|KM|FT|MI))|\
                box:(BYBOX width:double height:double unit:(M|KM|FT|MI))) \
                [order:(ASC|DESC)] [count:(COUNT count:integer [ANY])] [STOREDIST]
                """)
    ) { call throws(RedisError) in
        let destination = try call.key()
        let source = try call.geoSource(try call.key())
        var search = GeoSearch(form: .searchStore, destination: destination)
        try search.readOptions(&call, source)
        try call.answer(search, source)
    }

    private static let searchComplexity: StaticString =
        "O(N+log(M)) for N places in the cells of the map that cover the shape and M in it"
    private static let unitsInCapitals: StaticString = "Units may be written in capitals."
}

// MARK: - The older commands

extension Command {
    static let georadius = Command(
        "georadius", arity: -6, [.write, .denyOOM, .movableKeys], keys: radiusKeys(optionsFrom: 6),
        docs: Docs(
            .geo, since: "3.2.0", "Finds the places in a circle, and perhaps stores them.",
            complexity: radiusComplexity,
            status: .deprecated(since: "6.2.0", by: "`GEOSEARCH` and `GEOSEARCHSTORE` with `BYRADIUS`"),
            history: ["6.2.0": "Option ANY of COUNT.", "7.0.0": "Units may be written in capitals."],
            syntax: """
                key longitude:double latitude:double radius:double unit:(M|KM|FT|MI) [WITHCOORD] [WITHDIST] \
                [WITHHASH] [count:(COUNT count:integer [ANY@6.2.0])] [order:(ASC|DESC)] [STORE key#1] \
                [STOREDIST key#2]
                """)
    ) { call throws(RedisError) in try searchRadius(&call, .radius) }

    static let georadiusReadOnly = Command(
        "georadius_ro", arity: -6, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "3.2.10", "Finds the places in a circle, and never stores them.",
            complexity: radiusComplexity,
            status: .deprecated(since: "6.2.0", by: "`GEOSEARCH` with `BYRADIUS`"),
            history: ["6.2.0": "Option ANY of COUNT."],
            syntax: """
                key longitude:double latitude:double radius:double unit:(M|KM|FT|MI) [WITHCOORD] [WITHDIST] \
                [WITHHASH] [count:(COUNT count:integer [ANY@6.2.0])] [order:(ASC|DESC)]
                """)
    ) { call throws(RedisError) in try searchRadius(&call, .radiusReadOnly) }

    static let georadiusbymember = Command(
        "georadiusbymember", arity: -5, [.write, .denyOOM, .movableKeys], keys: radiusKeys(optionsFrom: 5),
        docs: Docs(
            .geo, since: "3.2.0", "Finds the places in a circle around one of them, and perhaps stores them.",
            complexity: radiusComplexity,
            status: .deprecated(
                since: "6.2.0", by: "`GEOSEARCH` and `GEOSEARCHSTORE` with `BYRADIUS` and `FROMMEMBER`"),
            history: ["7.0.0": "Units may be written in capitals."],
            syntax: """
                key member radius:double unit:(M|KM|FT|MI) [WITHCOORD] [WITHDIST] [WITHHASH] \
                [count:(COUNT count:integer [ANY])] [order:(ASC|DESC)] [STORE key#1] [STOREDIST key#2]
                """)
    ) { call throws(RedisError) in try searchAroundMember(&call, .radius) }

    static let georadiusbymemberReadOnly = Command(
        "georadiusbymember_ro", arity: -5, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .geo, since: "3.2.10", "Finds the places in a circle around one of them, and never stores them.",
            complexity: radiusComplexity,
            status: .deprecated(since: "6.2.0", by: "`GEOSEARCH` with `BYRADIUS` and `FROMMEMBER`"),
            syntax: """
                key member radius:double unit:(M|KM|FT|MI) [WITHCOORD] [WITHDIST] [WITHHASH] \
                [count:(COUNT count:integer [ANY])] [order:(ASC|DESC)]
                """)
    ) { call throws(RedisError) in try searchAroundMember(&call, .radiusReadOnly) }

    private static let radiusComplexity: StaticString =
        "O(N+log(M)) for N places in the cells of the map that cover the circle and M in the sorted set"

    private static func radiusKeys(optionsFrom index: Int) -> [KeySpec] {
        [.at(1, [.ro, .access])]
            + ["STORE", "STOREDIST"].map { (word: StaticString) in
                KeySpec(.keyword(word, from: index), .range(last: 0, step: 1, limit: 0), [.ow, .update])
            }
    }

    /// Error order: the type of the key, the centre, the radius, its unit, the options.
    private static func searchRadius(_ call: inout Call, _ form: GeoSearch.Form) throws(RedisError) {
        let source = try call.geoSource(try call.key())
        var search = GeoSearch(form: form)
        search.centre = try call.coordinates()
        try search.readCircle(&call)
        try search.readOptions(&call, source)
        try call.answer(search, source)
    }

    /// Error order: the type of the key, the member, the radius, its unit, the options; where there is no key, only the
    /// options.
    private static func searchAroundMember(_ call: inout Call, _ form: GeoSearch.Form) throws(RedisError) {
        let source = try call.geoSource(try call.key())
        var search = GeoSearch(form: form)
        if source == nil {
            call.next += 3
        } else {
            try search.readMember(&call, source)
            try search.readCircle(&call)
        }
        try search.readOptions(&call, source)
        try call.answer(search, source)
    }
}

extension Call {
    fileprivate func geoSource(_ key: ByteView) throws(RedisError) -> SortedSetValue? {
        try read(key, as: SortedSetValue.self)
    }
}
