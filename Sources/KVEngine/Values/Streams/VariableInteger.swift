// Integers in as few bytes as they need, seven bits a byte, the lowest first; the highest bit says that more follow.
// A stream's blocks are made of them.

import RESP

extension [UInt8] {
    /// Appends an integer.
    mutating func append(variable value: UInt64) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends an integer that is read from behind: its bytes are in reverse.
    mutating func append(reversedVariable value: UInt64) {
        let start = count
        append(variable: value)
        self[start...].reverse()
    }
}

extension ByteView {
    /// Reads the integer at an offset, and moves the offset behind it.
    func variable(at offset: inout Int) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = self[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else { return value }
            shift += 7
        }
    }

    /// Reads the integer that ends before an offset, and moves the offset to its start.
    func reversedVariable(endingAt offset: inout Int) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
            offset -= 1
            let byte = self[offset]
            value |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else { return value }
            shift += 7
        }
    }

    /// Reads the bytes at an offset, whose number stands before them, and moves the offset behind them.
    func counted(at offset: inout Int) -> ByteView {
        let length = Int(variable(at: &offset))
        defer { offset += length }
        return part(from: offset, count: length)
    }
}
