// Streams as a test sees them: written down, looked at, put back.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct StreamTests {
    let server = TestServer.current

    private let orders: [StreamEntry] = [
        StreamEntry("1-0", ["state": "new", "total": "12"]), StreamEntry("1-1", ["state": "paid"]),
    ]

    @Test func `what is loaded can be read, and what is added can be looked at`() {
        server.load(["orders": .stream(orders)])
        #expect(server["orders"] == .stream(orders))
        #expect(server.type(of: "orders") == "stream")
        server.execute("XADD", "orders", "*", "state", "sent")
        let last = server.stream("orders")?.last
        #expect(last?["state"] == "sent" && last?["total"] == nil)
        #expect(last?.id == "\(server.clock.now.microseconds / 1000)-0")
        #expect(server.list("orders") == nil && server.stream("nothing") == nil)
    }

    @Test func `a dump shows entries in a line`() {
        server.load(["orders": .stream(orders)])
        #expect(
            server.dump() == """
                db0
                  orders  stream {1-0 {"state": "new", "total": "12"}, 1-1 {"state": "paid"}}
                """)
    }

    @Test func `a snapshot brings groups back, and tells when one has moved on`() {
        server.load(["orders": .stream(orders)])
        server.execute("XGROUP", "CREATE", "orders", "billing", "0")
        let before = server.snapshot()
        server.execute("XREADGROUP", "GROUP", "billing", "worker", "COUNT", "1", "STREAMS", "orders", ">")
        #expect(server.snapshot().changes(since: before) == [.changed("orders")])
        let delivered = server.snapshot()
        server.execute("XACK", "orders", "billing", "1-0")
        #expect(server.snapshot().changes(since: delivered) == [.changed("orders")])
        server.restore(before)
        #expect(server.snapshot().changes(since: before) == [])
        server.execute("XREADGROUP", "GROUP", "billing", "worker", "STREAMS", "orders", ">")
        #expect(server.execute("XACK", "orders", "billing", "1-0", "1-1") == .integer(2))
    }

    @Test func `an empty stream is still a key`() {
        server.load(["orders": .stream(orders)])
        server.execute("XTRIM", "orders", "MAXLEN", 0)
        #expect(server["orders"] == .stream([]))
        let snapshot = server.snapshot()
        server.execute("DEL", "orders")
        server.restore(snapshot)
        #expect(server["orders"] == .stream([]))
    }
}
