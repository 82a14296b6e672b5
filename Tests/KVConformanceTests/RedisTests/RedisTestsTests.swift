// What is read of the output of Redis's test suite, and the file of floors.

import Foundation
import Testing

@testable import KVConformance

@Suite struct UnitOutputTests {
    @Test func `each test is counted as what the suite says of it`() {
        let output = UnitOutput(
            """
            [ready]: 4711
            Testing unit/type/string
            [ok]: a value (with brackets) (12 ms)
            [ok]: another (0 ms)
            [err]: a third in tests/unit/type/string.tcl
            Expected '1' to be equal to '2'
            [skip]: a fourth
            [ignore]: a fifth: external:skip
            [1/1 done]: unit/type/string (3 seconds)
            """)
        #expect(output.passed == ["a value (with brackets)", "another"])
        #expect(output.failed == ["a third"])
        #expect(output.skipped == ["a fourth"])
        #expect(output.ignored == ["a fifth: external:skip"])
        #expect(output.isFinished && output.exception == nil && output.hanging == nil)
    }

    @Test func `an exception ends a unit and is told`() {
        let output = UnitOutput("[ok]: one (1 ms)\n[exception]: Executing test client: ERR unknown command\n")
        #expect(output.exception == "Executing test client: ERR unknown command")
        #expect(!output.isFinished)
    }

    @Test func `the test in progress is named when time is up`() {
        let output = UnitOutput(
            """
            [TIMEOUT]: clients state report follows.
            sock55d0 => (IN PROGRESS) a test that waits
            """)
        #expect(output.hanging == "a test that waits")
    }
}

@Suite struct TestFloorsTests {
    @Test func `a file of floors is read as it is written`() throws {
        let units = [
            TestUnit(name: "type/string", passedByRedis: 77, floor: 64),
            TestUnit(name: "integration/redis-cli", passedByRedis: 31, floor: 0),
        ]
        #expect(try TestFloors.parse(TestFloors.text(units)) == units)
    }

    @Test func `a line that is none is told whole`() {
        #expect(throws: ServerError("redis-tests.floors: not a unit and two numbers: type/set 9")) {
            try TestFloors.parse("# heading\ntype/set 9\n")
        }
    }

    @Test func `no floor of this package is above what Redis passes`() throws {
        let url = CaseStore.ofThisPackage.root.appending(path: TestFloors.fileName)
        let units = try TestFloors.parse(String(contentsOf: url, encoding: .utf8))
        #expect(units.count == 37)
        #expect(units.allSatisfy { $0.floor <= $0.passedByRedis })
    }
}
