// What the program says and how it ends: the only file that touches the standard streams and exit codes.

import Dispatch
import KVServer
import KVToolSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum Console {
    /// Prints and flushes, so that whoever reads the banner through a pipe gets it now.
    static func say(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func complain(_ text: String) {
        write("hermetic-kv: \(OneLine.of(text))\n", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count, let base = bytes.baseAddress {
                let count = unsafe systemWrite(descriptor, base + sent, bytes.count - sent)
                if count <= 0 { return }
                sent += count
            }
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(descriptor, bytes, count)
        #else
            unsafe Darwin.write(descriptor, bytes, count)
        #endif
    }

    static func end(_ code: Int32) -> Never { exit(code) }

    /// A log on standard error.
    static func log(_ level: LogLevel) -> Log {
        Log(level: level) { level, line in write("\(level.rawValue): \(line)\n", to: STDERR_FILENO) }
    }
}

/// Waits for SIGINT or SIGTERM.
enum StopSignal {
    /// Runs `stop` at the first signal and ends with code 0 when it returns; a second signal ends at once.
    static func wait(thenRun stop: @escaping @Sendable () -> Void) -> Never {
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .main)
        }
        for source in sources {
            source.setEventHandler {
                for other in [SIGINT, SIGTERM] { signal(other, SIG_DFL) }
                DispatchQueue.global().async {
                    stop()
                    Console.end(0)
                }
            }
            source.activate()
        }
        withExtendedLifetime(sources) { dispatchMain() }
    }
}
