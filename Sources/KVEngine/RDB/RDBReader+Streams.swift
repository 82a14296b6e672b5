// Reading a stream. A real server trusts the order of what is in it; here IDs have to grow, what is counted has to be
// there, and what is pending has to be somebody's. How it is written is said in RDBWriter+Streams.swift.

import RESP

extension RDBReader {
    /// Reads a stream, whose type has been read.
    ///
    /// - Complexity: O(n) in the bytes.
    mutating func stream(_ type: RDBType, settings: Settings, seed: HashSeed) throws(CorruptRDB)
        -> StreamValue
    {
        let stream = StreamValue(settings: settings, seed: seed)
        for _ in 0..<(try length()) { try readNode(of: stream) }
        guard try length() == stream.length else {
            throw CorruptRDB("Stream length inconsistent with rax entries")
        }
        let lastLive = stream.endID(last: true) ?? .zero
        stream.lastID = try id()
        guard lastLive <= stream.lastID else { throw CorruptRDB("An entry is behind the stream's last ID.") }
        stream.noteFirst()
        stream.entriesAdded = Int64(stream.length)
        if type == .stream2 {
            _ = try id()
            stream.maxDeletedID = try id()
            stream.entriesAdded = Int64(bitPattern: try number())
        }
        for _ in 0..<(try length()) { try readGroup(of: stream, hasCount: type == .stream2) }
        return stream
    }

    private mutating func id() throws(CorruptRDB) -> StreamID {
        StreamID(milliseconds: try number(), sequence: try number())
    }

    /// Reads an ID of sixteen bytes, the highest first.
    private mutating func plainID() throws(CorruptRDB) -> StreamID {
        StreamID(
            milliseconds: try unsigned(bytes: 8).byteSwapped, sequence: try unsigned(bytes: 8).byteSwapped)
    }

    // MARK: Entries

    private mutating func readNode(of stream: StreamValue) throws(CorruptRDB) {
        let id = try string().withBytes { bytes throws(CorruptRDB) -> StreamID in
            guard bytes.count == 16 else {
                throw CorruptRDB("Stream node key entry is not the size of a stream ID")
            }
            var reader = RDBReader(bytes)
            return try reader.plainID()
        }
        let encoded = try string()
        sanitizations += 1
        try encoded.withBytes { pack throws(CorruptRDB) in
            var pieces = StreamPieces()
            try Listpack.forEach(in: pack) { pieces.append($0) }
            try stream.append(node: id, &pieces)
        }
    }

    // MARK: Groups

    private mutating func readGroup(of stream: StreamValue, hasCount: Bool) throws(CorruptRDB) {
        let (name, last) = (try string().withBytes { Array($0) }, try id())
        var entriesRead = hasCount ? nil : stream.entriesUp(to: last)
        if hasCount {
            let count = Int64(bitPattern: try number())
            entriesRead = count == -1 ? nil : count
        }
        guard let group = stream.addGroup(name, from: last, entriesRead: entriesRead) else {
            throw CorruptRDB("Duplicated consumer group name")
        }
        var pending: [StreamID: (deliveredAt: Int64, deliveries: Int64)] = [:]
        for _ in 0..<(try length()) {
            let (id, time) = (try plainID(), try signed(bytes: 8))
            guard pending.updateValue((time, Int64(bitPattern: try number())), forKey: id) == nil else {
                throw CorruptRDB("Duplicated global PEL entry loading stream consumer group")
            }
        }
        for _ in 0..<(try length()) { try readConsumer(of: group, &pending) }
        guard pending.isEmpty else { throw CorruptRDB("Stream CG PEL entry without consumer") }
    }

    private mutating func readConsumer(
        of group: StreamGroup, _ pending: inout [StreamID: (deliveredAt: Int64, deliveries: Int64)]
    ) throws(CorruptRDB) {
        let name = try string().withBytes { Array($0) }
        guard group.consumer(name) == nil else { throw CorruptRDB("Duplicate stream consumer detected.") }
        let consumer = group.makeConsumer(name, at: try signed(bytes: 8))
        for _ in 0..<(try length()) {
            let id = try plainID()
            guard let entry = pending.removeValue(forKey: id) else {
                throw CorruptRDB("Consumer entry not found in group global PEL")
            }
            group.setPending(
                id,
                PendingEntry(
                    consumer: consumer, deliveredAt: entry.deliveredAt, deliveries: entry.deliveries))
        }
    }
}

/// The pieces of a stream's node, one after the other.
private struct StreamPieces {
    private var pieces: [RDBString] = []
    private var next = 0

    var isEmpty: Bool { next == pieces.count }

    mutating func append(_ piece: RDBString) { pieces.append(piece) }

    mutating func take() throws(CorruptRDB) -> RDBString {
        guard !isEmpty else { throw CorruptRDB("Stream listpack integrity check failed.") }
        defer { next += 1 }
        return pieces[next]
    }

    mutating func integer() throws(CorruptRDB) -> Int64 {
        guard let integer = try take().withBytes({ IntegerText.parse($0) }) else {
            throw CorruptRDB("Stream listpack integrity check failed.")
        }
        return integer
    }

    /// The next piece as a number of pieces that are still to come.
    mutating func count() throws(CorruptRDB) -> Int {
        let count = try integer()
        guard 0...Int64(pieces.count - next) ~= count else {
            throw CorruptRDB("Stream listpack integrity check failed.")
        }
        return Int(count)
    }
}

/// The words of an entry that is being read.
private struct StreamText {
    private let bytes = ByteBuffer()
    private let words = ArgumentList()

    func removeAll() {
        bytes.removeAll()
        words.reset()
    }

    func append(_ word: RDBString) {
        let start = bytes.count
        word.withBytes { bytes.append($0) }
        words.append(offset: start, length: bytes.count - start)
    }

    func withWords<R>(_ body: (StreamWords) -> R) -> R {
        bytes.withView { body(StreamWords(RequestWords(words, in: $0))) }
    }
}

extension StreamValue {
    /// Adds a node behind the others, of the pieces it is written as.
    fileprivate func append(node id: StreamID, _ pieces: inout StreamPieces) throws(CorruptRDB) {
        let previous = nodes.last.map { max($0.id, endID(last: true) ?? .zero) } ?? .zero
        guard id > previous else { throw CorruptRDB("Listpack re-added with existing key") }
        let (live, deleted) = (try pieces.count(), try pieces.count())
        let (names, text) = (try names(&pieces), StreamText())
        for name in names {
            text.append(name)
            text.append(.bytes(.empty))
        }
        let node = text.withWords { StreamNode(for: id, $0) }
        var last: StreamID?
        for _ in 0..<live + deleted {
            text.removeAll()
            let entry = try readEntry(&pieces, names, into: text)
            let entryID = StreamID(
                milliseconds: id.milliseconds &+ entry.milliseconds, sequence: id.sequence &+ entry.sequence)
            if !entry.marks.contains(.deleted) {
                guard entryID >= id, last.map({ $0 < entryID }) ?? true else {
                    throw CorruptRDB("A stream's entries are not in order.")
                }
                last = entryID
            }
            let offset = node.bytes.count
            text.withWords { node.append(entryID, $0) }
            if entry.marks.contains(.deleted) { node.markDeleted(at: offset) }
        }
        guard pieces.isEmpty, node.count == live, live + deleted > 0 else {
            throw CorruptRDB("Stream listpack integrity check failed.")
        }
        nodes.append(node)
        nodeBytes += node.memoryUsage
        length += live
    }

    private func names(_ pieces: inout StreamPieces) throws(CorruptRDB) -> [RDBString] {
        var names: [RDBString] = []
        for _ in 0..<(try pieces.count()) { names.append(try pieces.take()) }
        guard try pieces.integer() == 0 else { throw CorruptRDB("Stream listpack integrity check failed.") }
        return names
    }

    /// Reads an entry's marks and its distance from the node, and puts its words into `text`.
    private func readEntry(
        _ pieces: inout StreamPieces, _ names: [RDBString], into text: StreamText
    ) throws(CorruptRDB) -> (marks: StreamEntry.Marks, milliseconds: UInt64, sequence: UInt64) {
        let marks = StreamEntry.Marks(rawValue: UInt8(truncatingIfNeeded: try pieces.integer()))
        let distance = (UInt64(bitPattern: try pieces.integer()), UInt64(bitPattern: try pieces.integer()))
        let isCompressed = marks.contains(.sameFields)
        let count = isCompressed ? names.count : try pieces.count()
        for index in 0..<count {
            text.append(isCompressed ? names[index] : try pieces.take())
            text.append(try pieces.take())
        }
        guard try pieces.integer() == Int64(3 + count + (isCompressed ? 0 : count + 1)) else {
            throw CorruptRDB("Stream listpack integrity check failed.")
        }
        return (marks, distance.0, distance.1)
    }
}
