// A place on earth and the distance between two, on a sphere. The operations and their order are those of Redis, so that
// the last digit of a distance is, too.
//
// Source: https://en.wikipedia.org/wiki/Haversine_formula

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A place by its longitude and latitude, in degrees.
struct GeoCoordinates: Equatable {
    var longitude: Double
    var latitude: Double

    static let longitudes: ClosedRange<Double> = -180...180
    /// What a square map of the world shows: the poles are not on it.
    static let latitudes: ClosedRange<Double> = -85.05112878...85.05112878

    /// Whether the place is on the map.
    var isValid: Bool {
        GeoCoordinates.longitudes.contains(longitude) && GeoCoordinates.latitudes.contains(latitude)
    }

    /// Metres.
    static let earthRadius = 6_372_797.560856
    private static let radiansPerDegree = Double.pi / 180

    static func radians(_ degrees: Double) -> Double { degrees * radiansPerDegree }

    static func degrees(_ radians: Double) -> Double { radians / radiansPerDegree }

    /// The way to another place, in metres.
    func distance(to other: GeoCoordinates) -> Double {
        let (from, to) = (GeoCoordinates.radians(longitude), GeoCoordinates.radians(other.longitude))
        let v = sin((to - from) / 2)
        if v == 0 { return distanceAlongMeridian(to: other.latitude) }
        let (south, north) = (GeoCoordinates.radians(latitude), GeoCoordinates.radians(other.latitude))
        let u = sin((north - south) / 2)
        let a = u * u + cos(south) * cos(north) * v * v
        // Rounding may lead a hair beyond 1, which is no sine.
        return 2 * GeoCoordinates.earthRadius * asin(min(a.squareRoot(), 1))
    }

    /// The way to a place with the same longitude, in metres.
    func distanceAlongMeridian(to other: Double) -> Double {
        GeoCoordinates.earthRadius
            * (GeoCoordinates.radians(other) - GeoCoordinates.radians(latitude)).magnitude
    }
}

/// A unit of length.
enum GeoUnit {
    case metres
    case kilometres
    case feet
    case miles

    var inMetres: Double {
        switch self {
        case .metres: 1
        case .kilometres: 1000
        case .feet: 0.3048
        case .miles: 1609.34
        }
    }
}
