// What INFO and CONFIG tell of the process and its sockets. The engine knows neither: its owner fills this in.

/// Facts about the process and its sockets.
package struct Environment: Sendable {
    package var port = 0
    package var bindAddresses: [String] = []
    package var unixSocket = ""
    package var executable = ""
    /// The folder and the name of the file that SAVE writes.
    package var dataFolder = "."
    package var dataFileName = "dump.rdb"
    package var processID = 0
    /// For example `Linux 6.1.0 x86_64`.
    package var operatingSystem = ""
    /// What waits for the sockets: `epoll` or `kqueue`.
    package var poller = "epoll"
    package var totalSystemMemory = 0
    package var residentBytes: @Sendable () -> Int = { 0 }
    /// Seconds of processor time that the process has used, in the kernel and outside it.
    package var processorTime: @Sendable () -> (system: Double, user: Double) = { (0, 0) }

    package init() {}
}
