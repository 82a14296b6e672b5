// Geohashes, searches and their order where the cases compared with a server do not reach: against a look at every
// place, and against a whole sort.

import RESP
import Testing

@testable import KVEngine

@Suite struct GeoTests {
    private let redis = TestEngine()

    private func places(_ count: Int, seed: UInt64) -> [GeoCoordinates] {
        var random = Random(seed: seed)
        return (0..<count).map { _ in
            GeoCoordinates(
                longitude: Double(random.below(360_000) - 180_000) / 1000,
                latitude: Double(random.below(170_000) - 85_000) / 1000)
        }
    }

    @Test func `a place is less than a metre from the middle of its cell`() {
        for place in places(500, seed: 1) {
            let cell = GeoCell(of: place)
            #expect(cell.area.middle.distance(to: place) < 1)
            #expect(GeoCell(score: cell.score) == cell)
        }
    }

    @Test func `neighbours are beside a cell, and the way back leads to it`() {
        for step in [1, 2, 5, 13, 26] {
            for place in places(50, seed: UInt64(step)) {
                let cell = GeoCell(of: place, step: step)
                for (east, north) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)] {
                    let neighbour = cell.neighbour(east: east, north: north)
                    #expect(neighbour.neighbour(east: -east, north: -north) == cell)
                    let isOver = cell.area.longitude.max > 179.9 && east == 1
                    if step > 1, east == 1, !isOver {
                        #expect((neighbour.area.longitude.min - cell.area.longitude.max).magnitude < 1e-6)
                    }
                }
            }
        }
    }

    @Test func `places at opposite ends of the earth are half its girth apart`() {
        for place in places(5000, seed: 4) {
            let opposite = GeoCoordinates(
                longitude: place.longitude > 0 ? place.longitude - 180 : place.longitude + 180,
                latitude: -place.latitude)
            let distance = place.distance(to: opposite)
            #expect((distance - Double.pi * GeoCoordinates.earthRadius).magnitude < 1)
        }
    }

    @Test func `scores that are no places are read as something`() {
        for score in [0, -1, 1.5, 1e18, 1e19, 1e300, -1e300, .infinity, -.infinity, 0x1p63, -0x1p63, 0x1p64] {
            #expect(GeoCell(score: score).area.middle.isValid, "\(score)")
        }
    }

    @Test(arguments: [50, 500, 3000] as [Double])
    func `a search away from the poles finds what a look at every place finds`(kilometres: Double) {
        let places = places(1500, seed: 3).filter {
            $0.latitude.magnitude < 55 && $0.longitude.magnitude < 140
        }
        for (index, place) in places.enumerated() {
            redis("GEOADD g \(place.longitude) \(place.latitude) p\(index)")
        }
        let stored = places.map { GeoCell(of: $0).area.middle }
        for centre in places.prefix(40)
        where centre.latitude.magnitude < 40 && centre.longitude.magnitude < 100 {
            let expected = stored.filter { centre.distance(to: $0) <= kilometres * 1000 }.count
            let reply = redis(
                "GEOSEARCH g FROMLONLAT \(centre.longitude) \(centre.latitude) BYRADIUS \(kilometres) km")
            #expect(reply.hasPrefix("*\(expected)\r\n"), "\(centre)")
        }
    }

    @Test func `the beginning of a partial sort is that of a whole one`() {
        var random = Random(seed: 9)
        for count in [0, 1, 2, 6, 7, 8, 40, 41, 200] {
            for wanted in Set([0, 1, 2, count / 2, count]) where wanted <= count {
                let numbers = (0..<count).map { _ in random.below(max(count / 3, 2)) }
                let sorted = PartialSort.sorted(numbers, first: wanted) { $0 - $1 }
                #expect(Array(sorted.prefix(wanted)) == Array(numbers.sorted().prefix(wanted)))
                #expect(sorted.sorted() == numbers.sorted())
            }
        }
    }

    @Test func `changes are counted as Redis's dirty counter does`() {
        let counters = redis.engine.counters
        let lines: [(String, Int)] = [
            ("GEOADD g 1 1 a 2 2 b 3 3 c", 3), ("GEOADD g 1 1 a", 0), ("GEOADD g 9 9 a 8 8 d", 2),
            ("GEOSEARCHSTORE d g FROMMEMBER b BYRADIUS 300 km", 2), ("GEORADIUS g 50 50 1 km STORE d", 1),
            ("GEORADIUS g 50 50 1 km STORE d", 0), ("GEORADIUS g 2 2 300 km", 0),
        ]
        for (line, changes) in lines {
            let before = counters.value.dirty
            redis(line)
            #expect(counters.value.dirty - before == changes, "\(line)")
        }
        redis.checkInvariants()
    }
}
