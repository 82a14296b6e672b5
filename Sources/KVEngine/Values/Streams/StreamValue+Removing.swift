// Taking entries out of a stream. One that is deleted is only marked, until its node has no other; trimming drops whole
// nodes, and marks what is left to be done in the next. What is left of them is what Redis would leave.

import RESP

extension StreamValue {
    /// Deletes an entry; whether there was one with this ID.
    ///
    /// What the stream remembers of its first entry is left to `noteFirst`.
    /// - Complexity: O(log n) in the entries.
    func remove(_ id: StreamID) -> Bool {
        guard let index = nodeIndex(of: id) else { return false }
        let node = nodes[index]
        var offset: Int?
        node.walk { entry in
            guard !entry.isDeleted else { return true }
            if entry.id == id { offset = entry.offset }
            return entry.id < id
        }
        guard let offset else { return false }
        length -= 1
        if node.count == 1 {
            removeNodes(index..<index + 1)
        } else {
            change(node) { $0.markDeleted(at: offset) }
        }
        return true
    }

    /// Remembers which entry is the first, once entries have been taken out.
    func noteFirst() { firstID = endID(last: false) ?? .zero }

    private func removeNodes(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        for node in nodes[range] { nodeBytes -= node.memoryUsage }
        nodes.removeSubrange(range)
    }

    /// Drops the last nodes that hold nothing but deleted entries: XSETID has gone back behind them.
    func removeEmptyEnd() {
        let kept = nodes.lastIndex { $0.count > 0 }.map { $0 + 1 } ?? 0
        removeNodes(kept..<nodes.count)
    }

    // MARK: Trimming

    /// Takes the oldest entries out until a rule is kept; how many went.
    ///
    /// - Complexity: O(n) in the entries that go.
    func trim(_ rule: StreamTrim) -> Int {
        let before = length
        var dropped = 0
        trimming: while dropped < nodes.count, !rule.isKept(by: length) {
            let node = nodes[dropped]
            // Nobody asks for more than the limit to be done at once.
            if rule.limit > 0, before - length + node.count > rule.limit { break }
            guard rule.allowsDropping(node, of: length) else {
                if !rule.isApproximate { trim(node, rule) }
                break trimming
            }
            length -= node.count
            dropped += 1
        }
        removeNodes(0..<dropped)
        if length < before || length == 0 { noteFirst() }
        return before - length
    }

    /// Marks the first entries of a node as deleted, as far as a rule asks for it.
    private func trim(_ node: StreamNode, _ rule: StreamTrim) {
        var offsets: [Int] = []
        node.walk { entry in
            guard rule.wants(entry, outOf: length - offsets.count) else { return false }
            if !entry.isDeleted { offsets.append(entry.offset) }
            return true
        }
        length -= offsets.count
        change(node) { node in offsets.forEach(node.markDeleted) }
    }
}

/// Which entries a stream is to forget: MAXLEN or MINID, with `~` and LIMIT.
struct StreamTrim {
    enum Threshold {
        /// So many entries may stay.
        case length(Int64)
        /// Entries before this one go.
        case id(StreamID)
    }

    let threshold: Threshold
    /// Whether only whole nodes go.
    var isApproximate = false
    /// How many entries may go at once; 0 for any number.
    var limit = 0

    /// Whether nothing is left to be done.
    fileprivate func isKept(by length: Int) -> Bool {
        if case .length(let most) = threshold { length <= most } else { false }
    }

    fileprivate func allowsDropping(_ node: StreamNode, of length: Int) -> Bool {
        switch threshold {
        case .length(let most): length - node.count >= most
        case .id(let first): node.lastID < first
        }
    }

    fileprivate func wants(_ entry: StreamEntry, outOf length: Int) -> Bool {
        switch threshold {
        case .length(let most): length > most
        case .id(let first): entry.id < first
        }
    }
}
