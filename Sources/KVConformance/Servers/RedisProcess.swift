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
    private let process: Process
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
        var started: Started?
        for _ in 0..<RedisProcess.attempts where started == nil { started = try RedisProcess.start(clock) }
        guard let started else { throw ServerError("redis-server finds no free port") }
        (process, address, control) = (started.process, started.address, started.control)
        version = RedisProcess.fact("redis_version", told: started.info) ?? "unknown"
        name = "redis-server \(version)"
    }

    private struct Started {
        let process: Process
        let address: SocketAddress
        let control: WireConnection
        let info: String
    }

    private static let attempts = 20

    /// Starts one; nil when somebody else has taken its port.
    private static func start(_ clock: FrozenClock) throws(ServerError) -> Started? {
        let port = try RedisProcess.freePort()
        let address = SocketAddress.ipv4(0x7F00_0001, port: port)
        let process = Process()
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
            if let control = try RedisProcess.firstConnection(address, process) {
                let info = control.call("INFO", "server")?.text ?? ""
                if RedisProcess.fact("process_id", told: info) == "\(process.processIdentifier)" {
                    return Started(process: process, address: address, control: control, info: info)
                }
            }
        } catch {
            Leftovers.ofThisProgram.stop(process)
            throw error
        }
        Leftovers.ofThisProgram.stop(process)
        return nil
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

    /// Nil when the process has ended.
    private static func firstConnection(
        _ address: SocketAddress, _ process: Process
    ) throws(ServerError) -> WireConnection? {
        for _ in 0..<1000 {
            guard process.isRunning else { return nil }
            if let connection = try? WireConnection(address), connection.call("PING") != nil {
                return connection
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw ServerError("redis-server does not answer")
    }

    private static func fact(_ name: String, told info: String) -> String? {
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name + ":") }
        return line.map { String($0.dropFirst(name.count + 1)) }
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
            ["CONFIG", "RESETSTAT"], ["SLOWLOG", "RESET"],
        ]
        for command in commands {
            guard let reply = control.call(command.map { Array($0.utf8) }), !reply.isError else {
                throw ServerError("redis-server no longer answers \(command.joined(separator: " "))")
            }
        }
    }

    /// Lets the program begin anew: it keeps its history for as long as it runs.
    package func forgetReplication() throws(ServerError) {
        // What a case has saved would be loaded, and its history with it.
        try? FileManager.default.removeItem(at: clock.folder.appending(path: "dump.rdb"))
        control.send(["DEBUG", "RESTART"].map { Array($0.utf8) })
        // It says nothing, and closes all connections.
        _ = control.read()
        control.close()
        guard let control = try RedisProcess.firstConnection(address, process) else {
            throw ServerError("redis-server has ended")
        }
        self.control = control
    }

    package func advance(milliseconds: Int64) { clock.unixMicroseconds += milliseconds * 1000 }
}
