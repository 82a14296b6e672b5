// The server inside a test's process: what a test case pays for one of its own.
//
// redis-server is no reference for it: that is a process, whose start the table of starts has. The lives of a server
// have those of bare sockets for one. The limits are what the project promises.

import Foundation
import HermeticKV
import KVProcessSupport

/// Starts servers in this process.
struct EmbeddedRun {
    /// Rounds of lives of a server. A machine with neighbours has seconds in which everything takes longer, so they are
    /// some way apart.
    private static let rounds = 7
    private static let pause = 0.5
    private static let cycles = 700
    private static let servers = 1_000
    private static let calls = 200_000
    private let figures = ProcessFigures()

    /// Measures everything.
    func findings() throws(ToolError) -> [Finding] {
        do {
            // The first server also starts the reactor, once in a process.
            try TestServer.start().stop()
            return try lives() + (try manyServers()) + [try directCalls(), try journal(), try leftBehind()]
                + (try snapshots())
        } catch {
            throw ToolError("\(error)")
        }
    }

    private func lives() throws -> [Finding] {
        let bare = BareServer()
        var (unused, asked): ([Double], [Double]) = ([], [])
        var (bareUnused, bareAsked): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.rounds {
            bareUnused.append(try median { try bare.liveUnused() })
            unused.append(try median { try TestServer.start().stop() })
            bareAsked.append(try median { try bare.live(ping) })
            asked.append(try median(pingCycle))
            Thread.sleep(forTimeInterval: Self.pause)
        }
        return [
            Finding(
                "start and stop", unit: "us", reference: Statistics.median(bareUnused),
                candidate: Statistics.median(unused), limit: 40),
            Finding(
                "start, connect, PING and stop", unit: "us", reference: Statistics.median(bareAsked),
                candidate: Statistics.median(asked), limit: 120),
        ]
    }

    private func median(_ body: () throws -> Void) throws -> Double {
        var times: [Double] = []
        for _ in 0..<Self.cycles {
            let before = ContinuousClock.now
            try body()
            times.append((ContinuousClock.now - before) / .microseconds(1))
        }
        return Statistics.median(times)
    }

    private func pingCycle() throws {
        let server = try TestServer.start()
        try ping(UInt16(server.port))
        server.stop()
    }

    private func ping(_ port: UInt16) throws {
        guard let socket = LoopbackSocket.connected(to: port) else {
            throw ToolError("a server in this process does not listen")
        }
        try socket.send(Array("PING\r\n".utf8))
        var reply = [UInt8](repeating: 0, count: 16)
        _ = try socket.receive(into: &reply)
    }

    private func manyServers() throws -> [Finding] {
        let before = try (figures.residentBytes(), figures.descriptors(), figures.threads())
        var servers: [TestServer] = []
        servers.reserveCapacity(Self.servers)
        for _ in 0..<Self.servers { servers.append(try TestServer.start()) }
        let after = try (figures.residentBytes(), figures.descriptors(), figures.threads())
        let idle = try wakeUps(of: servers)
        let count = Double(Self.servers)
        return [
            Finding(
                "resident memory of each of 1,000 servers", unit: "KiB",
                candidate: Double(after.0 - before.0) / 1024 / count, limit: 8),
            Finding(
                "  descriptors of each", unit: "", candidate: Double(after.1 - before.1) / count, limit: 2),
            Finding("  threads for all", unit: "", candidate: Double(after.2 - before.2), limit: 0),
            idle,
        ]
    }

    /// How often threads of this process ran while its servers had nothing to do, this one's sleep left out.
    private func wakeUps(of servers: [TestServer]) throws -> Finding {
        // The reactor leaves its wait 10 to 20 ms after the last event.
        Thread.sleep(forTimeInterval: 0.1)
        let before = try figures.contextSwitches()
        Thread.sleep(forTimeInterval: 1)
        let count = try figures.contextSwitches() - before - 1
        return withExtendedLifetime(servers) {
            Finding(
                "  wake-ups of all in an idle second", unit: "", candidate: Double(max(0, count)), limit: 0)
        }
    }

    private func leftBehind() throws -> Finding {
        for _ in 0..<200 { try pingCycle() }
        let before = try figures.ownBytes()
        for _ in 0..<10 * Self.servers { try pingCycle() }
        let left = Double(try figures.ownBytes() - before) / 1024
        return Finding("memory left by 10,000 servers", unit: "KiB", candidate: left, limit: 1000)
    }

    private func directCalls() throws -> Finding {
        let server = try TestServer.start()
        let times = (0..<Self.rounds).map { _ in
            let before = ContinuousClock.now
            for _ in 0..<Self.calls { server.execute("SET", "k", "v") }
            return (ContinuousClock.now - before) / .microseconds(1) / Double(Self.calls)
        }
        return Finding(
            "a command without a socket", unit: "us", candidate: Statistics.median(times), limit: 1)
    }
}
