// The string commands, in the order in which the README lists them.

extension Command {
    static let strings: [Command] = [
        .get, .set, .setnx, .setex, .psetex, .getset, .getdel, .getex, .mget, .mset, .msetnx, .incr, .incrby,
        .incrbyfloat, .decr, .decrby, .append, .strlen, .getrange, .substr, .setrange, .lcs,
    ]
}
