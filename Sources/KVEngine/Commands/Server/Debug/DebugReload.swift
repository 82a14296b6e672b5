// DEBUG RELOAD: the data as it is after having been an RDB file.

import RESP

extension DebugOperation {
    /// Saves all data, removes it and reads it again; without a file it goes the same way in memory.
    ///
    /// A file that cannot be read changes nothing here, where Redis has removed the data by then.
    static let reload = DebugOperation(
        "reload", 0...Int.max, "RELOAD [MERGE] [NOFLUSH] [NOSAVE]",
        "Save all data, remove it, and load it; without one of these, and over what is there."
    ) { call throws(RedisError) in
        var (merges, flushes, saves) = (false, true, true)
        while call.remaining > 0 {
            if call.accept("merge") {
                merges = true
            } else if call.accept("noflush") {
                flushes = false
            } else if call.accept("nosave") {
                saves = false
            } else {
                throw RedisError("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.")
            }
        }
        guard !saves || call.engine.save() else { throw RedisError("ERR") }
        guard call.engine.reload(isSaved: saves, over: flushes ? nil : merges) else {
            throw RedisError("ERR Error trying to load the RDB dump")
        }
        call.reply.ok()
    }
}
