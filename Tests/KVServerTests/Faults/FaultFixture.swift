// Faults in words, for tests.

import KVServer
import RESP
import TestSupport

extension ServerFixture {
    /// Sets a fault that is given as words between spaces.
    @discardableResult
    func fault(_ words: String) throws -> ActiveFault {
        try fault(words.split(separator: " ").map(String.init))
    }

    @discardableResult
    func fault(_ words: [String]) throws -> ActiveFault { try server.inject(FaultRule(parsing: words)) }

    /// Runs a command past all faults; whether its reply is this number, or a text with this in it.
    func holds(_ command: String, _ reply: String) -> Bool {
        switch execute(command) {
        case .integer(let number): "\(number)" == reply
        case .simple(let text): text.contains(reply)
        case .bulk(let bytes), .verbatim(_, let bytes): String(decoding: bytes, as: UTF8.self).contains(reply)
        default: false
        }
    }

    /// Returns when the server has seen what was sent before: it answers a client that came later.
    func catchUp() throws {
        let client = try client()
        try client.send("ECHO seen\r\n")
        _ = try client.read(10)
    }

    /// Whether so many connections are open once the ends of the others have been seen, which the server does at the
    /// latest while it answers this client.
    func comesDownTo(connections count: Int, asking client: TestClient) throws -> Bool {
        for _ in 0..<1000 where server.connectionCount > count {
            _ = try client.expect("ECHO a", "$1\r\na\r\n")
        }
        return server.connectionCount == count && holds("INFO clients", "connected_clients:\(count)\r\n")
    }

    /// A client that has been answered once, so that the server knows it.
    func knownClient() throws -> TestClient {
        let client = try client()
        _ = try client.expect("PING", "+PONG\r\n")
        return client
    }
}
