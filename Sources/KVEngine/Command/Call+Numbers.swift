// The numbers that arguments are, with the ranges that commands ask for. What a command says of a number outside
// its range differs, so the error is the caller's.

import RESP

extension Call {
    /// The next argument as an integer that is not negative.
    mutating func natural(or error: RedisError) throws(RedisError) -> Int64 {
        let value = try integer(or: error)
        guard value >= 0 else { throw error }
        return value
    }

    /// The next argument as an integer above zero.
    mutating func positive(or error: RedisError) throws(RedisError) -> Int64 {
        let value = try integer(or: error)
        guard value > 0 else { throw error }
        return value
    }

    /// The next argument as a 32-bit integer.
    mutating func int32(or error: RedisError) throws(RedisError) -> Int {
        guard let number = Int32(exactly: try integer(or: error)) else { throw error }
        return Int(number)
    }
}
