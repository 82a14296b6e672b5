// The system calls for one child process: starting it, waiting for it, sending it signals. Each function does one
// thing and says what the kernel said.
//
// Foundation's Process would do, but costs the program Foundation's start, and hides the process group.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A set of signals, as the kernel keeps it.
struct SignalSet: @unchecked Sendable {
    private(set) var mask = sigset_t()

    init(_ signals: [Int32] = []) {
        unsafe sigemptyset(&mask)
        for signal in signals { unsafe sigaddset(&mask, signal) }
    }

    /// Keeps the signals from being delivered to the calling thread, and to those it starts; what was kept before.
    func block() -> SignalSet {
        var (set, old) = (mask, SignalSet())
        _ = unsafe pthread_sigmask(SIG_BLOCK, &set, &old.mask)
        return old
    }

    /// Waits for one of the signals; whether it came from the kernel, as those of a terminal's keys do.
    func wait() -> (signal: Int32, isFromKernel: Bool) {
        var set = mask
        #if os(Linux)
            while true {
                var info = unsafe siginfo_t()
                let signal = unsafe sigwaitinfo(&set, &info)
                if signal > 0 { return unsafe (signal, info.si_code > 0) }
            }
        #else
            var signal: Int32 = 0
            _ = unsafe sigwait(&set, &signal)
            return (signal, false)
        #endif
    }
}

enum ChildSyscalls {
    static let noSuchFile: Int32 = ENOENT
    static let accessDenied: Int32 = EACCES
    static let noExecutable: Int32 = ENOEXEC

    static func text(ofError code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }

    /// Sets a variable of the environment that children are given, or takes it out.
    static func set(_ variable: String, to value: String?) {
        if let value { _ = unsafe setenv(variable, value, 1) } else { _ = unsafe unsetenv(variable) }
    }

    /// Whether a terminal may send this process signals.
    static var hasTerminal: Bool {
        let terminal = unsafe open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
        if terminal >= 0 { close(terminal) }
        return terminal >= 0
    }

    /// Starts the command that the last `count` arguments of this process are, as they were given, byte for byte.
    ///
    /// - Parameters:
    ///   - signals: those that the command is not to get, as this process was started.
    ///   - restored: those that this process ignores, and the command is not to.
    /// - Returns: the process, or the error number.
    static func spawn(
        lastArguments count: Int, ownGroup: Bool, blocking signals: SignalSet, restoring restored: [Int32]
    ) -> (process: pid_t, error: Int32) {
        let arguments = unsafe CommandLine.unsafeArgv + Int(CommandLine.argc) - count
        guard let command = unsafe arguments[0] else { return (0, noSuchFile) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (ownGroup ? POSIX_SPAWN_SETPGROUP : 0)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var defaults = SignalSet(restored).mask
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var mask = signals.mask
        unsafe posix_spawnattr_setsigmask(&attributes, &mask)
        var process: pid_t = 0
        let error = unsafe posix_spawnp(&process, command, nil, &attributes, arguments, environ)
        return (process, error)
    }

    /// Waits until a child has ended, and leaves it to `reap`.
    static func awaitEnd(of process: pid_t) {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// Takes the status of a child that has ended, whose number may then be another process's.
    static func reap(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// Sends a signal to a process, or to a process group by its negative number; whether there is one.
    @discardableResult
    static func send(_ signal: Int32, to process: pid_t) -> Bool { kill(process, signal) == 0 }

    static func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }
}
