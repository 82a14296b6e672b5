// With XCTest: start the server in setUp, stop it in tearDown.

import HermeticKV
import VisitCounter
import XCTest

final class VisitCounterXCTests: XCTestCase {
    private var server: TestServer!

    override func setUpWithError() throws { server = try .start() }

    override func tearDown() { server.stop() }

    func testVisitsAreCountedOverTCP() async throws {
        let counter = VisitCounter(redis: try await server.client(over: .tcp))
        try await counter.visit("home")
        XCTAssertEqual(server["visits:home"], "1")
        XCTAssertNil(server.journal.never("KEYS", "FLUSHALL").failure)
    }
}
