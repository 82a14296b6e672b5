// What sets make together: union, difference and intersection, and the commands' common way to read the sets
// and to store what came of them.
//
// Where Redis chooses between two ways, the choice is made as Redis makes it, because it shows: a result that
// held a member other than an integer for a while is a table from then on.

import RESP

/// Union, difference and intersection of sets.
enum SetAlgebra {
    /// Adds every member of every set to `result`.
    ///
    /// - Complexity: O(n) in the number of members of all sets.
    static func union(_ sets: [SetValue], into result: SetValue) {
        for set in sets { set.forEachMember { result.insert($0) } }
    }

    /// Adds the members of a set that no other one has to `result`, which is empty.
    ///
    /// - Complexity: O(n × m) in the size of the first and the number of sets, or O(n) in the number of members
    ///   of all sets, whichever looks like less.
    static func difference(_ first: SetValue, minus others: [SetValue], into result: SetValue) {
        if others.contains(where: { $0 === first }) { return }
        let membership = first.count * (others.count + 1) / 2
        let removal = others.reduce(first.count) { $0 + $1.count }
        if membership <= removal {
            // The largest set is the likeliest to have a member.
            let others = others.sorted { $0.count > $1.count }
            first.forEachMember { member in
                if !others.contains(where: { $0.contains(member) }) { result.insert(member) }
            }
        } else {
            first.forEachMember { result.insert($0) }
            for set in others where result.count > 0 { set.forEachMember { result.remove($0) } }
        }
    }

    /// Hands every member that is in all the sets to `body`, until it answers false.
    ///
    /// - Complexity: O(n × m) in the size of the smallest and the number of sets.
    static func intersection(_ sets: [SetValue], _ body: (SetMember) -> Bool) {
        let sets = sets.sorted { $0.count < $1.count }
        guard let smallest = sets.first else { return }
        let others = sets.dropFirst().filter { $0 !== smallest }
        smallest.walk { member in
            others.allSatisfy { $0.contains(member) } ? body(member) : true
        }
    }
}

extension Call {
    /// The sets at the next `count` keys, nil where there is none.
    ///
    /// - Throws: WRONGTYPE when any of the keys holds another type.
    mutating func readSets(_ count: Int) throws(RedisError) -> [SetValue?] {
        var sets: [SetValue?] = []
        sets.reserveCapacity(count)
        for _ in 0..<count { sets.append(try read(try key(), as: SetValue.self)) }
        return sets
    }

    /// An empty set that follows the server's settings.
    func makeSet() -> SetValue { SetValue(settings: engine.settings, seed: engine.hashSeed) }

    /// Stores a result, or deletes the destination when it is empty, and answers with its size.
    func storeSet(_ result: SetValue, at destination: ByteView, event: StaticString) {
        if result.count > 0 {
            store(result, at: destination)
            modified(destination, event, .set)
        } else {
            delete(destination)
        }
        reply.integer(result.count)
    }
}

extension ReplyWriter {
    /// All members as a set.
    func members(of value: SetValue) {
        set(value.count)
        value.forEachMember { bulk($0) }
    }
}
