// Packing with LZF. Which references are found is not laid down by the format, but here it is: the same ones as a
// real server finds, so that the same value gives the same bytes. That fixes the hash of three bytes, the one
// place remembered for each hash, which places are remembered, and where a match ends.

import RESP

/// Packs strings; one is made for many, since its table takes 256 KiB.
struct LZFCompressor {
    private static let hashBits = 16

    /// Where bytes with a hash were seen last, counted from `base`'s zero; what is below `base` is of earlier strings.
    private var places = [UInt32](repeating: 0, count: 1 << LZFCompressor.hashBits)
    private var base = 0

    /// Appends the packed bytes, at most `limit` of them, to `output`; false when they do not fit, or there are none.
    ///
    /// - Complexity: O(n) in the bytes.
    mutating func pack(_ bytes: ByteView, limit: Int, to output: ByteBuffer) -> Bool {
        guard !bytes.isEmpty, limit > 0, startString(of: bytes.count) else { return false }
        let mark = output.count
        var run = LZFRun(bytes: bytes, limit: limit, output: output, mark: mark)
        var index = 0
        while index < bytes.count - 2 {
            if let found = exchangePlace(of: bytes, at: index), matches(bytes, found, index) {
                let length = matchLength(bytes, found, index)
                guard run.appendReference(length: length, distance: index - found, at: index) else {
                    return giveUp(output, mark)
                }
                index += length
                guard index < bytes.count - 2 else { break }
                _ = exchangePlace(of: bytes, at: index - 2)
                _ = exchangePlace(of: bytes, at: index - 1)
            } else {
                guard run.appendLiteral(at: index) else { return giveUp(output, mark) }
                index += 1
            }
        }
        guard run.finish(from: index) else { return giveUp(output, mark) }
        return true
    }

    private func giveUp(_ output: ByteBuffer, _ mark: Int) -> Bool {
        output.truncate(to: mark)
        return false
    }

    /// Forgets what was seen in other strings; false when the string is too long.
    private mutating func startString(of count: Int) -> Bool {
        guard count < UInt32.max else { return false }
        if base + count > UInt32.max {
            for index in places.indices { places[index] = 0 }
            base = 0
        }
        defer { base += count }
        start = base
        return true
    }

    /// Where the present string begins, in the numbers of the table.
    private var start = 0

    /// Remembers the three bytes at a place; where they were seen before, the very first place excepted.
    private mutating func exchangePlace(of bytes: ByteView, at index: Int) -> Int? {
        let three = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
        let hash = Int((three >> 8 &- three &* 5) & 0xFFFF)
        let seen = Int(places[hash]) - start
        places[hash] = UInt32(start + index)
        return seen > 0 ? seen : nil
    }

    private func matches(_ bytes: ByteView, _ found: Int, _ index: Int) -> Bool {
        index - found <= LZF.reach && bytes[found] == bytes[index] && bytes[found + 1] == bytes[index + 1]
            && bytes[found + 2] == bytes[index + 2]
    }

    /// How many bytes are the same from two places on.
    ///
    /// Near the end a match stops two bytes early, unless it is among the first nineteen of a longer rest.
    private func matchLength(_ bytes: ByteView, _ found: Int, _ index: Int) -> Int {
        let limit = min(bytes.count - index - 2, LZF.longestReference)
        var length = 3
        if limit > 16 {
            while length < 19 {
                guard bytes[found + length] == bytes[index + length] else { return length }
                length += 1
            }
        }
        while length < limit, bytes[found + length] == bytes[index + length] { length += 1 }
        return length
    }
}

/// What is written: a run of literals that is still open, and room that is left.
private struct LZFRun {
    let bytes: ByteView
    let limit: Int
    let output: ByteBuffer
    /// Where the packed bytes begin.
    let mark: Int
    /// The literals of the open run.
    private var count = 0

    init(bytes: ByteView, limit: Int, output: ByteBuffer, mark: Int) {
        (self.bytes, self.limit, self.output, self.mark) = (bytes, limit, output, mark)
    }

    /// The bytes written, with the open run and its header.
    private var size: Int { output.count - mark + 1 + count }

    /// Adds a byte to the run; false when there is no room.
    mutating func appendLiteral(at index: Int) -> Bool {
        guard size < limit else { return false }
        count += 1
        if count == LZF.longestRun { close(before: index + 1) }
        return true
    }

    /// Ends the run with a reference; false when there is no room.
    mutating func appendReference(length: Int, distance: Int, at index: Int) -> Bool {
        guard size - (count == 0 ? 1 : 0) + 4 < limit else { return false }
        close(before: index)
        let (code, offset) = (length - 2, distance - 1)
        output.append(UInt8(offset >> 8 + min(code, 7) << 5))
        if code >= 7 { output.append(UInt8(code - 7)) }
        output.append(UInt8(truncatingIfNeeded: offset))
        return true
    }

    /// Adds the bytes that are left and ends the last run; false when there is no room for three.
    mutating func finish(from index: Int) -> Bool {
        guard size + 3 <= limit else { return false }
        for index in index..<bytes.count {
            count += 1
            if count == LZF.longestRun { close(before: index + 1) }
        }
        close(before: bytes.count)
        return true
    }

    private mutating func close(before end: Int) {
        guard count > 0 else { return }
        output.append(UInt8(count - 1))
        output.append(bytes[end - count..<end])
        count = 0
    }
}
