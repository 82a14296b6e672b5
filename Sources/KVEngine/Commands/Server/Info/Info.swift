// INFO: the server's statistics as text, section by section, with Redis 7.0's sections and field names in
// their order. What this server counts is true; what it does not have is told as an idle Redis tells it.

import RESP

extension Command {
    /// Returns the sections asked for, in INFO's own order; without arguments the usual ones.
    static let info = Command(
        "info", arity: -1, [.loading, .stale], categories: [.dangerous],
        tips: ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        docs: Docs(
            .server, since: "1.0.0", "Returns information and statistics about the server.",
            complexity: "O(1)",
            history: ["7.0.0": "Several sections in one request."], syntax: "[section...]")
    ) { call throws(RedisError) in
        var wanted: Set<InfoSection> = call.remaining == 0 ? InfoSection.usual : []
        while call.remaining > 0 { wanted.formUnion(InfoSection.named(try call.bytes())) }
        var info = InfoText()
        for section in InfoSection.allCases where wanted.contains(section) {
            info.begin(section.title)
            section.write(to: &info, call.engine)
        }
        call.reply.verbatim(info.text)
    }
}

/// INFO's sections, in the order in which they are told.
enum InfoSection: String, CaseIterable {
    case server, clients, memory, persistence, stats, replication, cpu, modules, commandstats, errorstats
    case latencystats, cluster, keyspace

    /// What INFO tells when it is not asked for anything in particular.
    static let usual = Set(allCases).subtracting([.commandstats, .latencystats])

    /// The sections a word stands for; none for an unknown word.
    static func named(_ word: ByteView) -> Set<InfoSection> {
        if word.matches("all") || word.matches("everything") { return Set(allCases) }
        if word.matches("default") { return usual }
        return InfoSection(rawValue: word.lowercased).map { [$0] } ?? []
    }

    /// The heading.
    var title: String {
        self == .cpu ? "CPU" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }

    func write(to info: inout InfoText, _ engine: Engine) {
        switch self {
        case .server: info.server(engine)
        case .clients: info.clients(engine)
        case .memory: info.memory(engine)
        case .persistence: info.persistence(engine)
        case .stats: info.stats(engine)
        case .replication: info.replication(engine)
        case .cpu: info.cpu(engine)
        case .modules: break
        case .commandstats: info.commandStatistics(engine)
        case .errorstats: info.errorStatistics(engine)
        case .latencystats: break  // No histograms are kept.
        case .cluster: info.line("cluster_enabled", 0)
        case .keyspace: info.keyspace(engine)
        }
    }
}
