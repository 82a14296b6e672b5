// Seeded byte strings for the tests of packed storage: the lengths around which the format changes, empty and
// binary strings, and short ones from a tiny alphabet so that equal elements are common.

@testable import KVEngine
import RESP

/// A small seeded generator (a multiplicative one with mixed output) and the samples drawn from it.
struct PackedSamples {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 31)) &* 0xD6E8_FEB8_6659_FD93
        return word ^ (word >> 32)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() >> 33) % limit }

    /// A byte string: mostly short, now and then as long as 70 KB.
    mutating func bytes() -> [UInt8] {
        switch below(100) {
        case 0..<45: return (0..<below(3)).map { _ in [0, 1, 255][below(3)] }
        case 45..<75: return (0..<below(40)).map { _ in UInt8(truncatingIfNeeded: next()) }
        case 75..<96: return long(250 + below(8))
        case 96..<98: return long(900 + below(600))
        case 98: return long(65_533 + below(6))
        default: return long(70_000)
        }
    }

    private mutating func long(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: next()), count: count)
        bytes[0] = UInt8(truncatingIfNeeded: next())
        bytes[count - 1] = UInt8(below(2))
        return bytes
    }
}

extension PackedList {
    /// The elements, copied out.
    var elements: [[UInt8]] {
        var copied: [[UInt8]] = []
        forEach { copied.append(Array($0)) }
        return copied
    }

    convenience init(_ elements: [String]) {
        self.init()
        for element in elements { element.withByteView { append($0) } }
    }
}

extension ListStorage {
    /// The elements, copied out.
    var elements: [[UInt8]] {
        var copied: [[UInt8]] = []
        forEach { copied.append(Array($0)) }
        return copied
    }

    /// The elements as text.
    var texts: [String] { elements.map { String(decoding: $0, as: UTF8.self) } }

    convenience init(_ elements: [String], directive: Int = -2) {
        self.init(limit: ListLimit(directive: directive))
        for element in elements { element.withByteView { pushLast($0) } }
    }
}

/// Whether two sequences of byte strings are equal, compared block by block (fast in debug builds too).
func sameElements(_ left: [[UInt8]], _ right: [[UInt8]]) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { pair in
            pair.0.withByteView { one in pair.1.withByteView { one == $0 } }
        }
}
