// The compression of long strings in RDB: LZF, which trades size for speed. Compressed bytes are runs of literals
// and references to what came up to 8 KiB before:
//
//     000LLLLL  L + 1 bytes                      a run
//     LLLooooo oooooooo                          L + 2 bytes (3...8) from o + 1 bytes back
//     111ooooo LLLLLLLL oooooooo                 L + 9 bytes (9...264) from o + 1 bytes back
//
// Compressing is in LZFCompressor.swift.

import RESP

/// Reading LZF.
enum LZF {
    /// The longest run of literals.
    static let longestRun = 32
    /// How far back a reference goes at most.
    static let reach = 1 << 13
    /// The most bytes that a reference stands for; it takes at least two.
    static let longestReference = 264

    /// Unpacks what becomes `count` bytes; nil when it does not.
    ///
    /// No more memory is taken than the packed bytes can fill: a size that they cannot reach is refused at first.
    ///
    /// - Complexity: O(`count`).
    static func unpack(_ packed: ByteView, count: Int) -> [UInt8]? {
        guard count <= Limits.request, count / longestReference <= packed.count else { return nil }
        var unpacked: [UInt8] = []
        unpacked.reserveCapacity(count)
        var index = 0
        while index < packed.count {
            let control = Int(packed[index])
            index += 1
            if control < longestRun {
                guard control < packed.count - index, unpacked.count + control < count else { return nil }
                for place in index...index + control { unpacked.append(packed[place]) }
                index += control + 1
            } else {
                guard let reference = reference(control, packed, &index),
                    reference.distance <= unpacked.count, unpacked.count + reference.length <= count
                else { return nil }
                // One by one: a reference may reach into what it makes.
                for _ in 0..<reference.length {
                    unpacked.append(unpacked[unpacked.count - reference.distance])
                }
            }
        }
        return unpacked.count == count ? unpacked : nil
    }

    /// Reads the rest of a reference; nil when the bytes end before it.
    private static func reference(
        _ control: Int, _ packed: ByteView, _ index: inout Int
    ) -> (length: Int, distance: Int)? {
        var length = control >> 5
        if length == 7 {
            guard index < packed.count else { return nil }
            length += Int(packed[index])
            index += 1
        }
        guard index < packed.count else { return nil }
        let distance = (control & 31) << 8 + Int(packed[index]) + 1
        index += 1
        return (length + 2, distance)
    }
}
