// A redis-server started for the purpose: on a free port, nothing on disk, its clock in our hands. The clock is a file
// of eight bytes that a small library, put before the C library, answers the time from; see
// `conformance/frozen-clock.c`, which is compiled here.

import Foundation
import KVProcessSupport
import KVSockets

/// A running redis-server.
package final class RedisProcess: ServerUnderTest {
    package let name: String
    package let address: SocketAddress
    /// The version it says it has: `7.0.15`.
    package let version: String
    private let process = Process()
    private let clock: FrozenClock
    private var control: WireConnection

    /// Whether there is a redis-server in PATH.
    package static var isInstalled: Bool { (try? find()) != nil }

    private static func find() throws(ToolError) -> String {
        try Tool.find("redis-server", remedy: "install it (apt-get install redis-server)")
    }

    /// Starts one and waits until it answers.
    ///
    /// - Throws: what is missing, in a sentence.
    package init(store: CaseStore = .ofThisPackage) throws(ServerError) {
        clock = try FrozenClock(source: store.root.appending(path: "frozen-clock.c"))
        let port = try RedisProcess.freePort()
        address = .ipv4(0x7F00_0001, port: port)
        process.arguments = [
            "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir",
            clock.folder.path, "--enable-debug-command", "yes",
        ]
        process.environment = clock.environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do throws(ToolError) {
            process.executableURL = URL(filePath: try RedisProcess.find())
            try Leftovers.ofThisProgram.start(process)
        } catch {
            throw ServerError(error.description)
        }
        do throws(ServerError) {
            control = try RedisProcess.firstConnection(address, process)
        } catch {
            Leftovers.ofThisProgram.stop(process)
            throw error
        }
        version = RedisProcess.version(told: control.call("INFO", "server")?.text ?? "")
        name = "redis-server \(version)"
    }

    deinit { Leftovers.ofThisProgram.stop(process) }

    /// A port that was free a moment ago.
    private static func freePort() throws(ServerError) -> UInt16 {
        do {
            return try BlockingSocket.freePort()
        } catch {
            throw ServerError("no free port: \(error.description)")
        }
    }

    private static func firstConnection(
        _ address: SocketAddress, _ process: Process
    ) throws(ServerError) -> WireConnection {
        for _ in 0..<1000 where process.isRunning {
            if let connection = try? WireConnection(address), connection.call("PING") != nil {
                return connection
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw ServerError("redis-server does not answer")
    }

    private static func version(told info: String) -> String {
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("redis_version:") }
        return line.map { String($0.dropFirst("redis_version:".count)) } ?? "unknown"
    }

    package var hasMovableClock: Bool { clock.unixMicroseconds != 0 }

    package var unixMicroseconds: Int64 { clock.unixMicroseconds }

    package var port: UInt16 { address.port ?? 0 }

    /// Lets time pass as everywhere.
    package func followSystemClock() { clock.unixMicroseconds = 0 }

    package func prepare() throws(ServerError) {
        clock.unixMicroseconds = caseEpoch
        let commands = [
            ["CLIENT", "UNPAUSE"], ["FLUSHALL"], ["SCRIPT", "FLUSH"], ["FUNCTION", "FLUSH"],
            ["CONFIG", "RESETSTAT"],
        ]
        for command in commands {
            guard let reply = control.call(command.map { Array($0.utf8) }), !reply.isError else {
                throw ServerError("redis-server no longer answers \(command.joined(separator: " "))")
            }
        }
    }

    /// Lets the program begin anew: it keeps its history for as long as it runs.
    package func forgetReplication() throws(ServerError) {
        control.send(["DEBUG", "RESTART"].map { Array($0.utf8) })
        // It says nothing, and closes all connections.
        _ = control.read()
        control.close()
        control = try RedisProcess.firstConnection(address, process)
    }

    package func advance(milliseconds: Int64) { clock.unixMicroseconds += milliseconds * 1000 }
}
