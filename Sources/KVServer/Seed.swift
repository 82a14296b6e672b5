// A seed for servers that were given none.

extension ServerOptions {
    /// A fresh seed from the operating system.
    static var freshSeed: UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
