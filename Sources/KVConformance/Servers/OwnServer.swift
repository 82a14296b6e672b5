// Our server, in this process, on a clock that only a script moves. A new one for each case costs a tenth of a
// millisecond and leaves nothing of the one before.

import KVServer
import KVSockets

/// The server of this package.
package final class OwnServer: ServerUnderTest {
    package let name = "hermetic-kv"
    private var clock = ManualClock(unixMicroseconds: caseEpoch)
    private var server: Server
    private let seed: UInt64

    package init(seed: UInt64 = 1) throws(ServerError) {
        self.seed = seed
        server = try OwnServer.start(clock, seed)
    }

    deinit { server.stop() }

    private static func start(_ clock: ManualClock, _ seed: UInt64) throws(ServerError) -> Server {
        var options = ServerOptions(endpoints: [.tcp(host: "127.0.0.1", port: 0)], seed: seed)
        options.clock = .manual(clock)
        do throws(StartError) {
            return try Server(options)
        } catch {
            throw ServerError("hermetic-kv: \(error.description)")
        }
    }

    package var address: SocketAddress { server.addresses[0] }

    package var unixMicroseconds: Int64 { clock.unixMicroseconds }

    package func prepare() throws(ServerError) {
        server.stop()
        clock = ManualClock(unixMicroseconds: caseEpoch)
        server = try OwnServer.start(clock, seed)
    }

    package func advance(milliseconds: Int64) {
        clock.advance(by: .milliseconds(milliseconds))
        server.clockMoved()
    }
}
