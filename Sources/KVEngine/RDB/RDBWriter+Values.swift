// Writing a value, in the form that a real server keeps it in. What a table holds is written in the order of this
// server's table, and a list in full nodes, as if its elements had come one after another from the right.

import RESP

extension RDBWriter {
    /// Writes the type and the value of a key, and between them its name if one is given.
    ///
    /// - Complexity: O(n) in the value's bytes.
    mutating func value(of entry: Entry, named name: ByteView? = nil) {
        output.append(RDBType(of: entry).rawValue)
        if let name { string(name) }
        switch entry.kind {
        case .string: string(StringValue(entry: entry))
        case .list: list(entry.object(as: ListValue.self))
        case .set: set(entry.object(as: SetValue.self))
        case .hash: hash(entry.object(as: HashValue.self))
        case .sortedSet: sortedSet(entry.object(as: SortedSetValue.self))
        case .stream: stream(entry.object(as: StreamValue.self))
        }
    }

    private mutating func string(_ value: StringValue) {
        if let integer = value.integer {
            string(integer)
        } else {
            string(value.entry.bytes)
        }
    }

    /// Writes the listpack that was made.
    private mutating func finishListpack() { listpack.finish().withView { string($0) } }

    // MARK: Lists

    private mutating func list(_ list: ListValue) {
        // How many nodes there are is told before them, and known after them.
        let (whole, limit) = (output, list.elements.limit)
        output = ByteBuffer()
        var nodes = 0
        list.forEach { element in
            let isPlain = element.count >= RDBListNode.plainSize
            if isPlain || !limit.allows(element, behind: listpack) { nodes += finishNode() }
            if isPlain {
                length(RDBListNode.plain)
                string(element)
                nodes += 1
            } else {
                listpack.append(element)
            }
        }
        nodes += finishNode()
        let written = output
        output = whole
        length(nodes)
        written.withView { output.append($0) }
    }

    /// Writes the node that was made; how many that is.
    private mutating func finishNode() -> Int {
        guard listpack.count > 0 else { return 0 }
        length(RDBListNode.packed)
        finishListpack()
        return 1
    }

    // MARK: Sets and hashes

    private mutating func set(_ set: SetValue) {
        switch set.form {
        case .integers(let integers):
            integers.encoded().withView { string($0) }
        case .table(let table):
            length(table.count)
            table.forEach { string($0.key) }
        }
    }

    private mutating func hash(_ hash: HashValue) {
        switch hash.form {
        case .packed(let packed):
            packed.forEach { listpack.append($0) }
            finishListpack()
        case .table(let table):
            length(table.count)
            table.forEach { node in
                string(node.field)
                string(node.value)
            }
        }
    }

    // MARK: Sorted sets

    private mutating func sortedSet(_ set: SortedSetValue) {
        switch set.form {
        case .packed:
            set.forEach { member, score in
                listpack.append(member)
                listpack.append(score: score)
            }
            finishListpack()
        case .indexed:
            length(set.count)
            // The last comes first: whoever reads it adds each in front of the others.
            set.forEach(in: 0..<set.count, reversed: true) { member, score in
                string(member)
                double(score)
            }
        }
    }
}

extension RDBType {
    /// The form in which a value is written.
    fileprivate init(of entry: Entry) {
        self =
            switch entry.kind {
            case .string: .string
            case .stream: .stream2
            case .list: .listQuicklist2
            case .set: if case .integers = entry.object(as: SetValue.self).form { .setIntset } else { .set }
            case .hash:
                if case .packed = entry.object(as: HashValue.self).form { .hashListpack } else { .hash }
            case .sortedSet:
                if case .packed = entry.object(as: SortedSetValue.self).form {
                    .sortedSetListpack
                } else {
                    .sortedSet2
                }
            }
    }
}

extension ListpackWriter {
    /// Adds a score: as a number when it is whole and not too large, else as text.
    fileprivate mutating func append(score: Double) {
        if score.magnitude <= 0x1p62, let integer = Int64(exactly: score) { return append(integer) }
        DoubleText.withSpelling(of: score) { append($0) }
    }
}

extension IntegerSet {
    /// The integers as an intset: how many bytes each takes, how many there are, and they themselves, ascending.
    fileprivate func encoded() -> ByteBuffer {
        let width = max(element(at: 0).intsetWidth, element(at: count - 1).intsetWidth)
        let bytes = ByteBuffer(capacity: 8 + 8 * count)
        bytes.append(littleEndian: UInt32(width))
        bytes.append(littleEndian: UInt32(count))
        forEach { integer in
            switch width {
            case 2: bytes.append(littleEndian: Int16(truncatingIfNeeded: integer))
            case 4: bytes.append(littleEndian: Int32(truncatingIfNeeded: integer))
            default: bytes.append(littleEndian: integer)
            }
        }
        return bytes
    }
}

extension Int64 {
    /// The bytes that an intset has to take for this integer.
    fileprivate var intsetWidth: Int {
        if Int16(exactly: self) != nil { return 2 }
        return Int32(exactly: self) != nil ? 4 : 8
    }
}

extension ListLimit {
    /// What a real server takes an element to need in a node beside its bytes.
    private static let overhead = 8

    /// Whether a real server puts an element into the node that has been begun.
    fileprivate func allows(_ element: ByteView, behind node: ListpackWriter) -> Bool {
        allows(bytes: node.byteCount + element.count + ListLimit.overhead, elements: node.count + 1)
    }
}
