// Values by entry ID, in order: what a group has delivered and nobody has acknowledged. IDs come in growing order and
// go from anywhere, mostly the front; there may be a hundred thousand of them. They stand in blocks of a hundred or so:
// one halves the blocks, then the IDs of one, and what a change moves is one block and the array of blocks. Copies
// share the blocks until one of them changes.

/// A sorted map from entry IDs to values.
struct StreamIDMap<Value> {
    private struct Block {
        var ids: [StreamID]
        var values: [Value]
    }

    private static var capacity: Int { 128 }

    private var blocks: [Block] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// The lowest and the highest ID.
    var first: StreamID? { blocks.first?.ids.first }
    var last: StreamID? { blocks.last?.ids.last }

    // MARK: Finding

    /// - Complexity: O(log n).
    subscript(id: StreamID) -> Value? {
        guard let place = place(of: id), place.isFound else { return nil }
        return blocks[place.block].values[place.index]
    }

    /// The first ID that is not below one, with its value.
    ///
    /// - Complexity: O(log n).
    func first(from id: StreamID) -> (id: StreamID, value: Value)? {
        guard var place = place(of: id) else { return nil }
        if place.index == blocks[place.block].ids.count {
            guard place.block + 1 < blocks.count else { return nil }
            place = (place.block + 1, 0, false)
        }
        let block = blocks[place.block]
        return (block.ids[place.index], block.values[place.index])
    }

    /// Hands out IDs and values in order, from one on, until `body` returns false.
    func forEach(from id: StreamID = .zero, _ body: (StreamID, Value) -> Bool) {
        guard let place = place(of: id) else { return }
        var start = place.index
        for block in blocks[place.block...] {
            for index in start..<block.ids.count where !body(block.ids[index], block.values[index]) { return }
            start = 0
        }
    }

    /// Where an ID is, or where it would be put; nil when there are no blocks.
    private func place(of id: StreamID) -> (block: Int, index: Int, isFound: Bool)? {
        guard !blocks.isEmpty else { return nil }
        let behind = StreamIDMap.halve(blocks.count) { blocks[$0].ids[0] <= id }
        let block = max(behind - 1, 0)
        let ids = blocks[block].ids
        let index = StreamIDMap.halve(ids.count) { ids[$0] < id }
        return (block, index, index < ids.count && ids[index] == id)
    }

    /// The first of so many numbers for which something that is true of the lower ones is not.
    private static func halve(_ count: Int, _ isLow: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isLow(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Changing

    /// Puts a value under an ID, in the place of one that is there.
    ///
    /// - Complexity: O(log n + b) for b blocks.
    mutating func set(_ id: StreamID, to value: Value) {
        guard let place = place(of: id) else {
            blocks.append(Block(ids: [id], values: [value]))
            count = 1
            return
        }
        if place.isFound {
            blocks[place.block].values[place.index] = value
            return
        }
        count += 1
        let isLast = place.block == blocks.count - 1 && place.index == blocks[place.block].ids.count
        if isLast, place.index == StreamIDMap.capacity {
            // IDs grow: the blocks behind stay full.
            blocks.append(Block(ids: [id], values: [value]))
            return
        }
        blocks[place.block].ids.insert(id, at: place.index)
        blocks[place.block].values.insert(value, at: place.index)
        if blocks[place.block].ids.count > StreamIDMap.capacity { split(place.block) }
    }

    /// Takes an ID out; its value, if there was one.
    ///
    /// - Complexity: O(log n + b) for b blocks.
    @discardableResult
    mutating func remove(_ id: StreamID) -> Value? {
        guard let place = place(of: id), place.isFound else { return nil }
        count -= 1
        blocks[place.block].ids.remove(at: place.index)
        let value = blocks[place.block].values.remove(at: place.index)
        tidy(place.block)
        return value
    }

    private mutating func split(_ index: Int) {
        let half = StreamIDMap.capacity / 2
        let upper = Block(
            ids: Array(blocks[index].ids[half...]), values: Array(blocks[index].values[half...]))
        blocks[index].ids.removeSubrange(half...)
        blocks[index].values.removeSubrange(half...)
        blocks.insert(upper, at: index + 1)
    }

    /// Drops a block that is empty, and joins one that is sparse with the next.
    private mutating func tidy(_ index: Int) {
        let held = blocks[index].ids.count
        if held == 0 {
            blocks.remove(at: index)
        } else if held < StreamIDMap.capacity / 4, index + 1 < blocks.count,
            held + blocks[index + 1].ids.count <= StreamIDMap.capacity / 2
        {
            let next = blocks.remove(at: index + 1)
            blocks[index].ids += next.ids
            blocks[index].values += next.values
        }
    }

    /// Traps when the blocks are not what the others take them for.
    func checkInvariants() {
        var (seen, previous): (Int, StreamID?) = (0, nil)
        for block in blocks {
            precondition(!block.ids.isEmpty && block.ids.count == block.values.count, "a block is empty")
            precondition(block.ids.count <= StreamIDMap.capacity, "a block is too large")
            for id in block.ids {
                precondition(previous.map { $0 < id } ?? true, "the IDs are not in order")
                (seen, previous) = (seen + 1, id)
            }
        }
        precondition(seen == count, "the map counts wrongly")
    }
}
