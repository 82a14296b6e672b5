// The cluster commands, in the order in which the README lists them: what a server that is no part of a cluster
// answers to them.

extension Command {
    static let clusterCommands: [Command] = [.cluster, .asking, .readonly, .readwrite]

    /// Would let the next command use a slot that is being moved here.
    static let asking = Command(
        "asking", arity: 1, [.fast], categories: [.connection],
        docs: Docs(
            .cluster, since: "3.0.0", "Precedes a command that a node of a cluster has sent here.",
            complexity: "O(1)")
    ) { _ throws(RedisError) in
        throw .clusterDisabled
    }

    /// Would let the connection read from a replica.
    static let readonly = Command(
        "readonly", arity: 1, [.loading, .stale, .fast], categories: [.connection],
        docs: Docs(
            .cluster, since: "3.0.0", "Lets a connection read from a replica of a cluster.",
            complexity: "O(1)")
    ) { _ throws(RedisError) in
        throw .clusterDisabled
    }

    /// Would undo READONLY.
    static let readwrite = Command(
        "readwrite", arity: 1, [.loading, .stale, .fast], categories: [.connection],
        docs: Docs(.cluster, since: "3.0.0", "Ends what READONLY began.", complexity: "O(1)")
    ) { _ throws(RedisError) in
        throw .clusterDisabled
    }
}
