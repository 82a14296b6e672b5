// The commands of replication, in the order in which the README lists them among the server's.

extension Command {
    static let replication: [Command] = [
        .role, .replicaof, .slaveof, .failover, .wait, .sync, .psync, .replconf,
    ]
}
