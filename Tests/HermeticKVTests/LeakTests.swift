// A server that has stopped has left nothing: ten thousand of them, one after the other, in a process of their own.

import Foundation
import HermeticKV
import KVSockets
import TestSupport
import Testing

@Suite struct LeakTests {
    /// The sanitizers keep freed memory for a while, so what is resident says nothing then.
    private static let isSanitized = ProcessInfo.processInfo.environment["KV_SANITIZER"] != nil

    @Test(.disabled(if: isSanitized, "a sanitizer keeps freed memory"))
    func `ten thousand servers leave no descriptor, no thread and no memory`() async {
        await #expect(processExitsWith: .success) {
            // What is made once in a process: the reactor, its queues, the allocator's arenas.
            for _ in 0..<200 { try serveOnce() }
            let before = try Usage()
            for round in 0..<10_000 { try serveOnce(resetting: round >= 1000) }
            let after = try Usage()
            #expect(after.descriptors == before.descriptors)
            #expect(after.threads <= before.threads)
            // Ten thousand servers that left a hundred bytes each would show.
            #expect(after.kilobytes - before.kilobytes < 1000)
        }
    }
}

/// - Parameter resetting: whether the client leaves before the server, and by a reset. An end in good order keeps a port
///   of the machine for a minute; ten thousand of them would slow down whoever looks for one.
private func serveOnce(resetting: Bool = false) throws {
    let server = try TestServer.start(seed: 1)
    server.execute("SET", "k", "v", "EX", 100)
    let client = try TestClient(server)
    guard try client.expect("GET k", "$1\r\nv\r\n") else { throw Usage.Unreadable() }
    if resetting { client.reset() }
    server.stop()
}

/// What the process uses, as the kernel counts it.
private struct Usage {
    struct Unreadable: Error {}

    let descriptors: Int
    let threads: Int
    let kilobytes: Int

    init() throws {
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        func value(of field: String) throws -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
            guard
                let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }
                )
            else { throw Unreadable() }
            return number
        }
        threads = try value(of: "Threads")
        // Not what is resident in all: the kernel takes pages of programs and libraries back, and reads them again.
        kilobytes = try value(of: "RssAnon")
    }
}
