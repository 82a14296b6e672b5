// A geohash: the map of the world is halved again and again, west from east and south from north in turn, and a bit says
// which half it is each time. So many bits name a cell, and 52 of them, as a number, are the score of a place in its
// sorted set: whatever is in a larger cell lies between two scores.
//
// The bits of the latitude are the even ones from the lowest on, those of the longitude the odd ones.
//
// Source: https://en.wikipedia.org/wiki/Geohash

/// A cell of the map.
struct GeoCell: Equatable {
    /// The halvings in each direction of the cell of a score.
    static let finest = 26

    let bits: UInt64
    /// The halvings in each direction, from 1 on.
    let step: Int

    private static let evenBits: UInt64 = 0x5555_5555_5555_5555
    private static let oddBits: UInt64 = 0xAAAA_AAAA_AAAA_AAAA

    init(bits: UInt64, step: Int) {
        (self.bits, self.step) = (bits, step)
    }

    /// The cell that a place is in.
    ///
    /// - Parameter latitudes: those of the map; the geohashes that others use go from pole to pole.
    init(
        of place: GeoCoordinates, step: Int = GeoCell.finest,
        latitudes: ClosedRange<Double> = GeoCoordinates.latitudes
    ) {
        let y = GeoCell.offset(of: place.latitude, in: latitudes, step)
        let x = GeoCell.offset(of: place.longitude, in: GeoCoordinates.longitudes, step)
        self.init(bits: GeoCell.spread(y) | GeoCell.spread(x) << 1, step: step)
    }

    /// The cell of a score. Any number may be one, and is read as C reads it as 64 bits.
    init(score: Double) {
        let bits: UInt64 =
            if score < 0x1p63 {
                score > -0x1p63 ? UInt64(bitPattern: Int64(score)) : 1 << 63
            } else {
                score < 0x1p64 ? UInt64(score) : 0
            }
        self.init(bits: bits, step: GeoCell.finest)
    }

    /// In which of the parts of a range a number is; that of its upper end is one too high.
    private static func offset(of value: Double, in range: ClosedRange<Double>, _ step: Int) -> UInt64 {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return UInt64(share * Double(1 << step))
    }

    // MARK: Scores

    /// The lowest score in the cell and the one behind its highest.
    var scores: (lower: Double, upper: Double) {
        let shift = UInt64(2 * (GeoCell.finest - step))
        return (Double(bits << shift), Double((bits &+ 1) << shift))
    }

    /// The score of a place in the cell, for a cell of the finest step.
    var score: Double { Double(bits) }

    // MARK: Places

    /// What the cell covers.
    var area: GeoArea {
        let (y, x) = (GeoCell.gathered(bits), GeoCell.gathered(bits >> 1))
        return GeoArea(
            longitude: GeoCell.part(x, of: GeoCoordinates.longitudes, step),
            latitude: GeoCell.part(y, of: GeoCoordinates.latitudes, step))
    }

    private static func part(_ offset: UInt32, of range: ClosedRange<Double>, _ step: Int) -> GeoArea.Side {
        let (scale, parts) = (range.upperBound - range.lowerBound, Double(1 << step))
        return GeoArea.Side(
            min: range.lowerBound + (Double(offset) / parts) * scale,
            max: range.lowerBound + (Double(offset &+ 1) / parts) * scale)
    }

    /// The cell that is so many cells further east and north, over the edge of the map on its other side.
    func neighbour(east: Int, north: Int) -> GeoCell {
        let unused = UInt64(64 - 2 * step)
        let (even, odd) = (GeoCell.evenBits >> unused, GeoCell.oddBits >> unused)
        let x = GeoCell.moved(bits & GeoCell.oddBits, by: east, within: odd, gaps: even)
        let y = GeoCell.moved(bits & GeoCell.evenBits, by: north, within: even, gaps: odd)
        return GeoCell(bits: x | y, step: step)
    }

    /// Adds one to a number whose bits have gaps between them, or takes one away.
    private static func moved(_ number: UInt64, by distance: Int, within mask: UInt64, gaps: UInt64) -> UInt64
    {
        switch distance {
        case 0: number
        case 1: (number &+ (gaps &+ 1)) & mask
        default: ((number | gaps) &- (gaps &+ 1)) & mask
        }
    }

    // MARK: Bits

    private static let steps: [(mask: UInt64, shift: UInt64)] = [
        (0x0000_FFFF_0000_FFFF, 16), (0x00FF_00FF_00FF_00FF, 8), (0x0F0F_0F0F_0F0F_0F0F, 4),
        (0x3333_3333_3333_3333, 2), (0x5555_5555_5555_5555, 1),
    ]

    /// The lowest 32 bits with a gap before each.
    private static func spread(_ number: UInt64) -> UInt64 {
        steps.reduce(number & 0xFFFF_FFFF) { ($0 | $0 << $1.shift) & $1.mask }
    }

    /// The even bits without the gaps between them.
    private static func gathered(_ number: UInt64) -> UInt32 {
        var bits = number & evenBits
        for index in stride(from: steps.count - 1, through: 0, by: -1) {
            let mask = index > 0 ? steps[index - 1].mask : 0xFFFF_FFFF
            bits = (bits | bits >> steps[index].shift) & mask
        }
        return UInt32(truncatingIfNeeded: bits)
    }
}

/// A rectangle of the map.
struct GeoArea {
    struct Side {
        let min: Double
        let max: Double

        /// The middle, or the end of the map it is beyond.
        func middle(in range: ClosedRange<Double>) -> Double {
            Swift.max(range.lowerBound, Swift.min((min + max) / 2, range.upperBound))
        }
    }

    let longitude: Side
    let latitude: Side

    var middle: GeoCoordinates {
        GeoCoordinates(
            longitude: longitude.middle(in: GeoCoordinates.longitudes),
            latitude: latitude.middle(in: GeoCoordinates.latitudes))
    }
}
