// The trait that gives each test case a server of its own. A library of its own, so that nothing else imports
// Testing.

public import HermeticKV
public import Testing

/// Gives each test case a server, which is `TestServer.current` while it runs and stops with it.
///
/// Each issue of a case that fails has the end of the server's journal as a comment.
public struct ServerTrait: TestTrait, SuiteTrait, TestScoping {
    let configuration: TestServer.Configuration

    /// A suite hands the trait on to its tests, so that each gets a server and not all of them one.
    public var isRecursive: Bool { true }

    /// Starts a server, runs the test case, and stops the server.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        let server = try TestServer(configuration)
        defer { server.stop() }
        let explaining = IssueHandlingTrait.compactMapIssues { $0.commented(with: server.journal) }
        try await explaining.provideScope(for: test, testCase: testCase) {
            try await TestServer.$serverOfTest.withValue(server) {
                try await server.journal.explainingErrors(function)
            }
        }
    }
}

extension Trait where Self == ServerTrait {
    /// A server of its own for each test case, with the settings that are usual.
    public static var server: Self { ServerTrait(configuration: .init()) }

    /// A server of its own for each test case, with every setting.
    public static func server(_ configuration: TestServer.Configuration) -> Self {
        ServerTrait(configuration: configuration)
    }

    /// A server of its own for each test case.
    public static func server(
        seed: UInt64? = nil, clock: TestClock.Mode = .system, password: String? = nil, databases: Int = 16,
        parameters: [String: String] = [:], snapshot: Snapshot? = nil
    ) -> Self {
        var configuration = TestServer.Configuration()
        configuration.seed = seed
        configuration.clock = clock
        configuration.password = password
        configuration.databases = databases
        configuration.parameters = parameters
        configuration.snapshot = snapshot
        return ServerTrait(configuration: configuration)
    }
}

extension TestServer {
    @TaskLocal static var serverOfTest: TestServer?

    /// The server of the test case that is running.
    ///
    /// It is bound to the test's task and its children. `Task.detached` and Dispatch's closures do not see it: read
    /// it before, and hand it over.
    public static var current: TestServer {
        guard let serverOfTest else {
            preconditionFailure(
                "TestServer.current is there while a test with the .server trait runs: add it, as @Test(.server)"
            )
        }
        return serverOfTest
    }
}
