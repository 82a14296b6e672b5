// A directory from which kvtool is run as users run it, with a store named in its .env file.

import Foundation
import HermeticKV
import KVProcessSupport
import TestSupport

/// How kvtool reaches the test server.
enum Road: String, CaseIterable, Sendable {
    case sockets
    case rest
}

/// kvtool, in a directory of its own.
struct ToolProject: Sendable {
    private let folder: ProjectFolder
    private let program = BuiltProgram(name: "kvtool")

    var url: URL { folder.url }

    init(_ server: TestServer, over road: Road = .sockets) throws {
        folder = try ProjectFolder()
        switch road {
        case .sockets: try folder.write(".env", "REDIS_URL=\(server.url)\n")
        case .rest:
            try folder.write(
                ".env", "KV_REST_API_URL=\(server.restURL)\nKV_REST_API_TOKEN=\(server.restToken)\n")
        }
    }

    /// With the server at an address.
    init(url: String) throws {
        folder = try ProjectFolder()
        try folder.write(".env", "REDIS_URL=\(url)\n")
    }

    /// Writes a file of the directory.
    func write(_ path: String, _ text: String) throws { try folder.write(path, text) }

    /// The text of a file of the directory.
    func text(_ path: String) throws -> String {
        try String(contentsOf: folder.url.appending(path: path), encoding: .utf8)
    }

    func run(
        _ arguments: String..., environment: [String: String] = [:],
        told: (@Sendable (_ line: String, _ process: Int32) -> Void)? = nil
    ) async throws -> BuiltProgram.Run {
        try await run(arguments, environment: environment, told: told)
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:],
        told: (@Sendable (_ line: String, _ process: Int32) -> Void)? = nil
    ) async throws -> BuiltProgram.Run {
        try await program.run(arguments, in: folder.url, environment: environment, told: told)
    }
}
