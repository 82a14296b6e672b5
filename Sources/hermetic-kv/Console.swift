// What the program says and how it ends: the only file that touches the standard streams and exit codes.

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

    /// Prints to standard error, where a command's own output is not looked for.
    static func report(_ text: String) { write(text.isEmpty ? "" : text + "\n", to: STDERR_FILENO) }

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

/// SIGINT and SIGTERM, which end the program in good order.
enum StopSignal {
    private static let numbers = [SIGINT, SIGTERM]

    /// Keeps the signals for `wait`. To be called before there are other threads, which then leave them alone
    /// too: so none is lost, however early it comes.
    static func keep() { changeMask(SIG_BLOCK) }

    /// Returns when a signal has come. Another one ends the program at once.
    static func wait() {
        var (signals, number) = (signals(), Int32(0))
        _ = unsafe sigwait(&signals, &number)
        for number in numbers { signal(number, SIG_DFL) }
        changeMask(SIG_UNBLOCK)
    }

    /// Lets `wait` return, from any thread.
    static func send() { kill(getpid(), SIGTERM) }

    private static func changeMask(_ how: Int32) {
        var signals = signals()
        _ = unsafe pthread_sigmask(how, &signals, nil)
    }

    private static func signals() -> sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        return signals
    }
}
