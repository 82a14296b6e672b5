// Writing a stream: its nodes as listpacks, which hold what the nodes here hold in the same order, then what the stream
// remembers, then its groups.
//
//     a node:    entries   deleted entries   fields   names of the first entry's fields ...   0   entry ...
//     an entry:  marks   milliseconds and sequence, less the node's   fields and names, unless they are the
//                node's   values ...   how many of all these there are

import RESP

extension RDBWriter {
    /// Writes a stream, behind its type.
    ///
    /// - Complexity: O(n) in the bytes of the entries, and in what is pending.
    mutating func stream(_ stream: StreamValue) {
        length(stream.nodes.count)
        for node in stream.nodes {
            node.id.withBytes { string($0) }
            write(node)
        }
        length(stream.length)
        [stream.lastID, stream.firstID, stream.maxDeletedID].forEach(id)
        number(UInt64(bitPattern: stream.entriesAdded))
        length(stream.groups.count)
        for group in stream.groups { write(group) }
    }

    private func id(_ id: StreamID) {
        number(id.milliseconds)
        number(id.sequence)
    }

    // MARK: Entries

    private mutating func write(_ node: StreamNode) {
        listpack.append(Int64(node.count))
        listpack.append(Int64(node.deletedCount))
        listpack.append(Int64(node.fieldCount))
        node.forEachName { listpack.append($0) }
        listpack.append(0)
        node.walk { entry in
            listpack.append(entry, of: node)
            return true
        }
        listpack.finish().withView { string($0) }
    }

    // MARK: Groups

    private mutating func write(_ group: StreamGroup) {
        group.name.withByteView { string($0) }
        id(group.lastID)
        number(UInt64(bitPattern: group.entriesRead ?? -1))
        length(group.pending.count)
        group.pending.forEach { id, entry in
            id.withBytes { output.append($0) }
            output.append(littleEndian: entry.deliveredAt)
            number(UInt64(bitPattern: entry.deliveries))
            return true
        }
        length(group.consumers.count)
        for consumer in group.consumers {
            consumer.name.withByteView { string($0) }
            output.append(littleEndian: consumer.seenAt)
            length(consumer.pending.count)
            consumer.pending.forEach { id, _ in
                id.withBytes { output.append($0) }
                return true
            }
        }
    }
}

extension ListpackWriter {
    /// Adds the pieces of an entry.
    fileprivate mutating func append(_ entry: StreamEntry, of node: StreamNode) {
        let isCompressed = entry.marks.contains(.sameFields)
        append(Int64(entry.marks.rawValue))
        append(Int64(bitPattern: entry.id.milliseconds &- node.id.milliseconds))
        append(Int64(bitPattern: entry.id.sequence &- node.id.sequence))
        if !isCompressed { append(Int64(entry.fieldCount)) }
        entry.forEach { field, value in
            if !isCompressed { append(field) }
            append(value)
        }
        append(Int64(3 + entry.fieldCount + (isCompressed ? 0 : entry.fieldCount + 1)))
    }
}

extension StreamID {
    /// Lends the sixteen bytes of the ID, the highest first.
    fileprivate func withBytes(_ body: (ByteView) -> Void) {
        let bytes = ByteBuffer(capacity: 16)
        bytes.append(bigEndian: milliseconds)
        bytes.append(bigEndian: sequence)
        bytes.withView(body)
    }
}

extension StreamNode {
    /// Hands out the names of the first entry's fields.
    fileprivate func forEachName(_ body: (ByteView) -> Void) {
        bytes.withByteView { bytes in
            var offset = 0
            for _ in 0..<fieldCount { body(bytes.counted(at: &offset)) }
        }
    }
}
