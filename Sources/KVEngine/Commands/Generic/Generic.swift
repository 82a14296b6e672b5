// The key commands, in the order in which the README lists them.

extension Command {
    static let generic: [Command] = [
        .del, .unlink, .exists, .touch, .type, .rename, .renamenx, .copy, .move, .randomkey, .keys, .scan,
        .dbsize, .flushdb, .flushall, .swapdb,
        .expire, .pexpire, .expireat, .pexpireat, .ttl, .pttl, .expiretime, .pexpiretime, .persist, .object,
        .sort, .sortReadOnly, .dump, .restore, .restoreAsking, .migrate,
    ]
}
