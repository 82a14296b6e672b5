// Lua's strings: any bytes, never changed. They are equal when their bytes are; a hash that is kept makes both
// the lookup in a table and most comparisons cheap.

/// An immutable run of bytes.
package final class LuaString {
    package let bytes: [UInt8]
    /// The hash, which is 0 until somebody asks; a hash that is 0 is computed anew each time.
    private var knownHash: UInt32 = 0
    /// Who counts the bytes; a string made outside of a state is not counted.
    private let meter: MemoryMeter?

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        meter = nil
    }

    package convenience init(_ text: String) { self.init(Array(text.utf8)) }

    /// A string whose memory counts against a state's limit.
    init(_ bytes: [UInt8], countedBy meter: MemoryMeter) {
        self.bytes = bytes
        self.meter = meter
        meter.add(LuaString.cost(of: bytes.count))
    }

    deinit {
        meter?.remove(LuaString.cost(of: bytes.count))
    }

    private static func cost(of count: Int) -> Int { count &+ 64 }

    package var count: Int { bytes.count }

    /// The hash of the bytes that Redis's Lua uses, since the order in which `pairs` meets keys follows from it.
    var hash: UInt32 {
        if knownHash != 0 { return knownHash }
        var hash = UInt32(truncatingIfNeeded: bytes.count)
        for byte in bytes.reversed() { hash ^= hash << 5 &+ hash >> 2 &+ UInt32(byte) }
        knownHash = hash
        return hash
    }

    /// The bytes as text; what is not UTF-8 is replaced.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension LuaString: Equatable {
    @inline(__always)
    package static func == (left: LuaString, right: LuaString) -> Bool {
        left === right || differsNot(left, right)
    }

    @inline(never)
    private static func differsNot(_ left: LuaString, _ right: LuaString) -> Bool {
        left.bytes.count == right.bytes.count && left.hash == right.hash && left.bytes == right.bytes
    }
}
