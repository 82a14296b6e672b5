// INFO's Keyspace: a line for each database that has keys.

extension InfoText {
    mutating func keyspace(_ engine: Engine) {
        if engine.state.value.expiresActively { engine.removeExpired() }
        for (index, database) in engine.databases.enumerated() where database.count > 0 {
            let average = database.averageTimeToLive(now: engine.now)
            line(
                "db\(index)", "keys=\(database.count),expires=\(database.deadlines.count),avg_ttl=\(average)")
        }
    }
}

extension Database {
    /// The bytes of the tables, without keys and values.
    var overheadBytes: Int { keys.bucketBytes + deadlines.memoryUsage }

    /// How many keys are looked at one by one before a sample has to do.
    private static let countedKeys = 4096
    private static let sampledKeys = 256

    /// The mean time that keys with a deadline have left, in milliseconds; 0 when there is none.
    ///
    /// In a large database it is the mean of a sample, the same one for the same keys.
    fileprivate func averageTimeToLive(now: Int64) -> Int64 {
        guard deadlines.count > 0 else { return 0 }
        var (sum, seen) = (0.0, 0.0)
        let look = { (entry: Entry) in
            guard let deadline = self.deadline(of: entry) else { return }
            sum += Double(deadline) - Double(now)
            seen += 1
        }
        if count <= Database.countedKeys {
            keys.forEach(look)
        } else {
            var random = Random(seed: UInt64(count))
            for _ in 0..<Database.sampledKeys { deadlines.random(using: &random).map(look) }
        }
        return seen == 0 ? 0 : Int64(min(max(0, sum / seen), 9e18))
    }
}
