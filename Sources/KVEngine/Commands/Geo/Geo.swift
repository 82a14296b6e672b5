// The geo commands, in the order in which the README lists them. Places are members of a sorted set, and their scores
// are geohashes.

import RESP

extension Command {
    static let geo: [Command] = [
        .geoadd, .geodist, .geohash, .geopos, .geosearch, .geosearchstore, .georadius, .georadiusReadOnly,
        .georadiusbymember, .georadiusbymemberReadOnly,
    ]
}

extension Call {
    /// The next two arguments as a place.
    mutating func coordinates() throws(RedisError) -> GeoCoordinates {
        let place = GeoCoordinates(longitude: try double(), latitude: try double())
        guard place.isValid else { throw .invalidCoordinates(place) }
        return place
    }

    /// The next argument as a unit.
    mutating func geoUnit() throws(RedisError) -> GeoUnit {
        if accept("m") { return .metres }
        if accept("km") { return .kilometres }
        if accept("ft") { return .feet }
        if accept("mi") { return .miles }
        _ = try bytes()
        throw RedisError("ERR unsupported unit provided. please use M, KM, FT, MI")
    }
}

extension RedisError {
    fileprivate static func invalidCoordinates(_ place: GeoCoordinates) -> RedisError {
        let texts = [place.longitude, place.latitude].map { number in
            CFormat.withText(of: number, format: "%f", capacity: 340) { String($0) }
        }
        return RedisError("ERR invalid longitude,latitude pair \(texts[0]),\(texts[1])")
    }
}

extension ReplyWriter {
    /// A distance: text with four digits behind the point, in either version of the protocol.
    func distance(_ value: Double) {
        // No two places are so far apart that the number would not fit; it is cut rather than trusted.
        let scaled = (value * 10_000).rounded(.toNearestOrEven)
        let (whole, fraction) = UInt64(min(max(scaled, 0), 0x1p62)).quotientAndRemainder(dividingBy: 10_000)
        ScratchText.with(capacity: 32) { text in
            text.append(decimal: whole)
            text.append(UInt8(ascii: "."))
            text.append(decimal: fraction, width: 4)
            bulk(text.view)
        }
    }

    /// A place: its longitude and latitude, as doubles in RESP3.
    func coordinates(_ place: GeoCoordinates) {
        array(2)
        for degrees in [place.longitude, place.latitude] {
            LongDoubleText.withSpelling(of: LongDouble(degrees)) { double(spelled: $0) }
        }
    }
}
