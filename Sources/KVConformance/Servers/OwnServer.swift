// Our server, in this process, on a clock that only a script moves. A new one for each case costs a tenth of a
// millisecond and leaves nothing of the one before.

import KVServer
import KVSockets

/// The server of this package.
package final class OwnServer: ServerUnderTest {
    package let name = "hermetic-kv"
    private let kind: ClockKind
    private var clock: Clock
    private var server: Server
    private let seed: UInt64
    private let parameters: [(name: String, value: String)]
    private let dataFolder: String?

    /// How time passes on the server.
    package enum ClockKind {
        /// When `advance` is called, from `caseEpoch` on.
        case manual
        /// As everywhere.
        case system

        fileprivate var clock: Clock {
            self == .system ? .system : .adjustable(AdjustableClock(unixMicroseconds: caseEpoch))
        }
    }

    /// - Parameters:
    ///   - parameters: what is set before the first client comes, under the names CONFIG has for it.
    ///   - dataFolder: where SAVE writes; nowhere when nil.
    package init(
        seed: UInt64 = 1, clock kind: ClockKind = .manual, parameters: [(name: String, value: String)] = [],
        dataFolder: String? = nil
    ) throws(ServerError) {
        self.seed = seed
        self.parameters = parameters
        self.dataFolder = dataFolder
        self.kind = kind
        clock = kind.clock
        server = try OwnServer.start(clock, seed, parameters, dataFolder)
    }

    deinit { server.stop() }

    private static func start(
        _ clock: Clock, _ seed: UInt64, _ parameters: [(name: String, value: String)],
        _ dataFolder: String?
    ) throws(ServerError) -> Server {
        var options = ServerOptions(endpoints: [.tcp(host: "127.0.0.1", port: 0)], seed: seed)
        options.clock = clock
        options.parameters = parameters
        do throws(StartError) {
            if let dataFolder { options.dataFile = try DataFile(folder: dataFolder, name: "dump.rdb") }
            return try Server(options)
        } catch {
            throw ServerError("hermetic-kv: \(error.description)")
        }
    }

    package var address: SocketAddress { server.addresses[0] }

    package var port: UInt16 { server.port ?? 0 }

    package var hasMovableClock: Bool { kind == .manual }

    package var unixMicroseconds: Int64 { clock.unixMicroseconds }

    package func prepare() throws(ServerError) {
        server.stop()
        clock = kind.clock
        server = try OwnServer.start(clock, seed, parameters, dataFolder)
    }

    package func advance(milliseconds: Int64) {
        server.advance(toMicroseconds: clock.unixMicroseconds + milliseconds * 1000)
    }
}
