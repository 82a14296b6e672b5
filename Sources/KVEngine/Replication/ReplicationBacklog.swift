// The latest part of the stream, so that who has lost a connection need not begin anew.

import RESP

/// The last bytes of a replication stream.
///
/// Invariant: the byte at `bytes[start]` has the offset `firstOffset`, and there are at most `size` from there on.
struct ReplicationBacklog {
    /// Bytes that are kept: `repl-backlog-size`.
    var size: Int
    private var bytes: [UInt8] = []
    private var start = 0
    /// The offset of the first byte that is there, or of the next one when there is none.
    private(set) var firstOffset: Int64

    init(size: Int, from offset: Int64) {
        self.size = size
        firstOffset = offset
    }

    /// The number of bytes that are there.
    var count: Int { bytes.count - start }

    /// Adds bytes, and drops the oldest that are too many.
    ///
    /// - Complexity: O(`view.count`) amortised.
    mutating func append(_ view: ByteView) {
        bytes += [UInt8](view)
        let surplus = count - size
        guard surplus > 0 else { return }
        start += surplus
        firstOffset += Int64(surplus)
        // They are moved once for every `size` bytes that came.
        guard start >= size else { return }
        bytes.removeFirst(start)
        start = 0
    }

    /// The stream from an offset on; nil where it is not there, or has not come so far.
    func rest(from offset: Int64) -> [UInt8]? {
        guard offset >= firstOffset, offset <= firstOffset + Int64(count) else { return nil }
        return Array(bytes[(start + Int(offset - firstOffset))...])
    }
}
