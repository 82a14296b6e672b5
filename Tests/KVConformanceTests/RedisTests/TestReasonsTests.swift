// The file of reasons, and what is said of a unit that does not fit it.

import Foundation
import Testing

@testable import KVConformance

@Suite struct TestReasonsTests {
    private static let text = """
        # heading
        reason streams: streams are not there
        reason saving: nothing is saved
        unit other
        saving: SAVE: all of it
        streams: XADD, once
        unit type/stream
        streams: *

        """

    @Test func `a test has the reason of its line, or of its whole unit`() throws {
        let reasons = try TestReasons(Self.text)
        #expect(reasons.reason(for: "SAVE: all of it", in: "other") == "nothing is saved")
        #expect(reasons.reason(for: "anything", in: "other") == nil)
        #expect(reasons.reason(for: "anything", in: "type/stream") == "streams are not there")
        #expect(reasons.reason(for: "SAVE: all of it", in: "another") == nil)
    }

    @Test func `what fails as listed is nothing to complain about`() throws {
        let output = UnitOutput(
            "[ok]: a (1 ms)\n[err]: SAVE: all of it in tests/x\n[err]: XADD, once in tests/x\n")
        #expect(try TestReasons(Self.text).complaints(about: output, of: "other").isEmpty)
    }

    @Test func `a failure without a reason, and a reason without a failure, are told`() throws {
        var output = UnitOutput("[ok]: SAVE: all of it (1 ms)\n[err]: new in tests/unit/other.tcl\n")
        output.hung = ["slow"]
        #expect(
            try TestReasons(Self.text).complaints(about: output, of: "other") == [
                "fails for no reason that is listed: new",
                "fails for no reason that is listed: slow",
                "is listed in redis-tests.reasons, and passes: SAVE: all of it",
                "is listed in redis-tests.reasons, and does not run: XADD, once",
            ])
    }

    @Test(arguments: [
        ("unit other\nsaving: SAVE\n", "no unit, no reason and no test with a reason: saving: SAVE"),
        (
            "reason saving: nothing\nsaving: SAVE\n",
            "no unit, no reason and no test with a reason: saving: SAVE"
        ),
        ("reason saving: nothing\nunit other\n", "no test fails for the reason saving"),
    ])
    func `a reason that is not given or not used is a mistake`(text: String, problem: String) {
        #expect(throws: ServerError("redis-tests.reasons: \(problem)")) { try TestReasons(text) }
    }

    @Test func `the reasons of this package are about its units`() throws {
        let root = CaseStore.ofThisPackage.root
        let units = try TestFloors.parse(
            String(contentsOf: root.appending(path: TestFloors.fileName), encoding: .utf8))
        let reasons = try TestReasons(
            String(contentsOf: root.appending(path: TestReasons.fileName), encoding: .utf8))
        #expect(Set(reasons.unitNames).isSubset(of: units.map(\.name)))
        for unit in units where unit.floor == unit.passedByRedis {
            #expect(!reasons.unitNames.contains(unit.name), "\(unit.name) passes everything")
        }
    }
}
