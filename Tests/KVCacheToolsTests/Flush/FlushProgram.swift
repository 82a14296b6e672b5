// The program under test, in a folder of its own, with a server's address in its environment.

import Foundation
import HermeticKV
import KVClient
import TestSupport
import Testing

/// flush-migration-cache, ready to be run against a server.
struct FlushProgram: Sendable {
    let folder: ProjectFolder
    private let url: String
    private let program = BuiltProgram(name: "flush-migration-cache")

    init(_ server: TestServer) throws { try self.init(url: server.url) }

    init(url: String) throws {
        self.url = url
        folder = try ProjectFolder()
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - variables: Added to the environment; nil takes one away.
    ///   - told: Is called with each line of standard error, while the program runs.
    func callAsFunction(
        _ arguments: [String] = [], _ variables: [String: String?] = [:],
        told: (@Sendable (String, Int32) -> Void)? = nil
    ) async throws -> BuiltProgram.Run {
        let environment = (["REDIS_URL": url] as [String: String?]).merging(variables) { $1 }
        return try await program.run(
            arguments, in: folder.url, environment: environment.compactMapValues { $0 }, told: told)
    }

    /// What `--json` has printed.
    struct Report {
        let status: Int32
        let errors: String
        private let object: [String: Any]

        init(_ run: BuiltProgram.Run) throws {
            status = run.status
            errors = run.errors
            #expect(run.outputLines.count == 1, "exactly one object")
            let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
            object = try #require(value as? [String: Any])
        }

        var outcome: String { text("outcome") }
        var totals: [String: Int] { object["totals"] as? [String: Int] ?? [:] }

        func text(_ name: String) -> String { object[name] as? String ?? "" }

        func number(_ path: String...) -> Int? {
            var value: Any = object
            for name in path { value = (value as? [String: Any])?[name] ?? "" }
            return value as? Int
        }
    }
}

extension ProjectFolder {
    func text(_ path: String) throws -> String {
        try String(contentsOf: url.appending(path: path), encoding: .utf8)
    }

    func lines(_ path: String) throws -> [String] { try text(path).split(separator: "\n").map(String.init) }
}
