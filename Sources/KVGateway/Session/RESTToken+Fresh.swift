// Tokens for those who have given none.

extension RESTToken {
    /// A token that nobody can guess: 128 bits from the operating system, in hexadecimal.
    static func fresh() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let word = generator.next()
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
