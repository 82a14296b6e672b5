// What GEOSEARCH looks in, a circle or a box, and the cells of the map that cover it: the one that the middle is in, of
// about the size of the shape, and those around it that are needed.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A circle or a box around a place.
struct GeoShape {
    enum Form {
        case circle(radius: Double)
        case box(width: Double, height: Double)
    }

    let centre: GeoCoordinates
    let form: Form
    /// What the lengths are in, and the distances that are answered.
    let unit: GeoUnit

    /// The distance of a place from the centre, in metres; nil when it is not in the shape.
    func distance(of place: GeoCoordinates) -> Double? {
        switch form {
        case .circle(let radius):
            let distance = centre.distance(to: place)
            return distance > radius * unit.inMetres ? nil : distance
        case .box(let width, let height):
            if place.distanceAlongMeridian(to: centre.latitude) > height * unit.inMetres / 2 { return nil }
            let foot = GeoCoordinates(longitude: centre.longitude, latitude: place.latitude)
            if place.distance(to: foot) > width * unit.inMetres / 2 { return nil }
            return centre.distance(to: place)
        }
    }

    // MARK: Cells

    /// The cells to look in, in the order in which that is done.
    ///
    /// - Complexity: O(1): nine at most.
    var cells: [GeoCell] {
        let bounds = self.bounds
        var step = self.step
        var cell = GeoCell(of: centre, step: step)
        if step > 1, !GeoShape.neighboursReach(bounds, around: cell) {
            step -= 1
            cell = GeoCell(of: centre, step: step)
        }
        let area = cell.area
        // What needs no look beyond the cell in a direction; where there are four cells in all, everything does.
        let isFine = step >= 2
        let omits = (
            south: isFine && area.latitude.min < bounds.latitude.min,
            north: isFine && area.latitude.max > bounds.latitude.max,
            west: isFine && area.longitude.min < bounds.longitude.min,
            east: isFine && area.longitude.max > bounds.longitude.max
        )
        let neighbours = GeoShape.directions.filter { east, north in
            !(north < 0 && omits.south || north > 0 && omits.north || east < 0 && omits.west
                || east > 0 && omits.east)
        }
        return GeoShape.withoutRepetitions(
            cell, neighbours.map { cell.neighbour(east: $0.east, north: $0.north) })
    }

    private static let directions: [(east: Int, north: Int)] = [
        (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1),
    ]

    /// Cells of a continent's size have the same neighbour in two directions; one that comes twice in a row is left out,
    /// except where it is the middle one.
    private static func withoutRepetitions(_ middle: GeoCell, _ neighbours: [GeoCell]) -> [GeoCell] {
        var cells = [middle]
        for cell in neighbours where cells.count == 1 || cells[cells.count - 1] != cell { cells.append(cell) }
        return cells
    }

    /// How often the map is halved for cells of about the size of the shape.
    private var step: Int {
        var range = reach
        if range == 0 { return GeoCell.finest }
        var step = 1
        while range < 20_037_726.37 {
            range *= 2
            step += 1
        }
        step -= 2
        // Cells are narrower towards the poles.
        if centre.latitude.magnitude > 66 { step -= 1 }
        if centre.latitude.magnitude > 80 { step -= 1 }
        return min(max(step, 1), GeoCell.finest)
    }

    /// The distance from the centre to the farthest point, in metres.
    private var reach: Double {
        switch form {
        case .circle(let radius): return radius * unit.inMetres
        case .box(let width, let height):
            let (x, y) = (width / 2, height / 2)
            return (x * x + y * y).squareRoot() * unit.inMetres
        }
    }

    /// The rectangle around the shape; it may go beyond the edges of the map.
    private var bounds: GeoArea {
        let (width, height): (Double, Double) =
            switch form {
            case .circle(let radius): (unit.inMetres * radius, unit.inMetres * radius)
            case .box(let width, let height): (unit.inMetres * (width / 2), unit.inMetres * (height / 2))
            }
        let (longitude, latitude) = (centre.longitude, centre.latitude)
        let up = GeoCoordinates.degrees(height / GeoCoordinates.earthRadius)
        // The side that is nearer to the pole is the one with more degrees.
        let edge = latitude < 0 ? latitude - up : latitude + up
        let aside = GeoCoordinates.degrees(
            width / GeoCoordinates.earthRadius / cos(GeoCoordinates.radians(edge)))
        return GeoArea(
            longitude: GeoArea.Side(min: longitude - aside, max: longitude + aside),
            latitude: GeoArea.Side(min: latitude - up, max: latitude + up))
    }

    /// Whether a cell's neighbours go as far as the bounds in every direction.
    private static func neighboursReach(_ bounds: GeoArea, around cell: GeoCell) -> Bool {
        !(cell.neighbour(east: 0, north: 1).area.latitude.max < bounds.latitude.max
            || cell.neighbour(east: 0, north: -1).area.latitude.min > bounds.latitude.min
            || cell.neighbour(east: 1, north: 0).area.longitude.max < bounds.longitude.max
            || cell.neighbour(east: -1, north: 0).area.longitude.min > bounds.longitude.min)
    }
}
