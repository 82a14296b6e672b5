// Which two servers are compared: unless told otherwise, a redis-server from PATH and the server of this package.

import KVConformance
import KVToolSupport

enum ServerFlags {
    static let section = FlagSection(
        "Which servers",
        [
            Flag(
                "reference", "url",
                help: "redis://HOST:PORT instead of a redis-server from PATH. It will be emptied."),
            Flag(
                "candidate", "url", help: "redis://HOST:PORT instead of this package's. It will be emptied."),
        ])

    /// The servers that the flags choose.
    static func servers(
        _ values: FlagValues, in store: CaseStore
    ) throws -> (reference: any ServerUnderTest, candidate: any ServerUnderTest) {
        let candidate = try addressed("candidate", values) ?? OwnServer()
        return (try addressed("reference", values) ?? RedisProcess(store: store), candidate)
    }

    /// The server at the address a flag gives.
    private static func addressed(_ flag: String, _ values: FlagValues) throws -> (any ServerUnderTest)? {
        try values.string(flag).map { try AddressedServer(url: $0) }
    }
}
