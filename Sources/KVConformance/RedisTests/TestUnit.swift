// The units of Redis's own test suite that can be run against a server that is there already.

/// A unit, and how many of its tests Redis itself passes.
package struct TestUnit: Equatable, Sendable {
    /// The name in the suite, without `unit/`: `type/string`.
    package let name: String
    /// The tests that a real 7.0.15 passes in external-server mode.
    package let passedByRedis: Int
    /// The tests that our server has to pass.
    package let floor: Int

    package init(name: String, passedByRedis: Int, floor: Int) {
        self.name = name
        self.passedByRedis = passedByRedis
        self.floor = floor
    }

    /// What the suite calls it.
    var path: String { name.hasPrefix("integration/") ? name : "unit/\(name)" }
}

/// The file that holds the floors: a line for each unit, with its name and two numbers.
package enum TestFloors {
    /// The file's name in `conformance`.
    package static let fileName = "redis-tests.floors"

    private static let heading = """
        # Redis's own test suite in external-server mode: how many tests of each unit a redis-server 7.0.15 passes,
        # and how many ours has to. kv-conformance redis-tests --check fails below the second number;
        # --update-floors raises it to what is passed.
        #
        # unit                          redis    floor

        """

    /// - Throws: a line that is not a name and two numbers.
    package static func parse(_ text: String) throws(ServerError) -> [TestUnit] {
        var units: [TestUnit] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            guard fields.count == 3, let passed = Int(fields[1]), let floor = Int(fields[2]) else {
                throw ServerError("\(fileName): not a unit and two numbers: \(line)")
            }
            units.append(TestUnit(name: String(fields[0]), passedByRedis: passed, floor: floor))
        }
        return units
    }

    package static func text(_ units: [TestUnit]) -> String {
        let lines = units.map { unit in
            SummaryTable.columns([unit.name, "\(unit.passedByRedis)", "\(unit.floor)"], first: 30, others: 8)
        }
        return heading + lines.joined(separator: "\n") + "\n"
    }
}
