// How a program ends when it has started others: with nothing left behind, and once. A signal is handled on a thread
// of its own while the main thread may be failing at the very same moment, because its server has just been killed;
// whoever comes first decides the exit status and what is said.

import Foundation
import KVSockets

/// The end of the program.
package enum Ending {
    private static let hasBegun = Locked(false)

    /// Ends the program: the last remark, no children, no temporary folders, and the exit status.
    ///
    /// - Parameter remark: goes to standard error, after the program's name.
    package static func now(_ status: Int32, saying remark: String? = nil) -> Never {
        let isFirst = hasBegun.withLock { hasBegun in
            defer { hasBegun = true }
            return !hasBegun
        }
        // Another thread is ending the program: what this one has to say comes of that.
        while !isFirst { pause() }
        Leftovers.ofThisProgram.removeAll()
        Console.clearProgress()
        if let remark { Console.note(remark) }
        exit(status)
    }

    /// Has SIGINT, SIGTERM and SIGHUP end the program in good order, with the status that shells give to them.
    ///
    /// To be called before anything is started; what it returns is to be kept until the end.
    package static func onSignals() -> Interrupts {
        Interrupts { number in now(128 + number) }
    }
}
