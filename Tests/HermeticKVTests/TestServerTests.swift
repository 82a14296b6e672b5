import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct TestServerTests {
    let server = TestServer.current

    @Test func `a command runs without a socket`() {
        #expect(server.execute("SET", "visits", 41) == .status("OK"))
        #expect(server.execute("INCR", "visits") == .integer(42))
        #expect(server["visits"] == .string("42"))
        #expect(server.execute("LPUSH", "visits", "x").isError)
    }
}
