// What INFO tells of the machine and the process: asked of the operating system here and nowhere else.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import KVEngine

/// Facts about this process.
enum SystemFacts {
    /// What does not change while the process lives, and how to ask for what does; asked for once.
    static let environment: Environment = {
        var environment = Environment()
        environment.processID = Int(getpid())
        environment.executable = CommandLine.arguments.first ?? ""
        environment.operatingSystem = operatingSystem()
        environment.totalSystemMemory = sysconf(Int32(_SC_PHYS_PAGES)) * pageSize
        environment.residentBytes = { residentBytes() }
        environment.processorTime = { processorTime() }
        #if !os(Linux)
            environment.poller = "kqueue"
        #endif
        return environment
    }()

    private static var pageSize: Int { sysconf(Int32(_SC_PAGESIZE)) }

    /// Kernel, release and machine: `Linux 6.1.0 x86_64`.
    private static func operatingSystem() -> String {
        var names = utsname()
        guard unsafe uname(&names) == 0 else { return "" }
        return [text(names.sysname), text(names.release), text(names.machine)].joined(separator: " ")
    }

    /// A name in a fixed-size field, up to its NUL.
    private static func text<Field>(_ field: Field) -> String {
        unsafe withUnsafeBytes(of: field) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// The memory of the process that is in use, as the kernel counts it; 0 where it cannot be told.
    private static func residentBytes() -> Int {
        let file = unsafe open("/proc/self/statm", O_RDONLY)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        let line = unsafe String(unsafeUninitializedCapacity: 128) { buffer in
            unsafe max(0, read(file, buffer.baseAddress, buffer.count))
        }
        let fields = line.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * pageSize : 0
    }

    /// Seconds of processor time, in the kernel and outside it.
    private static func processorTime() -> (system: Double, user: Double) {
        var times = tms()
        _ = unsafe systemTimes(&times)
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return (Double(times.tms_stime) / ticks, Double(times.tms_utime) / ticks)
    }
}

/// `times(2)`, under a name that the local variable does not hide.
private func systemTimes(_ times: UnsafeMutablePointer<tms>) -> clock_t {
    #if canImport(Glibc)
        unsafe Glibc.times(times)
    #else
        unsafe Darwin.times(times)
    #endif
}
