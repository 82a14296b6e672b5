// HERMETIC UNTIL-BLOCKED: the hook for "it is waiting now", so that no test has to sleep before it brings an element or
// moves the clock. The limit is in real time, for the server's may stand still.

import Dispatch
import KVEngine
import KVSockets
import RESP

extension TestControls {
    private static let usualLimit = "10s"

    static let untilBlocked = Control(
        "UNTIL-BLOCKED", 1...2, "<clients> [<duration>]",
        text: "Wait until so many clients are blocked, 10s of real time if not said; how many are."
    ) { call throws(ControlError) in
        guard let count = Int(call.text(0)), count >= 0 else {
            throw ControlError("a number of clients is 0 or more")
        }
        let limit = call.words.count > 1 ? call.text(1) : usualLimit
        guard let microseconds = DurationText.parse(limit) else {
            throw ControlError("a duration is written as 60s, 1500ms, 2m, 1h30m or 1d")
        }
        // A thread of its own while it waits, so that nobody else is held up.
        return try call.later(on: DispatchQueue(label: "hermetic-kv.until-blocked")) { core in
            core.waitUntilBlocked(count, nanoseconds: UInt64(microseconds) * 1000)
            let blocked = core.locked { core.engine.blockedCount }
            guard blocked >= count else {
                return .error("ERR \(blocked) of \(count) clients are blocked after \(limit)")
            }
            return .integer(Int64(blocked))
        }
    }
}

extension ServerCore {
    /// Waits until so many clients are blocked, or so long in real time.
    fileprivate func waitUntilBlocked(_ count: Int, nanoseconds: UInt64) {
        let (watcher, isThere) = (BlockedWatcher(count: count), DispatchSemaphore(value: 0))
        watcher.start { isThere.signal() }
        locked {
            if engine.blockedCount >= count { watcher.goOn() } else { watchers = watchers + [watcher] }
        }
        _ = isThere.wait(timeout: DispatchTime(uptimeNanoseconds: Reactor.now + nanoseconds))
        locked { watchers = watchers.filter { $0 !== watcher } }
    }
}
