// What the commands that search are asked: where, how many, in what order, and what is to become of it. All of them read
// the same words, some of which a form of the command does not have.

import RESP

/// A search for places.
struct GeoSearch {
    /// Which command it is.
    enum Form {
        case search
        case searchStore
        /// GEORADIUS or GEORADIUSBYMEMBER.
        case radius
        case radiusReadOnly

        var isSearch: Bool { self == .search || self == .searchStore }
    }

    enum Order {
        case ascending
        case descending
    }

    let form: Form
    var destination: ByteView?
    var centre: GeoCoordinates?
    private var isMember = false
    private var shape: (form: GeoShape.Form, unit: GeoUnit)?
    private(set) var storesDistances = false
    private(set) var withDistance = false
    private(set) var withHash = false
    private(set) var withCoordinates = false
    private(set) var order: Order?
    /// How many are wanted at most; 0 means all.
    private(set) var limit = 0
    /// Whether any will do, so that the search may end when there are enough.
    private(set) var takesAny = false

    init(form: Form, destination: ByteView? = nil) {
        self.form = form
        self.destination = destination
    }

    /// Where to look; nil when there is no key, so that nobody has asked.
    var area: GeoShape? {
        guard let centre, let shape else { return nil }
        return GeoShape(centre: centre, form: shape.form, unit: shape.unit)
    }

    /// The unit of distances.
    var unit: GeoUnit { shape?.unit ?? .metres }

    /// How many values come with a member.
    var extras: Int { (withDistance ? 1 : 0) + (withHash ? 1 : 0) + (withCoordinates ? 1 : 0) }

    // MARK: Reading

    /// Reads all options that are left.
    ///
    /// Error order: the options from left to right, then those that do not go together or are missing.
    mutating func readOptions(_ call: inout Call, _ source: SortedSetValue?) throws(RedisError) {
        while call.remaining > 0 {
            if readFlag(&call) { continue }
            if try readCount(&call) { continue }
            if try readDestination(&call) { continue }
            guard form.isSearch else { throw .syntax }
            if try readPlace(&call, source) { continue }
            guard try readShape(&call) else { throw .syntax }
        }
        try checkTogether(call)
    }

    private mutating func readFlag(_ call: inout Call) -> Bool {
        if call.accept("withdist") {
            withDistance = true
        } else if call.accept("withhash") {
            withHash = true
        } else if call.accept("withcoord") {
            withCoordinates = true
        } else if call.accept("any") {
            takesAny = true
        } else if call.accept("asc") {
            order = .ascending
        } else if call.accept("desc") {
            order = .descending
        } else {
            return false
        }
        return true
    }

    private mutating func readCount(_ call: inout Call) throws(RedisError) -> Bool {
        guard call.remaining > 1, call.accept("count") else { return false }
        let count = try call.integer()
        guard count > 0 else { throw RedisError("ERR COUNT must be > 0") }
        limit = Int(count)
        return true
    }

    private mutating func readDestination(_ call: inout Call) throws(RedisError) -> Bool {
        switch form {
        case .search, .radiusReadOnly: return false
        case .searchStore:
            guard call.accept("storedist") else { return false }
            storesDistances = true
            return true
        case .radius:
            guard call.remaining > 1 else { return false }
            let keepsScores = call.accept("store")
            guard keepsScores || call.accept("storedist") else { return false }
            destination = try call.key()
            storesDistances = !keepsScores
            return true
        }
    }

    private mutating func readPlace(_ call: inout Call, _ source: SortedSetValue?) throws(RedisError) -> Bool
    {
        if call.remaining > 1, centre == nil || isMember, call.accept("frommember") {
            try readMember(&call, source)
            return true
        }
        guard call.remaining > 2, !isMember, call.accept("fromlonlat") else { return false }
        centre = try call.coordinates()
        return true
    }

    /// Reads the member in the middle; where there is no key, any is right.
    mutating func readMember(_ call: inout Call, _ source: SortedSetValue?) throws(RedisError) {
        let member = try call.bytes()
        isMember = true
        guard let source else { return }
        guard let place = source.place(of: member) else {
            throw RedisError("ERR could not decode requested zset member")
        }
        centre = place
    }

    private mutating func readShape(_ call: inout Call) throws(RedisError) -> Bool {
        if call.remaining > 2, !isBox, call.accept("byradius") {
            try readCircle(&call)
            return true
        }
        guard call.remaining > 3, shape == nil || isBox, call.accept("bybox") else { return false }
        let width = try call.double(or: RedisError("ERR need numeric width"))
        let height = try call.double(or: RedisError("ERR need numeric height"))
        guard width >= 0, height >= 0 else { throw RedisError("ERR height or width cannot be negative") }
        shape = (.box(width: width, height: height), try call.geoUnit())
        return true
    }

    private var isBox: Bool {
        if case .box = shape?.form { return true }
        return false
    }

    /// Reads a radius and its unit.
    mutating func readCircle(_ call: inout Call) throws(RedisError) {
        let radius = try call.double(or: RedisError("ERR need numeric radius"))
        guard radius >= 0 else { throw RedisError("ERR radius cannot be negative") }
        shape = (.circle(radius: radius), try call.geoUnit())
    }

    private func checkTogether(_ call: borrowing Call) throws(RedisError) {
        if destination != nil, extras > 0 {
            let name = form == .searchStore ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS"
            throw RedisError(
                "ERR \(name) is not compatible with WITHDIST, WITHHASH and WITHCOORD options")
        }
        if form.isSearch {
            guard isMember || centre != nil else {
                throw .exactlyOne("FROMMEMBER or FROMLONLAT", call.argument(0))
            }
            guard shape != nil else { throw .exactlyOne("BYRADIUS and BYBOX", call.argument(0)) }
        }
        if takesAny, limit == 0 { throw RedisError("ERR the ANY argument requires COUNT argument") }
    }
}

extension RedisError {
    fileprivate static func exactlyOne(_ words: StaticString, _ name: ByteView) -> RedisError {
        .quoting("ERR exactly one of \(words) can be specified for ", name, "", limit: .max)
    }
}
