// The longest common subsequence of two byte strings, for LCS. Many subsequences can be longest, and which one
// is found shows in the reply, so the walk back through the table must choose as Redis does: take equal bytes
// whenever both sides end in one, else step back on the left only if that alone keeps the length.
//
// Redis fills a table of lengths, one 32-bit cell per pair of positions. A row of that table never falls and
// rises by at most one a step, so we keep each row as bits, clear where it rises, and compute 64 cells at once
// with an addition (the bit-vector algorithm of Crochemore, Iliopoulos, Pinzon and Reid, 2001). The walk back
// needs no more than those bits: where the bytes differ and the row rises, the rise came from the row above.
// That is 32 times less memory than Redis, and far less time.
//
// It refuses no size. Callers do, by `tableSize`, which is what Redis would have to allocate.

import RESP

/// What two byte strings have in common, in order.
struct LongestCommonSubsequence {
    /// A stretch that is equal in both strings; positions count from zero.
    struct Match: Equatable {
        var left: ClosedRange<Int>
        var right: ClosedRange<Int>

        var length: Int { left.count }
    }

    /// The subsequence itself.
    private(set) var bytes: [UInt8] = []
    /// The stretches it is made of, the last first, as Redis lists them.
    private(set) var matches: [Match] = []

    var length: Int { bytes.count }

    /// Finds the subsequence and its stretches.
    ///
    /// - Complexity: O(n × m / 64) time and n × m / 8 bytes, for strings of n and m bytes.
    init(_ left: ByteView, _ right: ByteView) {
        var rows = RisingRows(columns: right)
        var table: [UInt64] = []
        table.reserveCapacity(left.count * rows.words)
        for index in 0..<left.count {
            rows.advance(over: left[index])
            table.append(contentsOf: rows.bits)
        }
        walkBack(left, right) { row, column in
            table[row &* rows.words &+ column >> 6] >> UInt64(column & 63) & 1 == 0
        }
        bytes.reverse()
    }

    /// Only the length, without the table.
    ///
    /// - Complexity: O(n × m / 64) time and O(m) memory, for strings of n and m bytes.
    static func length(_ left: ByteView, _ right: ByteView) -> Int {
        var rows = RisingRows(columns: right)
        for index in 0..<left.count { rows.advance(over: left[index]) }
        return rows.rises
    }

    /// The bytes Redis's own table takes for strings of these lengths: what its memory limit is about.
    static func tableSize(_ left: Int, _ right: Int) -> Int {
        let (cells, overflow) = (left + 1).multipliedReportingOverflow(by: right + 1)
        let (size, tooLarge) = cells.multipliedReportingOverflow(by: 4)
        return overflow || tooLarge ? .max : size
    }

    /// Collects bytes and stretches from the end to the start.
    private mutating func walkBack(_ left: ByteView, _ right: ByteView, rises: (Int, Int) -> Bool) {
        var (row, column) = (left.count - 1, right.count - 1)
        var isExtending = false
        while row >= 0, column >= 0 {
            if left[row] == right[column] {
                take(left[row], row, column, extending: isExtending)
                isExtending = true
                (row, column) = (row - 1, column - 1)
            } else {
                isExtending = false
                if rises(row, column) { row -= 1 } else { column -= 1 }
            }
        }
    }

    private mutating func take(_ byte: UInt8, _ row: Int, _ column: Int, extending: Bool) {
        bytes.append(byte)
        guard extending else { return matches.append(Match(left: row...row, right: column...column)) }
        let last = matches.count - 1
        matches[last].left = row...matches[last].left.upperBound
        matches[last].right = column...matches[last].right.upperBound
    }
}

/// The current row of the length table, as bits that are clear where the row rises.
private struct RisingRows {
    let words: Int
    private(set) var bits: [UInt64]
    /// For each byte value, where its mask starts in `masks`; bytes the right string lacks share an empty one.
    private var maskStart = [Int](repeating: 0, count: 256)
    private var masks: [UInt64]

    init(columns right: ByteView) {
        words = (right.count + 63) / 64
        bits = [UInt64](repeating: .max, count: words)
        masks = [UInt64](repeating: 0, count: words)
        for index in 0..<right.count {
            let value = Int(right[index])
            if maskStart[value] == 0 {
                maskStart[value] = masks.count
                masks.append(contentsOf: repeatElement(0, count: words))
            }
            masks[maskStart[value] + index / 64] |= 1 << UInt64(index % 64)
        }
    }

    /// Moves on to the row of the next byte of the left string.
    mutating func advance(over byte: UInt8) {
        let start = maskStart[Int(byte)]
        var carry: UInt64 = 0
        for word in 0..<words {
            let old = bits[word]
            let matching = old & masks[start &+ word]
            let (sum, overflow) = old.addingReportingOverflow(matching)
            let (total, carried) = sum.addingReportingOverflow(carry)
            carry = overflow || carried ? 1 : 0
            bits[word] = total | (old & ~matching)
        }
    }

    /// How often the row rises: the length at its end. Bits past the last column stay set.
    var rises: Int { bits.reduce(0) { $0 + (~$1).nonzeroBitCount } }
}
