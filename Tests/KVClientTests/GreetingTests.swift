// What a client says first.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct GreetingTests {
    let server = TestServer.current

    @Test(arguments: [
        "ERR unknown command 'HELLO', with args beginning with: '3' ", "NOPROTO unsupported protocol version",
    ])
    func `a server that does not know RESP3 is spoken to in RESP2`(refusal: String) async throws {
        server.faults.inject(.error(.init(refusal)), into: .command("hello"))
        var configuration = KVClient.Configuration()
        configuration.database = 2
        let client = try await server.client(configuration: configuration)
        try await client.send(.setFields(["f": "v"], of: "h"))
        #expect(try await client.send("HGETALL", "h") == .array([.string("f"), .string("v")]))
        #expect(server.keys(in: 2) == ["h"])
    }

    @Test func `names and setup are there on every connection`() async throws {
        var configuration = KVClient.Configuration()
        configuration.name = "worker"
        configuration.setup = [["CLIENT", "NO-EVICT", "ON"]]
        let client = try await server.client(configuration: configuration)
        #expect(try await client.send("CLIENT", "GETNAME") == .string("worker"))
        #expect(
            try await client.withConnection { try await $0.send("CLIENT", "GETNAME") } == .string("worker"))
        // CLIENT LIST marks them with an `e`.
        let flags = server.execute("CLIENT", "LIST").text?.split(separator: " ").filter {
            $0.hasPrefix("flags=")
        }
        #expect(flags?.allSatisfy { $0.contains("e") } == true && flags?.count == 2)
    }

    @Test func `a setup that is refused is an error`() async throws {
        var configuration = KVClient.Configuration()
        configuration.setup = [["NOSUCH"]]
        let error = await kvError { try await server.client(configuration: configuration) }
        #expect(error?.code == "ERR")
        var wrong = KVClient.Configuration()
        wrong.database = 99
        #expect(await kvError { try await server.client(configuration: wrong) }?.isLasting == true)
    }

    @Test func `a URL's password and database go before those of the configuration`() async throws {
        server.execute("ACL", "SETUSER", "ada", "on", ">s:e/c", "~*", "&*", "+@all")
        let client = try await KVClient.connect(to: "redis://ada:s%3Ae%2Fc@127.0.0.1:\(server.port)/3")
        #expect(try await client.send("ACL", "WHOAMI") == .string("ada"))
        try await client.send("SET", "k", "v")
        #expect(server.keys(in: 3) == ["k"])
        let error = await kvError {
            try await KVClient.connect(to: "redis://ada:no@127.0.0.1:\(server.port)")
        }
        #expect(error?.code == "WRONGPASS")
    }
}
