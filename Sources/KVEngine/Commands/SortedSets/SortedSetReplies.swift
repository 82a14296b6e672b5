// How scores and elements look in replies, and what becomes of a sorted set that a command has made.

import RESP

extension ReplyWriter {
    /// A score: a double in RESP3, text in RESP2.
    func score(_ value: Double) {
        guard !doublesAreShortest else { return shortest(value) }
        DoubleText.withSpelling(of: value) { double(spelled: $0) }
    }

    @inline(never)
    private func shortest(_ value: Double) {
        DoubleText.shortest(value).withByteView { double(spelled: $0) }
    }

    /// The head of a reply of elements: with scores, RESP2 has them flat and RESP3 in pairs.
    func elements(_ count: Int, withScores: Bool) {
        array(withScores && !isRESP3 ? 2 * count : count)
    }

    /// One of the elements.
    func element(_ member: ByteView, _ score: Double, withScores: Bool) {
        guard withScores else { return bulk(member) }
        if isRESP3 { array(2) }
        bulk(member)
        self.score(score)
    }

    /// The elements of a range of ranks.
    func elements(of set: SortedSetValue, in ranks: Range<Int>, reversed: Bool = false, withScores: Bool) {
        elements(ranks.count, withScores: withScores)
        set.forEach(in: ranks, reversed: reversed) { element($0, $1, withScores: withScores) }
    }
}

extension Call {
    /// An empty sorted set that follows the server's settings.
    func makeSortedSet() -> SortedSetValue {
        SortedSetValue(settings: engine.settings, seed: engine.hashSeed)
    }

    /// Stores a result, or deletes the destination when it is empty, and answers with its size.
    func storeSortedSet(_ result: SortedSetValue, at destination: ByteView, event: StaticString) {
        if result.count > 0 {
            store(result, at: destination)
            modified(destination, event, .sortedSet)
        } else {
            delete(destination)
        }
        reply.integer(result.count)
    }
}
