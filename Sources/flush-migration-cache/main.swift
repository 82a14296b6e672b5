// flush-migration-cache: deletes the cache keys of a migration before a stage of its rollout.

import KVCacheTools
import KVProcessSupport

let signals = StopRequest()
let interrupts = signals.onSignals()
let code = await FlushCommandLine.run(
    Array(CommandLine.arguments.dropFirst()), time: .system(), signals: signals)
Ending.now(code)
