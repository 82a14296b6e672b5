// Tokens for those who have given none.

import KVServer

extension RESTToken {
    /// A token that nobody can guess: 128 bits from the operating system, in hexadecimal.
    static func fresh() -> String {
        (0..<2).map { _ in
            let digits = String(Entropy.word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
