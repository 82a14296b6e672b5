// The registers of a dense HyperLogLog: six bits each, the lowest first, one after another behind the header.

import RESP

/// The registers of a dense HyperLogLog, to be changed in place.
struct DenseRegisters {
    static let width = 6
    private static let mask: UInt16 = 0x3F

    /// The whole string.
    let bytes: MutableBytes

    /// A register of a dense HyperLogLog.
    @inline(__always)
    static func value(_ register: Int, in bytes: ByteView) -> UInt8 {
        let (index, shift) = place(of: register)
        let low = UInt16(bytes[index])
        // The last register ends with the string.
        let high = index + 1 < bytes.count ? UInt16(bytes[index + 1]) : 0
        return UInt8(truncatingIfNeeded: (low | high << 8) >> shift & mask)
    }

    subscript(register: Int) -> UInt8 {
        get { DenseRegisters.value(register, in: bytes.view) }
        nonmutating set {
            let (index, shift) = DenseRegisters.place(of: register)
            let (kept, set) = (
                ~(DenseRegisters.mask << shift), (UInt16(newValue) & DenseRegisters.mask) << shift
            )
            bytes[index] = bytes[index] & UInt8(truncatingIfNeeded: kept) | UInt8(truncatingIfNeeded: set)
            guard shift > 2 else { return }
            bytes[index + 1] = bytes[index + 1] & UInt8(kept >> 8) | UInt8(set >> 8)
        }
    }

    /// Raises a register to a value; whether it was lower.
    func raise(_ register: Int, to value: UInt8) -> Bool {
        guard value > self[register] else { return false }
        self[register] = value
        return true
    }

    /// The first byte a register is in, and its lowest bit there.
    private static func place(of register: Int) -> (index: Int, shift: UInt16) {
        let bit = register * width
        return (HyperLogLog.headerSize + bit >> 3, UInt16(bit & 7))
    }
}
