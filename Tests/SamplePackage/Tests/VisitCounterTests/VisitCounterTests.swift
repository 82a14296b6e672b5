// With Swift Testing: each case has a server of its own, and its clock, its journal and its faults in hand.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing
import VisitCounter

@Suite(.server(clock: .manual())) struct VisitCounterTests {
    let server = TestServer.current

    @Test func `visits are counted`() async throws {
        let counter = VisitCounter(redis: try await server.client())
        #expect(try await counter.visit("home") == 1)
        #expect(try await counter.visit("home") == 2)
        #expect(server["visits:home"] == "2")
        #expect(server.journal.count(of: "INCR", key: "visits:home") == 2)
    }

    @Test func `a page that nobody visits is forgotten after a day`() async throws {
        let counter = VisitCounter(redis: try await server.client())
        try await counter.visit("home")
        server.clock.advance(by: .seconds(86_399))
        #expect(try await counter.visits(to: "home") == 1)
        server.clock.advance(by: .seconds(1))
        #expect(try await counter.visits(to: "home") == 0)
        #expect(server.keys.isEmpty)
    }

    @Test func `a server whose memory is full is an error for the caller`() async throws {
        let counter = VisitCounter(redis: try await server.client())
        await server.withFault(.error(.outOfMemory), into: .command("INCR"), times: 1) { fault in
            await #expect(throws: KVError.self) { try await counter.visit("home") }
            #expect(fault.hits == 1)
        }
        #expect(try await counter.visit("home") == 1)
    }

    @Test func `a server that is still loading is asked again`() async throws {
        let counter = VisitCounter(redis: try await server.client())
        let fault = server.faults.inject(.error(.loading), into: .command("INCR"), times: 1)
        #expect(try await counter.visit("home") == 1)
        #expect(fault.hits == 1)
    }
}
