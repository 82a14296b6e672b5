// The number of nodes of the tree in which Redis keeps a stream's nodes, which XINFO STREAM tells. A radix tree of IDs,
// each of them sixteen bytes with the highest first: bytes that many IDs have in common are one node, however many they
// are, and each ID ends in a node of its own.
//
// Source: https://github.com/antirez/rax

import RESP

extension StreamValue {
    /// How many nodes Redis's tree would have.
    ///
    /// - Complexity: O(n) in the stream's nodes.
    var radixTreeNodes: Int {
        let ids = nodes.map(\.id)
        guard !ids.isEmpty else { return 1 }
        return StreamValue.radixTreeNodes(of: ids[...], from: 0)
    }

    /// The nodes that IDs take which are the same up to a byte.
    private static func radixTreeNodes(of ids: ArraySlice<StreamID>, from depth: Int) -> Int {
        guard let first = ids.first, let last = ids.last, ids.count > 1 else {
            return depth == StreamID.byteCount ? 1 : 2
        }
        // They are sorted: what the first and the last have in common, all have.
        let branch = first.commonBytes(with: last)
        var count = branch > depth ? 2 : 1
        var start = ids.startIndex
        while start < ids.endIndex {
            let byte = ids[start].byte(branch)
            let end = ids[start...].firstIndex { $0.byte(branch) != byte } ?? ids.endIndex
            count += radixTreeNodes(of: ids[start..<end], from: branch + 1)
            start = end
        }
        return count
    }
}

extension StreamID {
    fileprivate static let byteCount = 16

    /// How many bytes two IDs have in common, the highest first.
    fileprivate func commonBytes(with other: StreamID) -> Int {
        let time = milliseconds ^ other.milliseconds
        if time != 0 { return time.leadingZeroBitCount / 8 }
        return 8 + (sequence ^ other.sequence).leadingZeroBitCount / 8
    }

    fileprivate func byte(_ index: Int) -> UInt8 {
        let word = index < 8 ? milliseconds : sequence
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - index % 8 * 8))
    }
}
