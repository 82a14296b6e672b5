// The wish to stop, as a tool learns of it. That a second signal ends the program is tried with the programs themselves.

import Foundation
import KVSockets
import KVToolSupport
import Testing

@testable import KVProcessSupport

@Suite struct StopRequestTests {
    @Test(arguments: [(SIGINT, ToolExit.interrupted), (SIGTERM, .terminated)])
    func `the first signal is told, and decides the exit code`(number: Int32, exit: ToolExit) {
        let stop = StopRequest()
        let told = Locked(0)
        #expect(stop.exit == nil)
        stop.whenAsked { told.withLock { $0 += 1 } }
        #expect(told.withLock { $0 } == 0)
        stop.note(number)
        #expect(told.withLock { $0 } == 1)
        #expect(stop.exit == exit)
    }

    @Test func `who comes late is told at once`() {
        let stop = StopRequest()
        let told = Locked(0)
        stop.whenAsked {}
        stop.note(SIGINT)
        stop.whenAsked { told.withLock { $0 += 1 } }
        #expect(told.withLock { $0 } == 1)
    }
}
