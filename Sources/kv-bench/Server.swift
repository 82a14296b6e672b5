// A server under measurement: a process of its own on a free loopback port, with nothing on disk.
//
// Both servers are treated alike: started, waited for, flushed, measured and killed in the same way. The only
// difference is the flags that keep a Redis from loading and saving snapshots, which would be measured with it.

import Foundation
import KVProcessSupport
import KVSockets

/// A running server.
final class Server {
    /// What to start, and what to call it in tables.
    struct Program {
        let label: String
        let path: String

        var arguments: [String] {
            let name = URL(fileURLWithPath: path).lastPathComponent
            let isRedis = name.contains("redis-server") || name.contains("valkey-server")
            guard isRedis else { return [] }
            return ["--save", "", "--appendonly", "no", "--dbfilename", "kv-bench-keeps-nothing.rdb"]
        }
    }

    let program: Program
    let port: UInt16
    private let process = Process()

    /// Starts the server with more flags; `untilReady` is how long its first PONG may take.
    init(
        _ program: Program, flags: [String] = [], untilReady: Duration = .seconds(10)
    ) throws(ToolError) {
        self.program = program
        port = try Server.freePort()
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = ["--port", "\(port)"] + program.arguments + flags
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Leftovers.ofThisProgram.start(process)
        try waitForPong(within: untilReady)
    }

    deinit { Leftovers.ofThisProgram.stop(process) }

    /// A port of 127.0.0.1 that was free a moment ago.
    static func freePort() throws(ToolError) -> UInt16 {
        do {
            return try BlockingSocket.freePort()
        } catch {
            throw ToolError("no free port: \(error.description)")
        }
    }

    /// Nanoseconds of processor time used so far; 0 where the system does not tell.
    var processorTime: Int64 { ProcessClock(of: process.processIdentifier).nanoseconds ?? 0 }

    /// Bytes of memory in use, from the kernel's count of resident pages.
    func residentBytes() throws(ToolError) -> Int {
        try ProcessFigures(of: process.processIdentifier).residentBytes()
    }

    /// Opens a connection.
    func connect() throws(ToolError) -> Connection {
        guard let socket = LoopbackSocket.connected(to: port) else {
            throw ToolError("\(program.label) no longer answers on port \(port)")
        }
        return Connection(socket)
    }

    /// Removes every key.
    func flush() throws(ToolError) {
        try connect().exchange(CommandBatch(["FLUSHALL"]))
    }

    private func waitForPong(within limit: Duration) throws(ToolError) {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let socket = LoopbackSocket.connected(to: port) {
                try Connection(socket).exchange(CommandBatch(["PING"]))
                return
            }
            guard process.isRunning else {
                throw ToolError("\(program.path) ended at once (exit \(process.terminationStatus))")
            }
            Thread.sleep(forTimeInterval: 0.0001)
        }
        throw ToolError("\(program.path) did not answer on port \(port) within \(limit)")
    }
}
