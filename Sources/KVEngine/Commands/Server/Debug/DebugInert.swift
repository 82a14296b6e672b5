// The subcommands of DEBUG that are read and then do nothing: what they would act on in Redis (files, replicas,
// the layout of a list in memory) is not here. A suite that calls them goes on.

import RESP

extension DebugOperation {
    /// There is no Java here, nor is there in Redis.
    static let jmap = inert("jmap", 0...0, "JMAP", "Accepted; does nothing.")

    /// There is no log of commands.
    static let loadAOF = inert(
        "loadaof", 0...0, "LOADAOF", "Accepted; does nothing, since there is no such file.")

    /// What Redis does at intervals, as expiring keys, is done here when it is due.
    static let pauseCron = inert(
        "pause-cron", 1...1, "PAUSE-CRON <0|1>", "Accepted; does nothing, since nothing runs at intervals.")

    /// Replicas get what has run here, and nothing else.
    static let replicate = inert(
        "replicate", 1...Int.max, "REPLICATE <argument> ...",
        "Accepted; does nothing, since replicas get only what has run here.")

    /// The data would be what it is already.
    static let reload = DebugOperation(
        "reload", 0...Int.max, "RELOAD [MERGE] [NOFLUSH] [NOSAVE]",
        "Accepted; does nothing: the data stays."
    ) { call throws(RedisError) in
        while call.remaining > 0 {
            guard call.accept("merge") || call.accept("noflush") || call.accept("nosave") else {
                throw RedisError(
                    "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.")
            }
        }
        call.reply.ok()
    }

    /// The size from which an element of a list gets memory of its own is fixed here; no command shows it.
    static let packedThreshold = DebugOperation(
        "quicklist-packed-threshold", 1...1, "QUICKLIST-PACKED-THRESHOLD <size>",
        "Accepted; does nothing, since no command shows how a list is laid out."
    ) { call throws(RedisError) in
        guard let size = MemorySize.parse(try call.bytes()), size <= greatestThreshold else {
            throw RedisError("ERR argument must be a memory value bigger than 1 and smaller than 4gb")
        }
        call.reply.ok()
    }

    /// Redis keeps a MiB away from the 4 GiB that an element of its lists can have.
    private static let greatestThreshold: UInt64 = 1 << 32 - 1 << 20

    private static func inert(
        _ name: StaticString, _ arguments: ClosedRange<Int>, _ form: StaticString, _ text: StaticString
    ) -> DebugOperation {
        DebugOperation(name, arguments, form, text) { call in call.reply.ok() }
    }
}
