// BITCOUNT: how many bits of a string, or of a part of it, are set.
//
// Source: https://redis.io/commands/bitcount/

import RESP

extension Command {
    /// Error order: the type of the key (a missing one answers at once), the ends of the range, its unit.
    static let bitcount = Command(
        "bitcount", arity: -2, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .bitmap, since: "2.6.0", "Counts the bits that are set in the string at a key.",
            complexity: "O(N) in the length of the string",
            history: ["7.0.0": "Options BYTE and BIT."],
            syntax: "key [index:(start:integer end:integer [index_unit:(BYTE|BIT)@7.0.0])]")
    ) { call throws(RedisError) in
        guard let value = try call.readString(try call.key()) else { return call.reply.integer(0) }
        guard let bits = try call.countedBits(of: value.count) else { return call.reply.integer(0) }
        call.reply.integer(value.withBytes { $0.setBitCount(in: bits) })
    }
}

extension Call {
    /// The bits to be counted in a string of `count` bytes; nil when there are none, whatever else is said.
    fileprivate mutating func countedBits(of count: Int) throws(RedisError) -> Range<Int>? {
        if remaining == 0 { return 0..<count << 3 }
        guard remaining == 2 || remaining == 3 else { throw .syntax }
        let (start, end) = (try integer(), try integer())
        if start < 0, end < 0, start > end { return nil }
        let unit = remaining > 0 ? try bitUnit() : .byte
        return unit.bits(from: start, through: end, of: count)
    }

    /// The next argument as the unit of a range.
    mutating func bitUnit() throws(RedisError) -> BitUnit {
        if accept("bit") { return .bit }
        if accept("byte") { return .byte }
        throw .syntax
    }
}

/// What the ends of a range count.
enum BitUnit {
    case byte
    case bit

    /// The bits between two positions, both included, in a string of `count` bytes; negative positions count from the
    /// end. Empty when there are none.
    func bits(from first: Int64, through last: Int64, of count: Int) -> Range<Int> {
        let size = self == .bit ? count << 3 : count
        let start = max(0, first < 0 ? Int(first) + size : Int(first))
        let end = min(size - 1, max(0, last < 0 ? Int(last) + size : Int(last)))
        guard start <= end else { return 0..<0 }
        return self == .bit ? start..<end + 1 : start << 3..<(end + 1) << 3
    }
}
