// A port that a stopped server may want back. While nothing is bound to it the kernel gives it to whoever asks for any
// port; so it stays bound, without listening, and attempts to connect are refused as if nothing were there. On Linux
// who asks for just this port gets it all the same, as long as nobody listens.

/// Keeps TCP ports from being handed out, until it is released.
package final class PortReservation: Sendable {
    private let descriptors: [Int32]

    /// Takes descriptors that are bound to ports and do not listen.
    init(_ descriptors: [Int32]) { self.descriptors = descriptors }

    deinit {
        for descriptor in descriptors { Syscalls.release(descriptor) }
    }
}
