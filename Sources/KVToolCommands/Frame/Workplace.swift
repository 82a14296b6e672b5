// Where a command works: a store that may be used, somewhere to tell things, and what may end the run.

import KVCacheTools
import KVCaching
import KVClient
import KVProcessSupport
import KVRunner
import KVToolSupport

/// What a command is given.
struct Workplace: Sendable {
    let target: StoreTarget
    let store: any KVStore
    let output: ToolOutput
    let time: ToolTime
    let stop: StopRequest
    /// The signals for a command that is run; nil where none is.
    let relayed: RelayedSignals?

    /// What the cache patterns stand on here.
    ///
    /// - Parameter usesScripts: whether the server may be asked to run scripts; transactions otherwise.
    func context(usesScripts: Bool) -> CachingContext {
        var settings = CachingContext.Settings()
        settings.atomicity = usesScripts ? .probed : .transactions
        settings.log = { [output] line in
            switch line.level {
            case .debug: break
            case .info: output.log(OneLine.of(line.description))
            case .warning: output.warn(line.description)
            }
        }
        return CachingContext(store, settings: settings)
    }
}

/// What a command has found or done.
package struct CommandReport: Sendable {
    /// What is printed for people at the end.
    var lines: [String]
    /// What is printed for programs, beside what all commands have.
    var members: [JSONValue.Member]
    var exit = ToolExit.done
    /// Why it did not end well.
    var reason: String?
    /// What the program ends with instead: the code of a command that was run.
    var code: Int32?

    init(_ lines: [String], _ members: [JSONValue.Member]) {
        self.lines = lines
        self.members = members
    }
}
