// The numbered databases of an engine. Hardly anybody uses more than one or two of them, and a test may have a
// thousand servers, so a database is made when it is first looked at; what only sums up passes over the others.

/// An engine's databases.
final class DatabaseList: RandomAccessCollection {
    /// Up to the highest number that was looked at; replaced as a whole, so that looking needs no check for others.
    private var made: [Database?] = []
    private let seed: HashSeed
    private let horizon: Shared<Int64>

    init(count: Int, seed: HashSeed, horizon: Shared<Int64>) {
        endIndex = count
        (self.seed, self.horizon) = (seed, horizon)
    }

    let startIndex = 0
    let endIndex: Int

    /// A database, which is made if it has not been.
    subscript(index: Int) -> Database {
        if index < made.count, let database = made[index] { return database }
        return make(index)
    }

    private func make(_ index: Int) -> Database {
        precondition(index < endIndex, "no such database")
        let database = Database(seed: seed, horizon: horizon)
        var grown = made
        while grown.count <= index { grown.append(nil) }
        grown[index] = database
        made = grown
        return database
    }

    /// The databases that have been made, with their numbers; no other has a key.
    var used: some Sequence<(offset: Int, element: Database)> {
        made.enumerated().lazy.compactMap { index, database in database.map { (index, $0) } }
    }
}
