// CLUSTER: every subcommand of Redis 7.0, each refused as by a server that is no part of a cluster. Clients ask to
// find out which kind of server they talk to; the headers are there so that arity and COMMAND are true.

import RESP

extension Command {
    /// Holds the subcommands about a cluster, none of which does anything here. Redis refuses HELP as well.
    static let cluster = Command(
        container: "cluster",
        docs: Docs(
            .cluster, since: "3.0.0", "Holds the commands about a cluster, of which this server is no part.",
            complexity: "That of the subcommand"),
        subcommands: [
            .clusterRefusal(
                "addslots", arity: -3, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Takes slots for this node.",
                    complexity: "O(N) in the number of slots",
                    syntax: "slot:integer...")),
            .clusterRefusal(
                "addslotsrange", arity: -4, .change,
                docs: Docs(
                    .cluster, since: "7.0.0", "Takes ranges of slots for this node.",
                    complexity: "O(N) in the number of slots",
                    syntax: "start-slot_end-slot:(start-slot:integer end-slot:integer)...")),
            .clusterRefusal(
                "bumpepoch", arity: 2, .change, tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Raises the configuration epoch.", complexity: "O(1)")),
            .clusterRefusal(
                "count-failure-reports", arity: 3, [.admin, .stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Returns how many nodes report that one has failed.",
                    complexity: "O(N) in the number of reports",
                    syntax: "node-id")),
            .clusterRefusal(
                "countkeysinslot", arity: 3, [.stale],
                docs: Docs(
                    .cluster, since: "3.0.0", "Returns how many keys a slot has.", complexity: "O(1)",
                    syntax: "slot:integer")),
            .clusterRefusal(
                "delslots", arity: -3, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Gives slots of this node up.",
                    complexity: "O(N) in the number of slots",
                    syntax: "slot:integer...")),
            .clusterRefusal(
                "delslotsrange", arity: -4, .change,
                docs: Docs(
                    .cluster, since: "7.0.0", "Gives ranges of slots of this node up.",
                    complexity: "O(N) in the number of slots",
                    syntax: "start-slot_end-slot:(start-slot:integer end-slot:integer)...")),
            .clusterRefusal(
                "failover", arity: -2, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Makes a replica take its master's place.", complexity: "O(1)",
                    syntax: "[options:(FORCE|TAKEOVER)]")),
            .clusterRefusal(
                "flushslots", arity: 2, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Gives all slots of this node up.", complexity: "O(1)")),
            .clusterRefusal(
                "forget", arity: 3, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Forgets a node.", complexity: "O(1)",
                    syntax: "node-id")),
            .clusterRefusal(
                "getkeysinslot", arity: 4, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Returns keys of a slot.",
                    complexity: "O(log(N)) in the number of keys",
                    syntax: "slot:integer count:integer")),
            .clusterRefusal(
                "help", arity: 2, [.loading, .stale],
                docs: Docs(
                    .cluster, since: "5.0.0", "Shows what the CLUSTER subcommands do.", complexity: "O(1)")),
            .clusterRefusal(
                "info", arity: 2, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Describes the state of the cluster.", complexity: "O(1)")),
            .clusterRefusal(
                "keyslot", arity: 3, [.stale],
                docs: Docs(
                    .cluster, since: "3.0.0", "Returns the slot of a key.",
                    complexity: "O(N) in the length of the key",
                    syntax: "key:string")),
            .clusterRefusal(
                "links", arity: 2, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "7.0.0", "Lists the connections to other nodes.",
                    complexity: "O(N) in the number of nodes")),
            .clusterRefusal(
                "meet", arity: -4, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Makes a node part of the cluster.", complexity: "O(1)",
                    history: ["4.0.0": "Argument cluster_bus_port."],
                    syntax: "ip port:integer [cluster_bus_port:integer@4.0.0]")),
            .clusterRefusal(
                "myid", arity: 2, [.stale],
                docs: Docs(
                    .cluster, since: "3.0.0", "Returns the ID of this node.", complexity: "O(1)")),
            .clusterRefusal(
                "nodes", arity: 2, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Lists the nodes.", complexity: "O(N) in the number of nodes")),
            .clusterRefusal(
                "replicas", arity: 3, [.admin, .stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "5.0.0", "Lists the replicas of a master.", complexity: "O(1)",
                    syntax: "node-id")),
            .clusterRefusal(
                "replicate", arity: 3, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Makes this node a replica of another.", complexity: "O(1)",
                    syntax: "node-id")),
            .clusterRefusal(
                "reset", arity: -2, [.admin, .noscript, .stale],
                docs: Docs(
                    .cluster, since: "3.0.0", "Forgets the cluster.",
                    complexity: "O(N) in the number of nodes",
                    syntax: "[hard_soft:(HARD|SOFT)]")),
            .clusterRefusal(
                "saveconfig", arity: 2, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Saves the node's configuration.", complexity: "O(1)")),
            .clusterRefusal(
                "set-config-epoch", arity: 3, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Sets the configuration epoch.", complexity: "O(1)",
                    syntax: "config-epoch:integer")),
            .clusterRefusal(
                "setslot", arity: -4, .change,
                docs: Docs(
                    .cluster, since: "3.0.0", "Gives a slot to a node.", complexity: "O(1)",
                    syntax:
                        "slot:integer subcommand:(IMPORTING node-id|MIGRATING node-id|NODE node-id|STABLE)")),
            .clusterRefusal(
                "shards", arity: 2, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "7.0.0", "Lists the shards.", complexity: "O(N) in the number of nodes")),
            .clusterRefusal(
                "slaves", arity: 3, [.admin, .stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Lists the replicas of a master.", complexity: "O(1)",
                    status: .deprecated(since: "5.0.0", by: "`CLUSTER REPLICAS`"),
                    syntax: "node-id")),
            .clusterRefusal(
                "slots", arity: 2, [.stale], tips: ["nondeterministic_output"],
                docs: Docs(
                    .cluster, since: "3.0.0", "Lists which node has which slots.",
                    complexity: "O(N) in the number of nodes",
                    status: .deprecated(since: "7.0.0", by: "`CLUSTER SHARDS`"),
                    history: ["4.0.0": "IDs of the nodes.", "7.0.0": "Facts about the networks."])),
        ])

    private static func clusterRefusal(
        _ name: StaticString, arity: Int, _ flags: CommandFlags, tips: [StaticString] = [], docs: Docs
    ) -> Command {
        Command(name, arity: arity, flags, tips: tips, docs: docs) { _ throws(RedisError) in
            throw .clusterDisabled
        }
    }
}

extension CommandFlags {
    /// Of a subcommand that changes the cluster.
    fileprivate static let change: CommandFlags = [.admin, .stale, .noAsyncLoading]
}
