// A small sorted set: member, score, member, score ... in order, in one packed list. Everything walks, which
// at a hundred elements beats any tree.
//
// A score is kept as its eight bytes. Redis keeps whole numbers as integers here and so forgets the sign of a
// negative zero; that shows in replies, and is done here too.

import RESP

/// The flat form of a sorted set.
struct PackedScores {
    /// The place of a member; its score is the next element.
    typealias Position = PackedPosition

    private let list: PackedList

    init() { list = PackedList() }

    private init(list: PackedList) { self.list = list }

    var count: Int { list.count / 2 }

    var memoryUsage: Int { list.memoryUsage }

    func copy() -> PackedScores { PackedScores(list: list.copy()) }

    // MARK: One member

    func find(_ member: ByteView) -> Position? { list.find(member, stride: 2) }

    func score(at position: Position) -> Double {
        Double(bitPattern: list[list.position(after: position)].word(at: 0))
    }

    /// Adds a member that is not there, at its place in the order.
    func insert(_ member: ByteView, _ score: Double) {
        let place = list.insert(member, before: place(for: member, score))
        let kept = score == 0 ? 0 : score
        kept.bitPattern.withByteView { _ = list.insert($0, before: list.position(after: place)) }
    }

    func remove(at position: Position) { list.remove(at: position, count: 2) }

    /// Searches from the end, for scores that grow with time are the usual case.
    private func place(for member: ByteView, _ score: Double) -> Position {
        var place = list.end
        while place != list.first {
            let before = list.position(before: list.position(before: place))
            let other = self.score(at: before)
            if other < score || (other == score && list[before].compare(member) < 0) { break }
            place = before
        }
        return place
    }

    // MARK: Ranks

    /// The number of elements before a member, with its score.
    func rank(of member: ByteView) -> (rank: Int, score: Double)? {
        var (rank, position) = (0, list.first)
        while position != list.end {
            if list[position] == member { return (rank, score(at: position)) }
            position = self.position(after: position)
            rank += 1
        }
        return nil
    }

    /// The rank of the first element from a rank on for which `isBefore` is false.
    func firstRank(from start: Int = 0, where isBefore: (ByteView, Double) -> Bool) -> Int {
        var (rank, position) = (start, list.position(at: 2 * start))
        while position != list.end, isBefore(list[position], score(at: position)) {
            position = self.position(after: position)
            rank += 1
        }
        return rank
    }

    /// The rank behind the last element before a rank for which `isAfter` is false.
    func lastRank(before end: Int, where isAfter: (ByteView, Double) -> Bool) -> Int {
        var (rank, position) = (end, list.position(at: 2 * end))
        while rank > 0 {
            position = self.position(before: position)
            if !isAfter(list[position], score(at: position)) { break }
            rank -= 1
        }
        return rank
    }

    /// Hands the elements of a range of ranks to `body` until it answers false; whether it never did.
    func walk(in ranks: Range<Int>, reversed: Bool, _ body: (ByteView, Double) -> Bool) -> Bool {
        guard !ranks.isEmpty else { return true }
        var position = list.position(at: 2 * (reversed ? ranks.upperBound - 1 : ranks.lowerBound))
        for _ in ranks {
            guard body(list[position], score(at: position)) else { return false }
            position = reversed ? self.position(before: position) : self.position(after: position)
        }
        return true
    }

    func remove(in ranks: Range<Int>) {
        guard !ranks.isEmpty else { return }
        list.remove(at: list.position(at: 2 * ranks.lowerBound), count: 2 * ranks.count)
    }

    private func position(after position: Position) -> Position {
        list.position(after: list.position(after: position))
    }

    /// The element before; before the first there is none, and what is returned must not be used.
    private func position(before position: Position) -> Position {
        position == list.first ? list.end : list.position(before: list.position(before: position))
    }
}
