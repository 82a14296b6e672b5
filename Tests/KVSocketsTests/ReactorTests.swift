// The reactor itself: its mailbox, its deadlines, when it rests, and its end.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct ReactorTests {
    /// Notes when it is called, in order.
    private final class Recorder: DeadlineSource, Sendable {
        let name: String
        let log: Box<[String]>
        let signal: Signal
        let times: Box<[UInt64]>

        init(_ name: String, _ log: Box<[String]>, _ signal: Signal, _ times: Box<[UInt64]> = Box([])) {
            (self.name, self.log, self.signal, self.times) = (name, log, signal, times)
        }

        func deadlineReached(now: UInt64) {
            log.change { $0.append(name) }
            times.change { $0.append(now) }
            signal.send()
        }
    }

    @Test func `work runs in the order it was submitted`() throws {
        let (reactor, seen, done) = (try Reactor.shared, Box<[Int]>([]), Signal())
        for index in 0..<1000 { reactor.submit { seen.change { $0.append(index) } } }
        reactor.submit { done.send() }
        done.wait()
        #expect(seen.get() == Array(0..<1000))
    }

    @Test func `each of many threads keeps its own order`() throws {
        let (reactor, seen) = (try Reactor.shared, Box<[Int]>([]))
        Threads.race(4) { thread in
            for index in 0..<200 { reactor.submit { seen.change { $0.append(thread * 1000 + index) } } }
        }
        reactor.perform {}
        for thread in 0..<4 {
            #expect(seen.get().filter { $0 / 1000 == thread } == (0..<200).map { thread * 1000 + $0 })
        }
    }

    @Test func `work that asks for more is run at once on the reactor's thread`() throws {
        let (reactor, seen) = (try Reactor.shared, Box<[Int]>([]))
        #expect(!reactor.isExecuting)
        reactor.perform {
            #expect(reactor.isExecuting)
            reactor.perform { seen.change { $0.append(1) } }
            seen.change { $0.append(2) }
        }
        #expect(seen.get() == [1, 2])
    }

    // MARK: - Deadlines

    @Test func `deadlines are met in order and never early`() throws {
        let reactor = try Reactor(parks: false)
        defer { reactor.shutdown() }
        let (log, signal, times) = (Box<[String]>([]), Signal(), Box<[UInt64]>([]))
        let sources = ["c", "a", "b"].map { Recorder($0, log, signal, times) }
        let deadlines = sources.map { Deadline(on: reactor, for: $0) }
        let start = Reactor.now
        let due = [9, 3, 6].map { start + $0 * 1_000_000 }
        reactor.perform {
            for (deadline, time) in zip(deadlines, due) { deadline.set(to: time) }
        }
        for _ in 0..<3 { signal.wait() }
        #expect(log.get() == ["a", "b", "c"])
        for (time, due) in zip(times.get(), due.sorted()) { #expect(time >= due) }
        withExtendedLifetime(sources) {}
    }

    @Test func `a deadline that is dropped or moved is not met at its old time`() throws {
        let reactor = try Reactor(parks: false)
        defer { reactor.shutdown() }
        let (log, signal) = (Box<[String]>([]), Signal())
        let sources = ["dropped", "moved", "last"].map { Recorder($0, log, signal) }
        let deadlines = sources.map { Deadline(on: reactor, for: $0) }
        reactor.perform {
            let now = Reactor.now
            deadlines[0].set(to: now + 2_000_000)
            deadlines[1].set(to: now + 3_000_000)
            deadlines[2].set(to: now + 5_000_000)
            deadlines[0].set(to: nil)
            deadlines[1].set(to: now + 8_000_000)
        }
        signal.wait()
        signal.wait()
        #expect(log.get() == ["last", "moved"])
        #expect(reactor.value { deadlines.allSatisfy { $0.time == nil } } == true)
        withExtendedLifetime(sources) {}
    }

    @Test func `a deadline is met under traffic`() throws {
        let reactor = try Reactor(parks: true)
        defer { reactor.shutdown() }
        let server = try TestServer(on: reactor) { _ in Scripted.echo() }
        let (log, signal, times) = (Box<[String]>([]), Signal(), Box<[UInt64]>([]))
        let source = Recorder("met", log, signal, times)
        let deadline = Deadline(on: reactor, for: source)
        let due = Reactor.now + 30_000_000
        reactor.perform { deadline.set(to: due) }
        let client = try server.client()
        while log.get().isEmpty, Reactor.now < due + 5_000_000_000 {
            try client.send("x")
            #expect(try client.readText(1) == "x")
        }
        #expect(log.get() == ["met"])
        #expect(try #require(times.get().first) >= due)
        withExtendedLifetime(source) {}
    }

    // MARK: - Resting and ending

    @Test func `a reactor without traffic gives its thread back`() throws {
        let reactor = try Reactor(parks: true)
        defer { reactor.shutdown() }
        let server = try TestServer(on: reactor) { _ in Scripted.echo() }
        let client = try server.client()
        for _ in 0..<3 {
            try client.send("x")
            #expect(try client.readText(1) == "x")
        }
        #expect(reactor.value { reactor.isParked } == true)
        let (log, signal) = (Box<[String]>([]), Signal())
        let source = Recorder("rested", log, signal)
        let deadline = Deadline(on: reactor, for: source)
        // Long after two ticks, the deadline finds the reactor resting.
        reactor.perform { deadline.set(to: Reactor.now + 20 * SocketLimits.tickNanoseconds) }
        signal.wait()
        #expect(!reactor.isParked)
        withExtendedLifetime(source) {}
        try client.send("y")
        #expect(try client.readText(1) == "y")
    }

    @Test func `the end of a reactor closes what it served`() throws {
        let reactor = try Reactor(parks: true)
        let server = try TestServer(on: reactor) { _ in Scripted.echo() }
        let client = try server.client()
        try client.send("x")
        #expect(try client.readText(1) == "x")
        reactor.shutdown()
        #expect(try client.readToEnd() == "")
        #expect(throws: SocketError.self) { try server.client() }
        reactor.shutdown()
        reactor.submit { Issue.record("work ran after the end") }
        reactor.perform { Issue.record("work ran after the end") }
    }
}
