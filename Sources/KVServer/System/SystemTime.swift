// The time: the only file of the server that asks the operating system for it.

import KVSockets

/// The operating system's clocks.
package enum SystemTime {
    /// Microseconds since 1970, UTC.
    package static var unixMicroseconds: Int64 { Syscalls.unixNanoseconds / 1000 }

    /// Nanoseconds since some instant, never going back.
    package static var monotonicNanoseconds: Int64 { Syscalls.steadyNanoseconds }
}
