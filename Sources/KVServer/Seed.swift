// A seed for servers that were given none.

extension SystemRandomNumberGenerator {
    /// A fresh seed from the operating system.
    package static var seed: UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
