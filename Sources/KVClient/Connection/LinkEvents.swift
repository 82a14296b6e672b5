// What happens at a connection without having been asked for.

/// Is told what comes unasked, and of the end. All of it is called on the reactor's thread.
struct LinkEvents: Sendable {
    /// Something came that no command has asked for.
    ///
    /// - Returns: whether more may come; if not, nothing is read until `ClientLink.resume`.
    var pushed: @Sendable ([Reply]) -> Bool = { _ in true }
    /// The connection is over.
    var ended: @Sendable (KVError) -> Void = { _ in }
}
