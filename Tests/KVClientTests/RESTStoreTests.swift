// REST as a store like any other, against the test server's own REST interface.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVRESTClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct RESTStoreTests {
    let server = TestServer.current

    private func store(_ change: (inout KVClient.Configuration) -> Void = { _ in }) throws -> KVRESTStore {
        var configuration = KVClient.Configuration()
        configuration.retry = .never
        change(&configuration)
        return try KVRESTStore(KVURL(server.restURL), token: server.restToken, configuration: configuration)
    }

    @Test func `commands are answered as over a connection`() async throws {
        let store = try store()
        #expect(try await store.send("SET", "visits", 41) == .status("OK"))
        #expect(try await store.send(.increment("visits")) == 42)
        #expect(try await store.send(.get("none")) == nil)
        #expect(try await store.send(.set("visits", to: "x", if: .absent)) == false)
        #expect(try await store.send(.setFields(["name": "Ada Ä", "ok": "OK"], of: "h")) == 2)
        #expect(try await store.send(.fields(of: "h")) == ["name": "Ada Ä", "ok": "OK"])
        #expect(try await store.send(.setScores([KVScored("a", 0.1), KVScored("b", 2)], in: "z")) == 2)
        #expect(try await store.send(.ranks(of: "z")) == [KVScored("a", 0.1), KVScored("b", 2)])
        #expect(try await store.send(.increment("max", by: .max)) == .max)
        let page = try await store.send(.scan(matching: "v*", count: 100))
        #expect(page.elements == ["visits"] && page.isLast)
    }

    @Test func `a refusal keeps its code word`() async throws {
        let store = try store()
        server["list"] = .list(["a"])
        #expect(await kvError { try await store.send(.get("list")) }?.code == "WRONGTYPE")
        let replies = try await store.replies(to: [["SET", "k", "v"], ["INCR", "k"], ["GET", "k"]])
        #expect(replies[1] == .error("ERR value is not an integer or out of range"))
        #expect(replies[2] == .string("v"))
    }

    @Test func `long pipelines go in parts, and are answered in order`() async throws {
        let store = try store()
        let replies = try await store.replies(to: (0..<2500).map { KVRequest("ECHO", "\($0)") })
        #expect(replies == (0..<2500).map { .string(KVString(String($0))) })
        #expect(try await store.replies(to: [KVRequest]()) == [])
    }

    @Test func `bytes that are no text go there and come back`() async throws {
        let store = try store()
        let (key, value) = (KVString([0xFF, 0x2F, 0x00]), KVString([UInt8](0...255)))
        let replies = try await store.replies(
            to: [["SET", key, value], ["GET", key], ["GET", "none"]] as [KVRequest])
        #expect(replies == [.status("OK"), .string(value), .null])
        #expect(server[key] == .string(value))
        #expect(await kvError { try await store.transaction([KVRequest("GET", key)]) }?.code == .unsupported)
    }

    @Test func `a transaction runs as a whole, or not at all`() async throws {
        let store = try store()
        let (number, text) = try await store.transaction(KVCommand.increment("n"), KVCommand.get("n"))
        #expect(number == 1 && text == "1")
        let error = await kvError { try await store.transaction([["INCR", "n"], ["GET"]]) }
        #expect(error?.code == "ERR")
        #expect(server["n"] == "1")
    }

    @Test func `what needs a connection is refused here`() async throws {
        let store = try store()
        #expect(store.features == .subscriptions)
        #expect(await kvError { try await store.send("MULTI") }?.code == .unsupported)
        #expect(await kvError { try await store.send("SUBSCRIBE", "a") }?.code == .notPaired)
        let watched = await kvError {
            try await store.transaction(watching: ["a"], attempts: 1) { _ in .leave(1) as KVDecision<Int> }
        }
        #expect(watched?.code == .unsupported)
    }

    @Test func `a wrong token is refused for good, and never shown`() async throws {
        let url = try KVURL("\(server.restURL.replacing("http://", with: "http://:hunter2@"))/")
        let store = try await KVStores.open(url)
        let error = await kvError { try await store.send("PING") }
        #expect(error?.code == "WRONGPASS")
        #expect(error?.isLasting == true)
        #expect(error.map { "\($0)".contains("hunter2") } == false)
        let none = await kvError { try await KVStores.open(try KVURL(server.restURL)) }
        #expect(none?.message.contains("no token") == true)
        let bad = await kvError {
            try await KVStores.open(try KVURL(server.restURL), token: "hunter2\r\nx: y")
        }
        #expect(bad?.code == .invalidURL)
        #expect(bad?.message.contains("hunter2") == false)
    }

    @Test func `a server that is not there has not been sent anything`() async throws {
        let store = try store()
        server.stop()
        let error = await kvError { try await store.send("INCR", "n") }
        #expect(error?.code == .connectionLost)
        #expect(error?.isInDoubt == false)
    }

    @Test func `a refusal for the moment is waited out`() async throws {
        let clock = ManualClock()
        let store = try store {
            $0.clock = clock
            $0.chance = { 0.5 }
            $0.retry = KVRetryPolicy()
        }
        server.faults.inject(.error(.loading), into: .command("incrby"), times: 1)
        let task = Task { try await store.send(.increment("n")) }
        await clock.untilSleeping(until: .milliseconds(50))
        clock.advance(by: .milliseconds(50))
        #expect(try await task.value == 1)
    }

    @Test(arguments: [Fault.Action.disconnect, .executeAndDisconnect, .cutReply(after: 5), .httpStatus(502)])
    func `an answer that does not come leaves a doubt, and is asked for again if it may be`(
        action: Fault.Action
    ) async throws {
        let clock = ManualClock()
        let store = try store {
            $0.clock = clock
            $0.chance = { 0.5 }
            $0.retry = KVRetryPolicy()
        }
        server["k"] = "v"
        server.faults.inject(action, into: .command("incr"))
        let error = await kvError { try await store.send("INCR", "n") }
        #expect(error?.isOfConnection == true)
        #expect(error?.isInDoubt == true)
        server.faults.inject(action, into: .command("get"), times: 1)
        let task = Task { try await store.send(.get("k")) }
        await clock.untilSleeping(until: .milliseconds(50))
        clock.advance(by: .milliseconds(50))
        #expect(try await task.value == "v")
    }

    @Test func `an answer that comes late is given up`() async throws {
        let clock = ManualClock()
        let store = try store { $0.clock = clock }
        server.faults.inject(.stallWriting, into: .command("incr"))
        let task = Task { try await store.send("INCR", "n") }
        await clock.untilSleeping(until: .seconds(10))
        clock.advance(by: .seconds(10))
        let error = await kvError { try await task.value }
        #expect(error?.code == .timedOut)
        #expect(error?.isInDoubt == true)
    }

    @Test func `any URL opens the store for it`() async throws {
        let stores = [
            try await KVStores.open(try KVURL(server.url)),
            try await KVStores.open(try KVURL(server.restURL), token: server.restToken),
        ]
        for store in stores { #expect(try await store.send(.increment("n")) >= 1) }
        #expect(server["n"] == "2")
        #expect(
            await kvError { try await KVStores.open(try KVURL("rediss://127.0.0.1")) }?.code == .unsupported)
    }
}
