// The server of a run, or the masters of its cluster.

import KVClient
import KVRESTClient

/// Connections to whatever holds the keys.
///
/// It belongs to one task.
final class FlushServers {
    /// One server.
    struct Node {
        /// What reports call it.
        let name: String
        let store: any KVStore
    }

    let url: KVURL
    private let configuration: KVClient.Configuration
    private(set) var nodes: [Node] = []
    private(set) var slots = SlotTable()
    private(set) var isCluster = false

    init(_ url: KVURL, _ time: ToolTime, timeout: Duration, chance: (@Sendable () -> Double)? = nil) {
        self.url = url
        var configuration = KVClient.Configuration()
        // Replies are alike in both, and older servers know only this one.
        configuration.usesRESP3 = false
        configuration.clock = time.clock
        configuration.connectTimeout = min(FlushDefaults.connectTimeout, timeout)
        configuration.commandTimeout = min(FlushDefaults.connectTimeout, timeout)
        // The run tries again itself: it knows what is left to do.
        configuration.retry = .never
        if let chance { configuration.chance = chance }
        self.configuration = configuration
    }

    var chance: @Sendable () -> Double { configuration.chance }

    /// Connects, and finds out who else there is.
    func connect() async throws {
        disconnect()
        let first = try await open()
        nodes = [Node(name: FlushServers.name(of: url), store: first)]
        isCluster = ServerFacts(try await first.reply(to: "INFO", "cluster").text ?? "").isCluster
        guard isCluster else { return }
        slots = SlotTable(try await first.send("CLUSTER", "SLOTS"), askedAt: url)
        guard !slots.masters.isEmpty else { throw KVError("CLUSTERDOWN", "no slot of the cluster is served") }
        nodes = []
        for master in slots.masters { _ = try node(at: master) }
        first.close()
    }

    /// The server that the URL names; it has answered when it is one of the Redis protocol.
    private func open() async throws -> any KVStore {
        guard case .rest = url.place else {
            return try await KVClient.connect(to: url, configuration: configuration)
        }
        return try KVRESTStore(url, configuration: configuration)
    }

    func disconnect() {
        for node in nodes { node.store.close() }
        nodes = []
    }

    /// The connection to a member of the cluster, which need not be known yet.
    func node(at place: SlotTable.Place) throws(KVError) -> Int {
        let name = place.description
        if let index = nodes.firstIndex(where: { $0.name == name }) { return index }
        var address = url
        address.place = .tcp(host: place.host, port: place.port)
        nodes.append(Node(name: name, store: try KVClient(address, configuration: configuration)))
        return nodes.count - 1
    }

    /// What each server says about itself; what cannot be asked for is not known.
    func facts() async -> [ServerFacts] {
        var facts: [ServerFacts] = []
        for node in nodes {
            guard let text = try? await node.store.send("INFO").text else { continue }
            facts.append(ServerFacts(text))
        }
        return facts
    }

    /// How many keys there are; nil when it is not told.
    func keyCount() async -> Int? {
        var total = 0
        for node in nodes {
            guard let count = try? await node.store.send("DBSIZE").integer else { return nil }
            total += Int(clamping: count)
        }
        return total
    }

    /// Keys by the server that holds them, in their order.
    func grouped(_ keys: [KVString]) -> [(node: Int, keys: [KVString])] {
        guard isCluster else { return [(0, keys)] }
        var groups: [Int: [KVString]] = [:]
        for key in keys {
            let place = slots.master(of: KeySlot.of(key.bytes))
            let node = place.flatMap { place in nodes.firstIndex { $0.name == place.description } } ?? 0
            groups[node, default: []].append(key)
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func name(of url: KVURL) -> String {
        switch url.place {
        case .tcp(let host, let port), .tls(let host, let port): "\(host):\(port)"
        case .unix(let path): path
        case .rest(let url): url
        }
    }
}
