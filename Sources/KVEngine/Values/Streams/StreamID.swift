// The ID of a stream's entry: a time and a number that tells apart the entries of one millisecond. IDs only grow,
// which is what makes a stream a sequence that is searched by halving.
//
// Source: https://redis.io/docs/data-types/streams/#entry-ids

import RESP

/// The ID of an entry, `<milliseconds>-<sequence>`.
struct StreamID: Comparable, Hashable, BitwiseCopyable, Sendable {
    /// Unix milliseconds, unless who added the entry has said otherwise.
    var milliseconds: UInt64
    var sequence: UInt64

    /// Below every entry: no entry has this ID.
    static let zero = StreamID(milliseconds: 0, sequence: 0)
    static let max = StreamID(milliseconds: .max, sequence: .max)

    static func < (left: StreamID, right: StreamID) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }

    /// The ID right behind this one; nil behind the last.
    var next: StreamID? {
        if sequence < .max { return StreamID(milliseconds: milliseconds, sequence: sequence + 1) }
        return milliseconds < .max ? StreamID(milliseconds: milliseconds + 1, sequence: 0) : nil
    }

    /// The ID right before this one; nil before the first.
    var previous: StreamID? {
        if sequence > 0 { return StreamID(milliseconds: milliseconds, sequence: sequence - 1) }
        return milliseconds > 0 ? StreamID(milliseconds: milliseconds - 1, sequence: .max) : nil
    }

    /// The ID of an entry that is added at an instant behind the one with this ID: time never goes back in a stream.
    func successor(at now: Int64) -> StreamID? {
        let now = UInt64(clamping: now)
        return now > milliseconds ? StreamID(milliseconds: now, sequence: 0) : next
    }

    /// `1700000000000-0`.
    var text: String { "\(milliseconds)-\(sequence)" }
}

extension ReplyWriter {
    /// An entry's ID, as a bulk string.
    func bulk(_ id: StreamID) {
        guard let time = Int64(exactly: id.milliseconds), let sequence = Int64(exactly: id.sequence) else {
            return bulk(id.text)
        }
        let length = ByteView.decimalCount(of: time) + 1 + ByteView.decimalCount(of: sequence)
        buffer.append(header: UInt8(ascii: "$"), length)
        buffer.append(decimal: time)
        buffer.append(UInt8(ascii: "-"))
        buffer.append(decimal: sequence)
        buffer.append("\r\n")
    }
}
