// A port that a stopped server may want back. While nothing is bound to it the kernel gives it to whoever asks for any
// port; so it stays bound, without listening, and attempts to connect are refused as if nothing were there. Who asks
// for just this port gets it all the same, as long as nobody listens.

/// Keeps TCP ports from being handed out, until it is released.
package final class PortReservation: Sendable {
    private let descriptors: [Int32]

    /// Reserves the ports of addresses; one that somebody else has taken already is left to them.
    package init(_ addresses: [SocketAddress]) {
        descriptors = addresses.compactMap(PortReservation.bind)
    }

    deinit {
        for descriptor in descriptors { Syscalls.release(descriptor) }
    }

    private static func bind(to address: SocketAddress) -> Int32? {
        guard address.port != nil, let descriptor = try? Syscalls.openSocket(for: address) else { return nil }
        Syscalls.set(.reuseAddress, on: descriptor)
        do throws(SocketError) {
            try Syscalls.bind(descriptor, to: address)
            return descriptor
        } catch {
            Syscalls.release(descriptor)
            return nil
        }
    }
}
