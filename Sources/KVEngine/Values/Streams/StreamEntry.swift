// One entry of a stream as it lies in its node, and how it is found there. An entry is written as
//
//     marks | milliseconds and sequence, less the node's | fields, if they are not the node's | length of the values
//     | the values, each after its length; or fields and values, in turn | the length of all that, from behind
//
// so that a step over it, forwards or backwards, does not look at its values. Deleting it only sets a mark.

import RESP

/// An entry; valid for as long as its node does not change.
struct StreamEntry {
    /// What the first byte of an entry says.
    struct Marks: OptionSet {
        let rawValue: UInt8

        static let deleted = Marks(rawValue: 1)
        /// The fields are those of the node's first entry, and not repeated.
        static let sameFields = Marks(rawValue: 2)
    }

    let id: StreamID
    let marks: Marks
    /// The number of pairs of a field and its value.
    let fieldCount: Int
    /// Where it begins in its node, and where the next one does.
    let offset: Int
    let end: Int
    private let body: ByteView
    /// The fields of the node's first entry.
    private let names: ByteView

    var isDeleted: Bool { marks.contains(.deleted) }

    /// Reads the entry at an offset of a node's bytes.
    init(at offset: Int, of node: StreamNode, in bytes: ByteView) {
        var place = offset + 1
        marks = Marks(rawValue: bytes[offset])
        let milliseconds = node.id.milliseconds &+ bytes.variable(at: &place)
        let sequence = node.id.sequence &+ bytes.variable(at: &place)
        id = StreamID(milliseconds: milliseconds, sequence: sequence)
        let isCompressed = marks.contains(.sameFields)
        fieldCount = isCompressed ? node.fieldCount : Int(bytes.variable(at: &place))
        body = bytes.counted(at: &place)
        names = bytes[0..<node.namesEnd]
        let length = UInt64(place - offset)
        // The length once more, in as many bytes as it takes.
        end = place + (UInt64.bitWidth - length.leadingZeroBitCount + 6) / 7
        self.offset = offset
    }

    /// Hands out each field with its value.
    func forEach(_ body: (_ field: ByteView, _ value: ByteView) -> Void) {
        var (name, value) = (0, 0)
        let isCompressed = marks.contains(.sameFields)
        for _ in 0..<fieldCount {
            let field = isCompressed ? names.counted(at: &name) : self.body.counted(at: &value)
            body(field, self.body.counted(at: &value))
        }
    }
}

extension ReplyWriter {
    /// An entry: its ID, and its fields and values in turn.
    func entry(_ entry: StreamEntry) {
        array(2)
        bulk(entry.id)
        array(entry.fieldCount * 2)
        entry.forEach { field, value in
            bulk(field)
            bulk(value)
        }
    }
}
