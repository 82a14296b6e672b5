// DEBUG HTSTATS and HTSTATS-KEY: how evenly the nodes of a hash table are spread over its buckets. The form is
// Redis's, the figures are those of the tables here.

import RESP

extension DebugOperation {
    /// The table of a database's keys. Deadlines are kept in a heap, so of those there is only the number.
    static let tableStatistics = DebugOperation(
        "htstats", 1...1, "HTSTATS <dbid>", "How the keys of a database are spread over its hash table."
    ) { call throws(RedisError) in
        let index = try call.integer()
        guard 0..<Int64(call.engine.databases.count) ~= index else {
            throw RedisError("ERR Out of range database")
        }
        let database = call.engine.databases[Int(index)]
        call.reply.verbatim(
            """
            [Dictionary HT]
            \(database.keys.statistics)[Expires HT]
            No hash table: a heap of \(database.deadlines.count) deadlines

            """)
    }

    /// The table of a value that is kept in one.
    static let valueTableStatistics = DebugOperation(
        "htstats-key", 1...1, "HTSTATS-KEY <key>", "The same for the hash table of a key's value."
    ) { call throws(RedisError) in
        guard let entry = call.lookup(try call.key(), [.noTouch, .noMissEvent]) else { throw .noSuchKey }
        guard let statistics = entry.tableStatistics else {
            throw RedisError(
                "ERR The value stored at the specified key is not represented using an hash table")
        }
        call.reply.verbatim(statistics)
    }
}

extension Entry {
    /// What HTSTATS-KEY says of the value; nil when it is not kept in a table.
    fileprivate var tableStatistics: String? {
        switch kind {
        case .string, .list, .stream: return nil
        case .set:
            guard case .table(let table) = object(as: SetValue.self).form else { return nil }
            return table.statistics
        case .hash:
            guard case .table(let table) = object(as: HashValue.self).form else { return nil }
            return table.statistics
        case .sortedSet:
            guard case .indexed(let scores) = object(as: SortedSetValue.self).form else { return nil }
            return scores.table.statistics
        }
    }
}

extension HashTable {
    /// A paragraph about the table, or two while its nodes move to another array.
    fileprivate var statistics: String {
        chains.enumerated().map { index, array in
            "Hash table \(index) stats (\(index == 0 ? "main hash table" : "rehashing target")):\n"
                + array.statistics
        }.joined()
    }
}

extension BucketChains {
    fileprivate var statistics: String {
        guard nodes > 0 else { return "No stats available for empty dictionaries\n" }
        let used = buckets - (bucketsByLength[0] ?? 0)
        let average = twoPlaces(Double(nodes) / Double(used))
        var text = """
             table size: \(buckets)
             number of elements: \(nodes)
             different slots: \(used)
             max chain length: \(bucketsByLength.keys.max() ?? 0)
             avg chain length (counted): \(average)
             avg chain length (computed): \(average)
             Chain length distribution:

            """
        for (length, count) in bucketsByLength.sorted(by: { $0.key < $1.key }) {
            text += "   \(length): \(count) (\(twoPlaces(Double(count) / Double(buckets) * 100))%)\n"
        }
        return text
    }

    private func twoPlaces(_ number: Double) -> String {
        CFormat.withText(of: number, format: "%.2f", capacity: 32) { text in
            String(decoding: [UInt8](text), as: UTF8.self)
        }
    }
}
