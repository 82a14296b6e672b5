// The program as the executable calls it.

import KVProcessSupport
import KVToolSupport

/// bust-kv-cache as a process.
package enum BustKVCache {
    /// Runs the program, with its signals.
    ///
    /// - Returns: the exit code.
    package static func main(_ arguments: [String]) async -> Int32 {
        let stop = StopRequest()
        let signals = stop.onSignals()
        let exit = await BustTool.run(arguments, stop: stop)
        return withExtendedLifetime(signals) { exit.rawValue }
    }
}
