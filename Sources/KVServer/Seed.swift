// Chance from the operating system, for what nobody has given a seed or a secret for.

/// Bits that nobody can foresee.
package enum Entropy {
    /// 64 of them.
    package static var word: UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

extension ServerOptions {
    /// A fresh seed from the operating system.
    static var freshSeed: UInt64 { Entropy.word }
}
