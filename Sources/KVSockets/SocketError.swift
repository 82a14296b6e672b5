// What a failed system call becomes. One struct for the whole target: who calls decides by `code`, and a
// person reads `description`, which names the operation and the address or path that it was about.

/// A system call that failed, with the address it was about.
package struct SocketError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kernel's error number (`errno`).
    package let code: Int32
    /// What was being done: "bind", "listen", "accept".
    package let operation: String
    /// The address or path concerned, if there was one: "127.0.0.1:6379".
    package let subject: String?

    /// What is said in place of the kernel's sentence, where that would mislead.
    private let explanation: String?

    package init(code: Int32, operation: String, subject: String? = nil, explanation: String? = nil) {
        self.code = code
        self.operation = operation
        self.subject = subject
        self.explanation = explanation
    }

    /// The kernel's own sentence, "Address already in use", or a better one.
    package var text: String { explanation ?? Syscalls.text(ofError: code) }

    package var description: String {
        guard let subject else { return "\(operation): \(text)" }
        return "\(operation) \(subject): \(text)"
    }

    /// Whether somebody else holds the address or the path.
    package var isAddressInUse: Bool { code == Syscalls.addressInUse }

    /// Whether a connection was there, and was lost.
    package var isLossOfConnection: Bool { Syscalls.isLoss(code) }

    /// The same failure, told about another address.
    func about(_ subject: String) -> SocketError {
        SocketError(code: code, operation: operation, subject: subject)
    }
}
