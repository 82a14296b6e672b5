// The bitmap commands, in the order in which the README lists them. A bitmap is a string whose bits are counted from
// the highest of its first byte.

extension Command {
    static let bitmaps: [Command] = [
        .setbit, .getbit, .bitcount, .bitpos, .bitop, .bitfield, .bitfieldReadOnly,
    ]
}
