// Commands that know their replies, in both versions of the protocol.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct CommandTests {
    let server = TestServer.current

    private func client(_ usesRESP3: Bool) async throws -> KVClient {
        var configuration = KVClient.Configuration()
        configuration.usesRESP3 = usesRESP3
        return try await server.client(configuration: configuration)
    }

    @Test(arguments: [true, false])
    func `strings`(usesRESP3: Bool) async throws {
        let client = try await client(usesRESP3)
        #expect(try await client.send(.get("k")) == nil)
        #expect(try await client.send(.set("k", to: "v", expiring: .after(.milliseconds(1500)))))
        #expect(try await client.send(.set("k", to: "w", if: .absent)) == false)
        #expect(try await client.send(.lifetime(of: "k")) == .limited(.milliseconds(1500)))
        #expect(try await client.send(.exchange("k", for: 7, expiring: .kept)) == "v")
        #expect(try await client.send(.increment("k")) == 8)
        #expect(try await client.send(.increment("k", by: 0.5)) == 8.5)
        #expect(try await client.send(.values(of: ["k", "none"])) == ["8.5", nil])
        #expect(try await client.send(.take("k")) == "8.5")
        #expect(try await client.send(.lifetime(of: "k")) == .missing)
        try await client.send(.setValues(["a": 1, "b": [0, 255] as [UInt8]]))
        #expect(try await client.send(.get("b")) == KVString([0, 255]))
        #expect(try await client.send(.lifetime(of: "a")) == .unlimited)
        #expect(try await client.send(.delete("a", "b", "c")) == 2)
    }

    @Test(arguments: [true, false])
    func `hashes, lists and sets`(usesRESP3: Bool) async throws {
        let client = try await client(usesRESP3)
        #expect(try await client.send(.setFields(["name": "Ada", "age": 36], of: "h")) == 2)
        #expect(try await client.send(.fields(of: "h")) == ["name": "Ada", "age": "36"])
        #expect(try await client.send(.fields(["name", "none"], of: "h")) == ["Ada", nil])
        #expect(try await client.send(.increment(field: "age", of: "h")) == 37)
        #expect(try await client.send(.hasField("name", in: "h")))
        #expect(try await client.send(.pushRight(["a", "b", "c"], to: "l")) == 3)
        try await client.send(.trim("l", from: -2, through: -1))
        #expect(try await client.send(.elements(of: "l")) == ["b", "c"])
        #expect(try await client.send(.popLeft("l")) == "b")
        #expect(try await client.send(.addMembers(["x", "y", "x"], to: "s")) == 2)
        #expect(try await client.send(.members(of: "s")) == ["x", "y"])
        #expect(try await client.send(.isMember("z", of: "s")) == false)
    }

    @Test(arguments: [true, false])
    func `sorted sets`(usesRESP3: Bool) async throws {
        let client = try await client(usesRESP3)
        let scores = [KVScored("a", 1), KVScored("b", 2.5), KVScored("c", .infinity)]
        #expect(try await client.send(.setScores(scores, in: "z")) == 3)
        #expect(try await client.send(.ranks(of: "z")) == scores)
        #expect(try await client.send(.ranks(of: "z", through: 0, fromHighest: true)) == [scores[2]])
        #expect(try await client.send(.scores(of: "z", in: 2...3)) == [scores[1]])
        #expect(try await client.send(.score(of: "b", in: "z")) == 2.5)
        #expect(try await client.send(.score(of: "none", in: "z")) == nil)
        #expect(try await client.send(.rank(of: "a", in: "z", fromHighest: true)) == 2)
        #expect(try await client.send(.rank(of: "none", in: "z")) == nil)
        #expect(try await client.send(.incrementScore(of: "a", in: "z", by: 0.5)) == 1.5)
        #expect(try await client.send(.removeScores(in: -.infinity...2.5, from: "z")) == 2)
    }

    @Test func `all keys are found page by page`() async throws {
        let client = try await client(true)
        for number in 0..<500 { server.execute("SET", "k:\(number)", number) }
        var found: Set<KVString> = []
        var cursor: KVString = "0"
        repeat {
            let page = try await client.send(.scan(from: cursor, matching: "k:*", count: 50))
            found.formUnion(page.elements)
            cursor = page.cursor
        } while cursor != "0"
        #expect(found.count == 500)
    }

    @Test func `commands of different kinds go together, and each has its own result`() async throws {
        let client = try await client(true)
        server["text"] = "x"
        let (stored, text, number) = try await client.results(
            of: KVCommand.set("k", to: 1), KVCommand.get("text"), KVCommand.increment("text"))
        #expect(try stored.get())
        #expect(try text.get() == "x")
        #expect(throws: KVError.self) { try number.get() }
        let many = try await client.results(of: (1...5).map { .increment("n", by: $0) })
        #expect(try many.map { try $0.get() } == [1, 3, 6, 10, 15])
    }

    @Test func `the server's refusal keeps its code word, and a reply of another kind is none`() async throws
    {
        let client = try await client(true)
        server["list"] = .list(["a"])
        let refusal = await #expect(throws: KVError.self) { try await client.send(.get("list")) }
        #expect(refusal?.code == "WRONGTYPE")
        #expect(refusal?.isInDoubt == false)
        let command = KVCommand(["ECHO", "text"]) { reply throws(KVError) in try reply.decodeInteger() }
        let wrong = await #expect(throws: KVError.self) { try await client.send(command) }
        #expect(wrong?.code == .unexpectedReply)
        let info = try await client.send(.info("server"))
        #expect(info["redis_version"] != nil)
        #expect(try await client.send(.time) == .seconds(1_700_000_000))
    }
}
