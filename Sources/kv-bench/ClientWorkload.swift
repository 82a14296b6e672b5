// What both clients do, and how fast ours has to be.

import KVClient

/// Commands of one kind, sent in batches on one connection.
struct ClientWorkload {
    /// `GET` or `SET`.
    let name: String
    /// How many commands go out before their replies are read.
    let length: Int
    let batches: Int
    /// The least that our rate may be of redis-py's; nil where nothing was promised.
    let floor: Double?

    var commands: Int { length * batches }

    /// - Parameter commands: how many, altogether; nil for the usual number.
    static func all(commands: Int?) -> [ClientWorkload] {
        [("SET", 100), ("GET", 100), ("GET", 1)].map { name, length in
            let count = commands ?? (length == 1 ? 20_000 : 200_000)
            return ClientWorkload(
                name: name, length: length, batches: max(1, count / length),
                // A hundred commands at a time are what replies are parsed by; one at a time, the kernel's wake-ups.
                floor: length == 100 ? 1 : nil)
        }
    }

    /// Sends a batch by ours, and looks at each result as an application does.
    func send(_ number: Int, by client: KVClient) async throws {
        if length == 1 {
            guard name == "GET" else {
                try await client.send(.set(key(number), to: ClientWorkload.value))
                return
            }
            _ = try await client.send(.get(key(number)))
            return
        }
        let keys = (0..<length).map { key(number * length + $0) }
        if name == "GET" {
            let values = try await client.results(of: keys.map { KVCommand<KVString?>.get($0) })
            for value in values { _ = try value.get()?.text }
        } else {
            let commands = keys.map { KVCommand<Bool>.set($0, to: ClientWorkload.value) }
            for result in try await client.results(of: commands) { _ = try result.get() }
        }
    }

    private static let value = String(repeating: "x", count: 16)

    private func key(_ number: Int) -> KVString { KVString("key:\(number % 10_000)") }
}
