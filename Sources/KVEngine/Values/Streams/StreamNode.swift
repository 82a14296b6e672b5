// A run of a stream's entries: up to a hundred of them, or 4 KiB, as `stream-node-max-entries` and
// `stream-node-max-bytes` say. The entries lie one behind another in a single array of bytes, their IDs as the distance
// to the node's, and fields are written once where entries have the same: an entry takes less than ten bytes beside its
// values. Within a node one walks; between nodes one halves.
//
// The first bytes are the fields of the first entry, which later ones are compared with. How an entry is written is
// said in StreamEntry.swift.

import RESP

/// A bounded run of entries, in the order of their IDs.
final class StreamNode {
    /// The ID of the first entry, which may have been deleted since.
    let id: StreamID
    /// The ID of the last entry, which may have been deleted since.
    private(set) var lastID: StreamID
    private(set) var bytes: [UInt8]
    /// The number of fields of the first entry, and where they end.
    let fieldCount: Int
    let namesEnd: Int
    /// The entries, and those that are only marked as deleted.
    private(set) var count = 0
    private(set) var deletedCount = 0
    /// What Redis would need for all but the two counts.
    private var listpackBytes: Int

    /// Makes a node without entries, for one that has these words: fields and values, in turn.
    init(for id: StreamID, _ words: StreamWords) {
        self.id = id
        lastID = id
        fieldCount = words.fieldCount
        bytes = []
        listpackBytes = ListpackSize.ofEmpty + ListpackSize.of(Int64(words.fieldCount)) + ListpackSize.of(0)
        for index in 0..<words.fieldCount {
            let field = words.field(index)
            bytes.append(counted: field)
            listpackBytes += ListpackSize.of(field)
        }
        namesEnd = bytes.count
    }

    private init(copying other: StreamNode) {
        (id, lastID, bytes) = (other.id, other.lastID, other.bytes)
        (fieldCount, namesEnd) = (other.fieldCount, other.namesEnd)
        (count, deletedCount, listpackBytes) = (other.count, other.deletedCount, other.listpackBytes)
    }

    /// A node of the same entries; the bytes are shared until one of the two changes.
    func copy() -> StreamNode { StreamNode(copying: self) }

    /// The bytes the node takes in memory, used or not.
    var memoryUsage: Int { 128 + bytes.capacity }

    /// Whether Redis would begin another node for an entry of so many bytes.
    func isFull(for textBytes: Int, _ settings: Settings) -> Bool {
        let limit = settings.streamNodeMaxBytes
        let largest = limit == 0 ? ListpackSize.largest : min(limit, ListpackSize.largest)
        let counts = ListpackSize.of(Int64(count)) + ListpackSize.of(Int64(deletedCount))
        if listpackBytes + counts + textBytes >= largest { return true }
        let most = settings.streamNodeMaxEntries
        return most > 0 && count + deletedCount >= most
    }

    // MARK: Changing

    /// Adds an entry behind the others.
    func append(_ id: StreamID, _ words: StreamWords) {
        let isCompressed = hasFields(of: words)
        let start = bytes.count
        bytes.append((isCompressed ? StreamEntry.Marks.sameFields : []).rawValue)
        bytes.append(variable: id.milliseconds &- self.id.milliseconds)
        bytes.append(variable: id.sequence &- self.id.sequence)
        if !isCompressed { bytes.append(variable: UInt64(words.fieldCount)) }
        appendBody(words, withFields: !isCompressed)
        bytes.append(reversedVariable: UInt64(bytes.count - start))
        noteSize(of: id, words, isCompressed)
        lastID = id
        count += 1
    }

    private func appendBody(_ words: StreamWords, withFields: Bool) {
        let range = 0..<words.fieldCount
        var size = range.reduce(0) { $0 + [UInt8].countedSize(of: words.value($1)) }
        if withFields { size += range.reduce(0) { $0 + [UInt8].countedSize(of: words.field($1)) } }
        bytes.append(variable: UInt64(size))
        for index in range {
            if withFields { bytes.append(counted: words.field(index)) }
            bytes.append(counted: words.value(index))
        }
    }

    private func noteSize(of id: StreamID, _ words: StreamWords, _ isCompressed: Bool) {
        let fields = words.fieldCount
        let pieces = Int64(3 + fields + (isCompressed ? 0 : fields + 1))
        let time = Int64(bitPattern: id.milliseconds &- self.id.milliseconds)
        let sequence = Int64(bitPattern: id.sequence &- self.id.sequence)
        var size = ListpackSize.of(0) + ListpackSize.of(time) + ListpackSize.of(sequence)
        size += ListpackSize.of(pieces)
        if !isCompressed { size += ListpackSize.of(Int64(fields)) }
        for index in 0..<fields {
            if !isCompressed { size += ListpackSize.of(words.field(index)) }
            size += ListpackSize.of(words.value(index))
        }
        listpackBytes += size
    }

    private func hasFields(of words: StreamWords) -> Bool {
        guard words.fieldCount == fieldCount else { return false }
        return bytes.withByteView { bytes in
            var offset = 0
            for index in 0..<fieldCount where bytes.counted(at: &offset) != words.field(index) {
                return false
            }
            return true
        }
    }

    /// Marks the entry at an offset as deleted, which it was not.
    func markDeleted(at offset: Int) {
        bytes[offset] |= StreamEntry.Marks.deleted.rawValue
        count -= 1
        deletedCount += 1
    }

    /// Gives back the room behind the last entry: no other comes.
    func trimExcess() {
        guard bytes.capacity > bytes.count + bytes.count / 8 else { return }
        var exact: [UInt8] = []
        exact.reserveCapacity(bytes.count)
        exact += bytes
        bytes = exact
    }

    // MARK: Reading

    /// Hands out every entry, those marked as deleted too, in order or from the last on, until `body` returns false.
    ///
    /// The node must not change meanwhile.
    func walk(reversed: Bool = false, _ body: (StreamEntry) -> Bool) {
        bytes.withByteView { bytes in
            var offset = reversed ? bytes.count : namesEnd
            while reversed ? offset > namesEnd : offset < bytes.count {
                if reversed { offset = start(ofEntryEndingAt: offset, in: bytes) }
                let entry = StreamEntry(at: offset, of: self, in: bytes)
                guard body(entry) else { return }
                if !reversed { offset = entry.end }
            }
        }
    }

    private func start(ofEntryEndingAt end: Int, in bytes: ByteView) -> Int {
        var offset = end
        let length = Int(bytes.reversedVariable(endingAt: &offset))
        return offset - length
    }
}

extension [UInt8] {
    /// Appends bytes after their number.
    fileprivate mutating func append(counted view: ByteView) {
        append(variable: UInt64(view.count))
        append(view)
    }

    fileprivate static func countedSize(of view: ByteView) -> Int {
        let length = UInt64(view.count)
        return view.count + Swift.max(1, (UInt64.bitWidth - length.leadingZeroBitCount + 6) / 7)
    }
}
