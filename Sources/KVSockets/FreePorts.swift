// Which port to try where any will do. The kernel would find one too, but a port that it has chosen is lost to a socket
// that stops listening, and servers that stop or refuse connections for a while keep theirs. These are also none that
// Linux gives out by itself (ip_local_port_range): neither a client of somebody's nor a server that asks for any port
// comes upon them, so a client of a server that has gone is refused, and does not find another in its place.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Port numbers, each when all others have been given since; processes begin far apart.
enum FreePorts {
    private static let first: UInt32 = 61_000
    private static let count: UInt32 = 65_536 - first
    /// Bits of the product by the golden ratio are spread over their range (Knuth, TAOCP 6.4).
    private static let given = Atomic<UInt32>((UInt32(truncatingIfNeeded: getpid()) &* 2_654_435_769) >> 16)

    /// The next port to try; somebody may have it.
    static func next() -> UInt16 {
        let (number, _) = given.wrappingAdd(1, ordering: .relaxed)
        return UInt16(first + number % count)
    }
}
