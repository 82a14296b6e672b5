// The stream commands, in the order in which the README lists them.

extension Command {
    static let streams: [Command] = [
        .xadd, .xlen, .xrange, .xrevrange, .xread, .xreadgroup, .xgroup, .xack, .xpending, .xclaim,
        .xautoclaim, .xdel, .xtrim, .xsetid, .xinfo,
    ]
}
