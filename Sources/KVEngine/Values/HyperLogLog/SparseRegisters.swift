// The registers of a sparse HyperLogLog: runs of equal values, most of them of zeros.
//
//     00nnnnnn            n+1 zeros, up to 64
//     01nnnnnn nnnnnnnn   n+1 zeros, up to 16384
//     1vvvvvnn            n+1 times the value v+1: up to 4 times, up to 32
//
// Which of the many spellings of the same registers comes about is part of the format: a change splits the run it
// falls into, and joins small runs of one value afterwards, as far as five runs go.

import RESP

/// A run of registers with the same value.
struct SparseRun {
    static let highestValue: UInt8 = 32
    private static let longestOfValue = 4
    private static let longestShort = 64

    let value: UInt8
    let length: Int
    /// The bytes it was read from: a few zeros may have been written as many.
    let size: Int

    init(value: UInt8, length: Int) {
        self.value = value
        self.length = length
        size = value == 0 && length > SparseRun.longestShort ? 2 : 1
    }

    /// Reads the run at a position; a byte behind the end of the string counts as zero.
    init(in bytes: ByteView, at position: Int) {
        let second = position + 1 < bytes.count ? bytes[position + 1] : 0
        self.init(bytes[position], second)
    }

    init(_ first: UInt8, _ second: UInt8) {
        let low = Int(first & 0x3F)
        switch first >> 6 {
        case 0: (value, length, size) = (0, low + 1, 1)
        case 1: (value, length, size) = (0, low << 8 + Int(second) + 1, 2)
        default: (value, length, size) = (first >> 2 & 0x1F + 1, Int(first & 3) + 1, 1)
        }
    }

    /// The shortest spelling.
    var bytes: [UInt8] {
        if value > 0 { return [0x80 | (value - 1) << 2 | UInt8(length - 1)] }
        if size == 1 { return [UInt8(length - 1)] }
        return [0x40 | UInt8((length - 1) >> 8), UInt8(truncatingIfNeeded: length - 1)]
    }

    /// The runs that make this one with another value in one place, from nothing on.
    func split(at offset: Int, by value: UInt8) -> [UInt8] {
        var pieces: [UInt8] = []
        if offset > 0 { pieces += SparseRun(value: self.value, length: offset).bytes }
        pieces += SparseRun(value: value, length: 1).bytes
        let rest = length - offset - 1
        if rest > 0 { pieces += SparseRun(value: self.value, length: rest).bytes }
        return pieces
    }

    /// This run and the next as one; nil when they differ or would be too long.
    func joined(with next: SparseRun) -> SparseRun? {
        guard value > 0, value == next.value, length + next.length <= SparseRun.longestOfValue else {
            return nil
        }
        return SparseRun(value: value, length: length + next.length)
    }
}

/// A copy of a sparse HyperLogLog, to be changed.
struct SparseRegisters {
    /// What came of a change.
    enum Outcome {
        /// The register was as high already.
        case kept
        case raised
        /// The value is too high for the form, or the string would be too long: it has to become dense first.
        case outgrown
        /// No run reaches as far as the register.
        case corrupted
    }

    private(set) var bytes: [UInt8]
    /// `hll-sparse-max-bytes`.
    private let sizeLimit: Int

    init(_ view: HyperLogLogView, sizeLimit: Int) {
        bytes = Array(view.bytes)
        self.sizeLimit = sizeLimit
    }

    /// Raises a register to a value.
    ///
    /// - Complexity: O(n) in the length of the string.
    mutating func raise(_ register: Int, to value: UInt8) -> Outcome {
        guard value <= SparseRun.highestValue else { return .outgrown }
        guard let found = find(register) else { return .corrupted }
        let run = found.run
        guard run.value < value else { return .kept }
        let pieces = run.split(at: register - found.first, by: value)
        let growth = pieces.count - run.size
        if growth > 0, bytes.count + growth > sizeLimit { return .outgrown }
        replace(found.position, run.size, by: pieces)
        joinRuns(from: found.previous)
        bytes[15] |= 0x80
        return .raised
    }

    private func run(at position: Int) -> SparseRun {
        SparseRun(bytes[position], position + 1 < bytes.count ? bytes[position + 1] : 0)
    }

    /// The run a register is in, its position, its first register, and the position of the run before it.
    private func find(_ register: Int) -> (run: SparseRun, position: Int, first: Int, previous: Int)? {
        var (position, first, previous) = (HyperLogLog.headerSize, 0, HyperLogLog.headerSize)
        while position < bytes.count {
            // Runs that are passed over are most of the work, and only measured.
            let byte = bytes[position]
            let (length, size) =
                byte < 0x40 ? (Int(byte) + 1, 1) : byte < 0x80 ? (0, 2) : (Int(byte & 3) + 1, 1)
            let end = first + (length > 0 ? length : run(at: position).length)
            if register < end { return (run(at: position), position, first, previous) }
            (previous, first) = (position, end)
            position += size
        }
        return nil
    }

    /// Puts other runs in the place of one. Of a run that was cut off by the end of the string, whose second byte is not
    /// there, no more is kept than Redis keeps: what moves beyond the new length is lost.
    private mutating func replace(_ position: Int, _ size: Int, by pieces: [UInt8]) {
        let count = bytes.count + pieces.count - size
        bytes.replaceSubrange(position..<min(position + size, bytes.count), with: pieces)
        if bytes.count > count { bytes.removeLast(bytes.count - count) }
    }

    /// Joins runs of one value that stand next to each other.
    private mutating func joinRuns(from start: Int) {
        var (position, looks) = (start, 5)
        while position < bytes.count, looks > 0 {
            looks -= 1
            let run = run(at: position)
            if position + 1 < bytes.count, let joined = run.joined(with: self.run(at: position + 1)) {
                bytes[position] = joined.bytes[0]
                bytes.remove(at: position + 1)
            } else {
                position += run.size
            }
        }
    }
}
