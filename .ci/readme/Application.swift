// The application that the README's tests are about. It is as small as they allow: what is tested is the README.

import HermeticKV
import KVClient

/// A connection that is made when it is first used, and made again, once, when it was lost.
actor Store {
    private let url: String
    private var client: KVClient?

    init(_ url: String) { self.url = url }

    func send(_ words: any CommandWord...) async throws -> Reply {
        do {
            return try await connected().send(words)
        } catch let error as KVError where error.code == .connectionLost {
            client = nil
            return try await connected().send(words)
        }
    }

    private func connected() async throws -> KVClient {
        if let client { return client }
        let port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let made = try await KVClient.connect(to: "127.0.0.1", port: port)
        client = made
        return made
    }
}

/// Sessions that end half an hour after they were last used.
struct SessionStore {
    private let store: Store

    init(redis url: String) { store = Store(url) }

    func create(_ fields: [String: String]) async throws -> String {
        let id = "session:1"
        for (field, value) in fields { _ = try await store.send("HSET", id, field, value) }
        _ = try await store.send("EXPIRE", id, 1800)
        return id
    }

    func load(_ id: String) async throws -> Reply? {
        let session = try await store.send("HGET", id, "user")
        _ = try await store.send("EXPIRE", id, 1800)
        return session.isNull ? nil : session
    }
}

/// Users by number, kept for a minute.
struct UserCache {
    let store: Store

    func user(_ number: Int) async throws -> String {
        let key = "user:\(number)"
        if let name = try await store.send("GET", key).text { return name }
        _ = try await store.send("SET", key, "ada", "EX", 60)
        return "ada"
    }

    func warmUp() async throws {
        let known = try await store.send("MGET", "user:1", "user:2").elements ?? []
        for (index, name) in known.enumerated() where name.isNull {
            _ = try await store.send("SET", "user:\(index + 1)", "ada", "EX", 60)
        }
    }
}

/// Sells one piece of article 9.
struct Checkout {
    let store: Store

    func run() async throws {
        _ = try await store.send("DECR", "stock:9")
        _ = try await store.send("SET", "order:1", "9")
    }
}

struct Unavailable: Error {}

/// Starts only where the server answers.
struct App {
    let store: Store

    func start() async throws {
        do { _ = try await store.send("GET", "settings") } catch { throw Unavailable() }
    }
}
