// BITPOS: where the first bit is that is set, or clear.
//
// A string without an end given goes on with zeros for ever, so that a clear bit is always found; one that is
// empty, all the same, has none.
//
// Source: https://redis.io/commands/bitpos/

import RESP

extension Command {
    /// Error order: the bit, the type of the key (a missing one answers at once), the start, the unit, the end.
    static let bitpos = Command(
        "bitpos", arity: -3, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .bitmap, since: "2.8.7", "Finds the first bit that is set, or clear, in the string at a key.",
            complexity: "O(N) in the length of the string",
            history: ["7.0.0": "Options BYTE and BIT."],
            syntax: """
                key bit:integer [index:(start:integer \
                [end_index:(end:integer [index_unit:(BYTE|BIT)@7.0.0])])]
                """)
    ) { call throws(RedisError) in
        let (key, bit) = (try call.key(), try call.integer())
        guard 0...1 ~= bit else { throw RedisError("ERR The bit argument must be 1 or 0.") }
        guard let value = try call.readString(key) else { return call.reply.integer(bit == 1 ? -1 : 0) }
        let (bits, hasEnd) = try call.searchedBits(of: value.count)
        let found = value.withBytes { $0.firstBit(in: bits, set: bit == 1) }
        let goesOn = bit == 0 && !hasEnd && !bits.isEmpty
        call.reply.integer(found ?? (goesOn ? bits.upperBound : -1))
    }
}

extension Call {
    /// The bits to be searched in a string of `count` bytes, and whether their end was given.
    fileprivate mutating func searchedBits(of count: Int) throws(RedisError) -> (Range<Int>, hasEnd: Bool) {
        if remaining == 0 { return (0..<count << 3, false) }
        guard remaining <= 3 else { throw .syntax }
        let start = try integer()
        guard let end = peek() else {
            return (BitUnit.byte.bits(from: start, through: .max, of: count), false)
        }
        next += 1
        let unit = remaining > 0 ? try bitUnit() : .byte
        guard let last = IntegerText.parse(end) else { throw .notAnInteger }
        return (unit.bits(from: start, through: last, of: count), true)
    }
}
