// A server for the length of a closure: for tests of any framework, or none.

/// Starts a server, runs the body with it, and stops it however the body ends.
///
/// - Throws: `TestServerError` when the server cannot start, or whatever the body throws.
public func withTestServer<Result>(
    _ configuration: TestServer.Configuration = .init(),
    isolation: isolated (any Actor)? = #isolation,
    _ body: (TestServer) async throws -> Result
) async throws -> Result {
    let server = try TestServer(configuration)
    defer { server.stop() }
    return try await body(server)
}
