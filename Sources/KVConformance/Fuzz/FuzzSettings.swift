// The settings an episode begins with: limits small enough for values to change their encoding under a few commands.

import KVEngine

enum FuzzSettings {
    /// The first value of each is Redis's own.
    private static let choices: [(name: String, values: [String])] = [
        ("hash-max-listpack-entries", ["512", "3"]), ("hash-max-listpack-value", ["64", "8"]),
        ("set-max-intset-entries", ["512", "2"]), ("zset-max-listpack-entries", ["128", "3"]),
        ("zset-max-listpack-value", ["64", "8"]), ("list-max-listpack-size", ["-2", "2"]),
        ("list-compress-depth", ["0", "1"]), ("stream-node-max-entries", ["100", "3"]),
        ("stream-node-max-bytes", ["4096", "120"]), ("hll-sparse-max-bytes", ["3000", "60"]),
    ]

    /// CONFIG SET for each.
    static func commands(_ random: inout Random) -> [[[UInt8]]] {
        choices.map { name, values in command(name, random.pick(values)) }
    }

    /// What sets them back.
    static let defaults = choices.map { name, values in command(name, values[0]) }

    private static func command(_ name: String, _ value: String) -> [[UInt8]] {
        ["CONFIG", "SET", name, value].map { Array($0.utf8) }
    }
}
