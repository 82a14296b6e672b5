// Ctrl-C for a program that runs, at a moment that the server can tell.

import Foundation
import HermeticKV

enum StopLater {
    /// Interrupts a process when it has looked at the server so often.
    static func interrupt(_ process: Int32, after server: TestServer, looks: Int) {
        Task.detached {
            while server.journal.count(of: "INFO") < looks { await Task.yield() }
            kill(process, SIGINT)
        }
    }
}
