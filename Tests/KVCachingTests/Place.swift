// Where the patterns are tried: our server by transactions, and a real redis-server in both ways, where one is
// installed. Time stands still on both until a test moves it on.

import HermeticKV
import KVCaching
import KVClient
import KVConformance
import KVSockets
import TestSupport
import Testing

/// A server, and how several things are done as one there.
struct Place: Sendable, CustomTestStringConvertible {
    enum Kind: Sendable { case hermetic, redis }

    let kind: Kind
    let atomicity: CachingContext.Atomicity

    static let hermetic = Place(kind: .hermetic, atomicity: .transactions)
    static let all = [hermetic] + redis
    /// None where no redis-server is installed; `RedisServerTests` says so.
    static let redis =
        RedisProcess.isInstalled
        ? [Place(kind: .redis, atomicity: .transactions), Place(kind: .redis, atomicity: .scripts)] : []

    var testDescription: String { "\(kind) by \(atomicity)" }

    /// Runs a test's body with a server of its own.
    func run(_ body: (Ground) async throws -> Void) async throws {
        switch kind {
        case .hermetic:
            let server = try TestServer.start(seed: 7, clock: .manual())
            defer { server.stop() }
            try await body(
                Ground(try await server.client(configuration: .unhurried), atomicity, server) {
                    server.clock.advance(by: $0)
                })
        case .redis:
            let process = try RedisProcess()
            try process.prepare()
            let client = try await KVClient.connect(
                to: "127.0.0.1", port: Int(process.port), configuration: .unhurried)
            try await body(
                Ground(client, atomicity, nil) { duration in
                    let (seconds, attoseconds) = duration.components
                    process.advance(milliseconds: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
                })
            client.close()
        }
    }
}

extension KVClient.Configuration {
    /// For many tasks on few processors: who waits for a connection may wait for as long as the other tests take.
    static var unhurried: KVClient.Configuration {
        var configuration = KVClient.Configuration()
        configuration.connectTimeout = .seconds(3600)
        configuration.commandTimeout = nil
        return configuration
    }
}

/// What a test stands on.
final class Ground {
    let client: KVClient
    let context: CachingContext
    /// The test server, where it is one.
    let server: TestServer?
    /// What the patterns have said.
    let said: Said
    /// What pauses go by in `patient`.
    let clock = ManualClock()
    /// Moves the server's time on.
    let advance: (Duration) -> Void
    private let atomicity: CachingContext.Atomicity

    init(
        _ client: KVClient, _ atomicity: CachingContext.Atomicity, _ server: TestServer?,
        advance: @escaping (Duration) -> Void
    ) {
        self.client = client
        self.server = server
        self.advance = advance
        self.atomicity = atomicity
        let said = Said()
        self.said = said
        var settings = CachingContext.Settings()
        settings.atomicity = atomicity
        settings.random = Numbers(seed: 42).next
        settings.log = said.add
        context = CachingContext(client, settings: settings)
    }

    /// The same, with pauses by the manual clock.
    var patient: CachingContext {
        var settings = context.settings
        settings.clock = clock
        return CachingContext(client, settings: settings)
    }

    /// Lets time pass on the server and here.
    func pass(_ duration: Duration) {
        advance(duration)
        clock.advance(by: duration)
    }
}

/// A log.
final class Said: Sendable {
    private let lines = Locked<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    var add: @Sendable (CachingLogLine) -> Void {
        { line in self.lines.withLock { $0.append(line.description) } }
    }
}

/// Numbers that look like chance and come again.
final class Numbers: Sendable {
    private let state: Locked<UInt64>

    init(seed: UInt64) { state = Locked(seed) }

    var next: @Sendable () -> UInt64 {
        {
            self.state.withLock { state in
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = state
                mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
                return mixed ^ mixed >> 31
            }
        }
    }
}

/// A value that tasks share.
final class Shared<Value: Sendable>: Sendable {
    private let state: Locked<Value>
    var value: Value { state.withLock { $0 } }

    init(_ value: Value) { state = Locked(value) }

    func change(_ change: (inout Value) -> Void) { state.withLock { change(&$0) } }
}

/// Counts, from many tasks.
final class Tally: Sendable {
    private let value = Locked(0)
    var count: Int { value.withLock { $0 } }
    @discardableResult func add(_ amount: Int = 1) -> Int {
        value.withLock {
            $0 += amount
            return $0
        }
    }
}

/// Does something in so many tasks at once.
func atOnce(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<count { group.addTask { try await body(index) } }
        try await group.waitForAll()
    }
}

/// All tests of the patterns, one after the other: each has servers of its own, and there are not to be fifty at once.
@Suite(.serialized) enum PatternTests {}

@Suite struct RedisServerTests {
    @Test(
        .enabled(
            if: RedisProcess.isInstalled, "redis-server is not in PATH: the patterns ran on HermeticKV only"))
    func `the patterns ran on a real server too`() {
        #expect(Place.all.count == 3)
    }
}
