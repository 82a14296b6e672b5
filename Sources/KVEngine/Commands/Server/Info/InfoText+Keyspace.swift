// INFO's Keyspace: a line for each database that has keys.

extension InfoText {
    mutating func keyspace(_ engine: Engine) {
        if engine.removesExpired { engine.removeExpired() }
        for (index, database) in engine.databases.used where database.count > 0 {
            let average = database.averageTimeToLive(now: engine.now)
            line(
                "db\(index)", "keys=\(database.count),expires=\(database.deadlines.count),avg_ttl=\(average)")
        }
    }
}

extension Database {
    /// The bytes of the tables, without keys and values.
    var overheadBytes: Int { keys.bucketBytes + deadlines.memoryUsage }

    /// The mean time that keys with a deadline have left, in milliseconds; 0 when there is none.
    fileprivate func averageTimeToLive(now: Int64) -> Int64 {
        deadlines.averageDeadline.map { max(0, $0 - now) } ?? 0
    }
}
